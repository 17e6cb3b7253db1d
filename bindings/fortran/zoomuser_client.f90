! A client for one Zoom account.
module zoomuser_client
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  use zoomuser_result
  use zoomuser_patch
  use zoomuser_callbacks, only: zoom_token_source, give_token
  implicit none
  private
  public :: zoom_client

  ! Used by one thread at a time; cancel may be called from any.
  type :: zoom_client
    private
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: open => open_client
    procedure, private :: set_text, set_int32, set_int64, set_logical, is_open, copy
    ! An option: text, a whole number, or a logical for on and off.
    generic :: set => set_text, set_int32, set_int64, set_logical
    procedure :: set_token_source
    procedure :: update_user, get_user, plan, doctor, render, request, request_form
    procedure :: cancel
    procedure :: close => close_client
    generic :: assignment(=) => copy
    final :: finalize
  end type zoom_client

contains

  ! A client with every option at its default. A library of another ABI is refused.
  subroutine open_client(self, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=80) :: why
    if (raw_abi_version() /= ZOOM_ABI) then
      write (why, "(a, i0, a, i0)") "the library has ABI ", raw_abi_version(), ", expected ", ZOOM_ABI
      call fail(ZOOM_E_INTERNAL, trim(why), stat, errmsg)
      return
    end if
    call self%close()
    self%handle = raw_client_new()
    call succeed(stat)
  end subroutine open_client

  logical function is_open(self, stat, errmsg)
    class(zoom_client), intent(in) :: self
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    is_open = c_associated(self%handle)
    if (.not. is_open) call fail(ZOOM_E_NULL, "the client is not open", stat, errmsg)
  end function is_open

  subroutine set_text(self, option, value, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: option, value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    if (.not. self%is_open(stat, errmsg)) return
    if (has_nul(option, "option", stat, errmsg)) return
    if (has_nul(value, option, stat, errmsg)) return
    status = raw_client_set(self%handle, to_c(option), to_c(value))
    if (status == ZOOM_OK) call succeed(stat)
    if (status /= ZOOM_OK) call fail(status, to_fortran(raw_client_error(self%handle)), stat, errmsg)
  end subroutine set_text

  subroutine set_int64(self, option, value, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: option
    integer(c_int64_t), intent(in) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=20) :: digits
    write (digits, "(i0)") value
    call self%set_text(option, digits, stat, errmsg)
  end subroutine set_int64

  subroutine set_int32(self, option, value, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: option
    integer(c_int32_t), intent(in) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call self%set_int64(option, int(value, c_int64_t), stat, errmsg)
  end subroutine set_int32

  subroutine set_logical(self, option, value, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: option
    logical, intent(in) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call self%set_text(option, trim(merge("on ", "off", value)), stat, errmsg)
  end subroutine set_logical

  ! Lets the program give the access tokens; without a source that ends. Not an internal procedure.
  subroutine set_token_source(self, source, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    procedure(zoom_token_source), optional :: source
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    if (.not. self%is_open(stat, errmsg)) return
    if (present(source)) then
      ! The pointer that comes back is the procedure itself.
      status = raw_client_set_token_callback(self%handle, c_funloc(give_token), transfer(c_funloc(source), c_null_ptr))
    else
      status = raw_client_set_token_callback(self%handle, c_null_funptr, c_null_ptr)
    end if
    if (status == ZOOM_OK) call succeed(stat)
    if (status /= ZOOM_OK) call fail(status, zoom_status_text(int(status)), stat, errmsg)
  end subroutine set_token_source

  ! PATCH /users/{user_id}. Every end but success is an error; result has all of it, after an error too, and is empty where
  ! nothing came to the library.
  subroutine update_user(self, user_id, patch, result, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: user_id
    class(zoom_patch), intent(in) :: patch
    class(zoom_result), intent(inout), optional :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    if (present(result)) call result%close()
    if (.not. usable(self, user_id, patch, stat, errmsg)) return
    status = raw_client_update_user(self%handle, to_c(user_id), patch%handle, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine update_user

  logical function usable(self, user_id, patch, stat, errmsg)
    class(zoom_client), intent(in) :: self
    character(len=*), intent(in) :: user_id
    class(zoom_patch), intent(in) :: patch
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    usable = .false.
    if (.not. self%is_open(stat, errmsg)) return
    if (has_nul(user_id, "user_id", stat, errmsg)) return
    usable = c_associated(patch%handle)
    if (.not. usable) call fail(ZOOM_E_NULL, "the patch is closed, or no field was set", stat, errmsg)
  end function usable

  ! GET /users/{user_id}: result%user() is Zoom's JSON, result%value(name) one of its values.
  subroutine get_user(self, user_id, result, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: user_id
    class(zoom_result), intent(inout) :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call result%close()
    if (.not. self%is_open(stat, errmsg)) return
    if (has_nul(user_id, "user_id", stat, errmsg)) return
    status = raw_client_get_user(self%handle, to_c(user_id), handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine get_user

  ! What update_user would change: the list fields, with an outcome for each field. Reads the user; sends no update.
  subroutine plan(self, user_id, patch, result, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: user_id
    class(zoom_patch), intent(in) :: patch
    class(zoom_result), intent(inout) :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call result%close()
    if (.not. usable(self, user_id, patch, stat, errmsg)) return
    status = raw_client_plan(self%handle, to_c(user_id), patch%handle, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine plan

  ! Diagnoses the connection to Zoom: the list checks. An error if a check failed; changes nothing.
  subroutine doctor(self, result, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    class(zoom_result), intent(inout) :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call result%close()
    if (.not. self%is_open(stat, errmsg)) return
    status = raw_client_doctor(self%handle, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine doctor

  ! The request of update_user as text: http, json, curl, curl-cmd, curl-powershell or postman. Nothing is sent.
  subroutine render(self, user_id, patch, format, result, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: user_id, format
    class(zoom_patch), intent(in) :: patch
    class(zoom_result), intent(inout) :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call result%close()
    if (.not. usable(self, user_id, patch, stat, errmsg)) return
    if (has_nul(format, "format", stat, errmsg)) return
    status = raw_client_render(self%handle, to_c(user_id), patch%handle, to_c(format), handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine render

  ! A custom request. Headers are lines "Name: value"; the body is bytes, all of them, blanks too. Any 2xx is success.
  subroutine request(self, method, path, result, headers, body, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: method, path
    class(zoom_result), intent(inout) :: result
    character(len=*), intent(in), optional :: headers
    character(len=*), intent(in), optional, target :: body
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle, bytes
    integer(c_size_t) :: length
    integer(c_int32_t) :: status
    character(len=:), allocatable :: lines
    call result%close()
    lines = ""
    if (present(headers)) lines = headers
    if (.not. sendable(self, method, path, lines, stat, errmsg)) return
    bytes = c_null_ptr
    length = 0
    if (present(body)) then
      length = len(body, c_size_t)
      if (length > 0) bytes = c_loc(body)
    end if
    status = raw_client_request(self%handle, to_c(method), to_c(path), to_c(lines), bytes, length, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine request

  ! The same with a form as the body.
  subroutine request_form(self, method, path, form, result, headers, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: method, path
    class(zoom_form), intent(in) :: form
    class(zoom_result), intent(inout) :: result
    character(len=*), intent(in), optional :: headers
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    character(len=:), allocatable :: lines
    call result%close()
    lines = ""
    if (present(headers)) lines = headers
    if (.not. sendable(self, method, path, lines, stat, errmsg)) return
    if (.not. c_associated(form%handle)) then
      call fail(ZOOM_E_NULL, "the form is closed, or has no part", stat, errmsg)
      return
    end if
    status = raw_client_request_form(self%handle, to_c(method), to_c(path), to_c(lines), form%handle, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine request_form

  logical function sendable(self, method, path, headers, stat, errmsg)
    class(zoom_client), intent(in) :: self
    character(len=*), intent(in) :: method, path, headers
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    sendable = .false.
    if (.not. self%is_open(stat, errmsg)) return
    if (has_nul(method, "method", stat, errmsg)) return
    if (has_nul(path, "path", stat, errmsg)) return
    sendable = .not. has_nul(headers, "headers", stat, errmsg)
  end function sendable

  ! Cancels the call in progress, from any thread: its stat is ZOOM_E_CANCELLED.
  subroutine cancel(self)
    class(zoom_client), intent(in) :: self
    call raw_client_cancel(self%handle)
  end subroutine cancel

  subroutine close_client(self)
    class(zoom_client), intent(inout) :: self
    call raw_client_free(self%handle)
    self%handle = c_null_ptr
  end subroutine close_client

  subroutine copy(self, other)
    class(zoom_client), intent(inout) :: self
    class(zoom_client), intent(in) :: other
    if (c_associated(other%handle)) error stop "zoomuser: a zoom_client cannot be copied"
    call self%close()
  end subroutine copy

  impure elemental subroutine finalize(self)
    type(zoom_client), intent(inout) :: self
    call self%close()
  end subroutine finalize
end module zoomuser_client

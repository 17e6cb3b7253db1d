! A client for one Zoom account.
module zoomuser_client
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  use zoomuser_result
  use zoomuser_patch
  use zoomuser_many
  use zoomuser_callbacks, only: zoom_token_source, zoom_row_sink, give_token, put_row
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
    procedure :: next_user, update_users, resume_users, undo_users
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
    usable = patch%is_open(stat, errmsg)
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

  ! Goes to the first or next user of a list, reading a page when one is needed; false after the last, and after an error, from
  ! which the next call goes on with the same page. The options are a JSON object: zoom_client_list_users in the C header. They
  ! are the same for all users of a list.
  logical function next_user(self, users, options_json, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    type(zoom_users), intent(inout) :: users
    character(len=*), intent(in), optional :: options_json
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    character(len=:), allocatable :: options
    next_user = .false.
    options = or_empty(options_json)
    if (.not. self%is_open(stat, errmsg)) return
    if (has_nul(options, "options_json", stat, errmsg)) return
    call succeed(stat)
    users%index = users%index + 1
    ! A page may have no users.
    do while (users%index > users%page%count("users"))
      if (users%page%ok()) then
        users%token = users%page%text("next_page_token")
        if (users%token == "") return
      end if
      status = raw_client_list_users(self%handle, to_c(options), to_c(or_empty(users%token)), handle)
      call take_result(status, handle, users%page, stat, errmsg)
      users%index = 1
      if (status /= ZOOM_OK) return
    end do
    next_user = .true.
  end function next_user

  ! Changes many users: checks every row before it sends the first, and sends only what differs. An error unless every row
  ! succeeded; result has the rows and, as numbers, how many there are by outcome, after an error too. The options are a JSON
  ! object: zoom_client_run_bulk in the C header. on_row is not an internal procedure; with it the result has no rows.
  subroutine update_users(self, bulk, result, options_json, on_row, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    class(zoom_bulk), intent(in) :: bulk
    class(zoom_result), intent(inout), optional :: result
    character(len=*), intent(in), optional :: options_json
    procedure(zoom_row_sink), optional :: on_row
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle, sink
    type(c_funptr) :: callback
    integer(c_int32_t) :: status
    if (present(result)) call result%close()
    if (.not. runnable(self, "", or_empty(options_json), stat, errmsg)) return
    if (.not. c_associated(bulk%handle)) then
      call fail(ZOOM_E_NULL, "the bulk is closed, or nothing was added", stat, errmsg)
      return
    end if
    call row_callback(on_row, callback, sink)
    status = raw_client_run_bulk(self%handle, bulk%handle, to_c(or_empty(options_json)), callback, sink, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine update_users

  ! Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
  subroutine resume_users(self, folder, result, options_json, on_row, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: folder
    class(zoom_result), intent(inout), optional :: result
    character(len=*), intent(in), optional :: options_json
    procedure(zoom_row_sink), optional :: on_row
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call run_folder(self, .false., folder, result, options_json, on_row, stat, errmsg)
  end subroutine resume_users

  ! Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since.
  subroutine undo_users(self, folder, result, options_json, on_row, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    character(len=*), intent(in) :: folder
    class(zoom_result), intent(inout), optional :: result
    character(len=*), intent(in), optional :: options_json
    procedure(zoom_row_sink), optional :: on_row
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call run_folder(self, .true., folder, result, options_json, on_row, stat, errmsg)
  end subroutine undo_users

  subroutine run_folder(self, is_undo, folder, result, options_json, on_row, stat, errmsg)
    class(zoom_client), intent(inout) :: self
    logical, intent(in) :: is_undo
    character(len=*), intent(in) :: folder
    class(zoom_result), intent(inout), optional :: result
    character(len=*), intent(in), optional :: options_json
    procedure(zoom_row_sink), optional :: on_row
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle, sink
    type(c_funptr) :: callback
    integer(c_int32_t) :: status
    if (present(result)) call result%close()
    if (.not. runnable(self, folder, or_empty(options_json), stat, errmsg)) return
    call row_callback(on_row, callback, sink)
    if (is_undo) then
      status = raw_client_undo_bulk(self%handle, to_c(folder), to_c(or_empty(options_json)), callback, sink, handle)
    else
      status = raw_client_resume_bulk(self%handle, to_c(folder), to_c(or_empty(options_json)), callback, sink, handle)
    end if
    call take_result(status, handle, result, stat, errmsg)
  end subroutine run_folder

  logical function runnable(self, folder, options_json, stat, errmsg)
    class(zoom_client), intent(in) :: self
    character(len=*), intent(in) :: folder, options_json
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    runnable = .false.
    if (.not. self%is_open(stat, errmsg)) return
    if (has_nul(folder, "folder", stat, errmsg)) return
    runnable = .not. has_nul(options_json, "options_json", stat, errmsg)
  end function runnable

  ! The callback for rows and its pointer, which is the procedure itself.
  subroutine row_callback(on_row, callback, sink)
    procedure(zoom_row_sink), optional :: on_row
    type(c_funptr), intent(out) :: callback
    type(c_ptr), intent(out) :: sink
    callback = c_null_funptr
    sink = c_null_ptr
    if (.not. present(on_row)) return
    callback = c_funloc(put_row)
    sink = transfer(c_funloc(on_row), c_null_ptr)
  end subroutine row_callback

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
    lines = or_empty(headers)
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
    lines = or_empty(headers)
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

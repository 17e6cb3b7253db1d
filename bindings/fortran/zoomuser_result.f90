! The result of a call, with Zoom's response if there was one.
module zoomuser_result
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  implicit none
  private
  public :: zoom_result, take_result

  ! Before a call and after close it has the status ZOOM_E_NULL, no text and no number.
  type :: zoom_result
    private
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: status, status_name, ok, retryable
    ! Texts; "" where there is none.
    procedure :: message, hint, api_message, tracking_id, user, rendered, text
    ! Numbers; -1 where there is none.
    procedure :: http_status, api_code, attempts, waited_ms, retry_after_ms
    ! Lists: field_errors, problems, warnings, headers, fields, user, checks; their items are counted from 1.
    procedure :: count => count_of, item, value => value_of
    procedure :: header, body
    procedure :: close => close_result
    procedure, private :: copy
    generic :: assignment(=) => copy
    final :: finalize
  end type zoom_result

contains

  function status(self) result(number)
    class(zoom_result), intent(in) :: self
    integer :: number
    number = int(raw_result_status(self%handle))
  end function status

  function status_name(self) result(name)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: name
    name = zoom_status_name(self%status())
  end function status_name

  logical function ok(self)
    class(zoom_result), intent(in) :: self
    ok = self%status() == ZOOM_OK
  end function ok

  ! Whether the same call may succeed later.
  logical function retryable(self)
    class(zoom_result), intent(in) :: self
    retryable = raw_status_is_retryable(int(self%status(), c_int32_t)) == 1
  end function retryable

  ! Any text of the C header: json, reason, head, and those below.
  function text(self, what) result(words)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: what
    character(len=:), allocatable :: words
    words = to_fortran(raw_result_text(self%handle, to_c(what)))
  end function text

  ! One line, never empty.
  function message(self) result(words)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: words
    words = self%text("message")
  end function message

  ! What to do about it.
  function hint(self) result(words)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: words
    words = self%text("hint")
  end function hint

  ! Zoom's error message.
  function api_message(self) result(words)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: words
    words = self%text("api_message")
  end function api_message

  ! The tracking id, for Zoom's support.
  function tracking_id(self) result(words)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: words
    words = self%text("tracking_id")
  end function tracking_id

  ! After get_user: Zoom's JSON.
  function user(self) result(words)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: words
    words = self%text("user")
  end function user

  ! After render: the request.
  function rendered(self) result(words)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: words
    words = self%text("rendered")
  end function rendered

  integer function http_status(self)
    class(zoom_result), intent(in) :: self
    http_status = int(raw_result_number(self%handle, to_c("http_status")))
  end function http_status

  ! Zoom's error code.
  function api_code(self) result(number)
    class(zoom_result), intent(in) :: self
    integer(c_int64_t) :: number
    number = raw_result_number(self%handle, to_c("api_code"))
  end function api_code

  integer function attempts(self)
    class(zoom_result), intent(in) :: self
    attempts = int(raw_result_number(self%handle, to_c("attempts")))
  end function attempts

  function waited_ms(self) result(number)
    class(zoom_result), intent(in) :: self
    integer(c_int64_t) :: number
    number = raw_result_number(self%handle, to_c("waited_ms"))
  end function waited_ms

  ! How long to wait from now, where Zoom says so.
  function retry_after_ms(self) result(number)
    class(zoom_result), intent(in) :: self
    integer(c_int64_t) :: number
    number = raw_result_number(self%handle, to_c("retry_after_ms"))
  end function retry_after_ms

  integer function count_of(self, list)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: list
    count_of = int(raw_result_count(self%handle, to_c(list)))
  end function count_of

  ! What of item i of a list: field, message, name, value, outcome, old, new, seen, url, hint. "" for an item that is not there.
  function item(self, list, i, what) result(words)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: list, what
    integer, intent(in) :: i
    character(len=:), allocatable :: words
    words = ""
    if (i >= 1) words = to_fortran(raw_result_item(self%handle, to_c(list), int(i - 1, c_size_t), to_c(what)))
  end function item

  ! After get_user: what the user has under this name.
  function value_of(self, name) result(words)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: name
    character(len=:), allocatable :: words
    integer :: i
    words = ""
    do i = 1, self%count("user")
      if (self%item("user", i, "name") == name) words = self%item("user", i, "value")
    end do
  end function value_of

  function header(self, name) result(words)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: name
    character(len=:), allocatable :: words
    words = to_fortran(raw_result_header(self%handle, to_c(name)))
  end function header

  ! The response body, any bytes.
  function body(self) result(bytes)
    class(zoom_result), intent(in) :: self
    character(len=:), allocatable :: bytes
    integer(c_size_t) :: length
    type(c_ptr) :: first
    first = raw_result_body(self%handle, length)
    bytes = to_bytes(first, length)
  end function body

  ! The end of a call: its result goes to the caller, or is freed; its status too.
  subroutine take_result(status, handle, result, stat, errmsg)
    integer(c_int32_t), intent(in) :: status
    type(c_ptr), intent(in) :: handle
    class(zoom_result), intent(inout), optional :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=:), allocatable :: message
    message = to_fortran(raw_result_text(handle, to_c("message")))
    if (present(result)) then
      call result%close()
      result%handle = handle
    else
      call raw_result_free(handle)
    end if
    if (status == ZOOM_OK) then
      call succeed(stat)
    else
      call fail(status, message, stat, errmsg)
    end if
  end subroutine take_result

  subroutine close_result(self)
    class(zoom_result), intent(inout) :: self
    call raw_result_free(self%handle)
    self%handle = c_null_ptr
  end subroutine close_result

  subroutine copy(self, other)
    class(zoom_result), intent(inout) :: self
    class(zoom_result), intent(in) :: other
    if (c_associated(other%handle)) error stop "zoomuser: a zoom_result cannot be copied"
    call self%close()
  end subroutine copy

  impure elemental subroutine finalize(self)
    type(zoom_result), intent(inout) :: self
    call raw_result_free(self%handle)
    self%handle = c_null_ptr
  end subroutine finalize
end module zoomuser_result

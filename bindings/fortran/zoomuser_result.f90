! The result of a call, with Zoom's response if there was one.
module zoomuser_result
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  implicit none
  private
  public :: zoom_result, zoom_row, take_result, row_of

  ! How a row of a run of many users ended.
  type :: zoom_row
    integer :: index = 0                             ! its position, from 1
    integer(c_int64_t) :: line = -1                  ! its line in the file, else its position
    character(len=:), allocatable :: user_id
    character(len=:), allocatable :: outcome         ! sent, applied, already, failed ...
    character(len=:), allocatable :: status          ! NOT_FOUND; "" if the row did not end
    character(len=:), allocatable :: message
    character(len=:), allocatable :: hint            ! what to do about it, or ""
    integer :: http_status = -1                      ! -1 where there was no response
    integer(c_int64_t) :: api_code = -1              ! Zoom's error code, or -1
    character(len=:), allocatable :: tracking_id     ! for Zoom's support, or ""
    integer :: attempts = 0
    integer(c_int64_t) :: waited_ms = 0
  end type zoom_row

  ! Before a call and after close it has the status ZOOM_E_NULL, no text and no number.
  type :: zoom_result
    private
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: status, status_name, ok, retryable
    ! Texts; "" where there is none.
    procedure :: message, hint, api_message, tracking_id, user, rendered, text
    ! Numbers; -1 where there is none.
    procedure :: http_status, api_code, attempts, waited_ms, retry_after_ms, number
    ! Lists: field_errors, problems, warnings, headers, fields, user, users, checks, rows; their items are counted from 1.
    procedure :: count => count_of, item, value => value_of, row
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

  ! Any number of the C header: after update_users rows, sent, failed ..., exit, and those below.
  function number(self, what) result(value)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: what
    integer(c_int64_t) :: value
    value = raw_result_number(self%handle, to_c(what))
  end function number

  integer function http_status(self)
    class(zoom_result), intent(in) :: self
    http_status = int(self%number("http_status"))
  end function http_status

  ! Zoom's error code.
  function api_code(self) result(number)
    class(zoom_result), intent(in) :: self
    integer(c_int64_t) :: number
    number = self%number("api_code")
  end function api_code

  integer function attempts(self)
    class(zoom_result), intent(in) :: self
    attempts = int(self%number("attempts"))
  end function attempts

  function waited_ms(self) result(number)
    class(zoom_result), intent(in) :: self
    integer(c_int64_t) :: number
    number = self%number("waited_ms")
  end function waited_ms

  ! How long to wait from now, where Zoom says so.
  function retry_after_ms(self) result(number)
    class(zoom_result), intent(in) :: self
    integer(c_int64_t) :: number
    number = self%number("retry_after_ms")
  end function retry_after_ms

  integer function count_of(self, list)
    class(zoom_result), intent(in) :: self
    character(len=*), intent(in) :: list
    count_of = int(raw_result_count(self%handle, to_c(list)))
  end function count_of

  ! Row i after update_users without a procedure for the rows. Empty for one that is not there.
  function row(self, i) result(one)
    class(zoom_result), intent(in) :: self
    integer, intent(in) :: i
    type(zoom_row) :: one
    one = row_of(self%handle, i, .true.)
  end function row

  ! Row i of the list rows, or the row that the result is.
  function row_of(handle, i, is_item) result(row)
    type(c_ptr), intent(in) :: handle
    integer, intent(in) :: i
    logical, intent(in) :: is_item
    type(zoom_row) :: row
    row%index = i
    row%line = cell_number("line")
    row%user_id = cell("user_id")
    row%outcome = cell("outcome")
    row%status = cell("status")
    if (.not. is_item) row%status = short_name(raw_result_status(handle))
    row%message = cell("message")
    row%hint = cell("hint")
    row%http_status = int(cell_number("http_status"))
    row%api_code = cell_number("api_code")
    row%tracking_id = cell("tracking_id")
    row%attempts = int(cell_number("attempts"))
    row%waited_ms = cell_number("waited_ms")

  contains

    function cell(what) result(words)
      character(len=*), intent(in) :: what
      character(len=:), allocatable :: words
      words = ""
      if (.not. is_item) then
        words = to_fortran(raw_result_text(handle, to_c(what)))
      else if (i >= 1) then
        words = to_fortran(raw_result_item(handle, to_c("rows"), int(i - 1, c_size_t), to_c(what)))
      end if
    end function cell

    function cell_number(what) result(number)
      character(len=*), intent(in) :: what
      integer(c_int64_t) :: number
      integer :: stat
      character(len=:), allocatable :: digits
      if (is_item) then
        digits = cell(what)
        read (digits, *, iostat=stat) number
        if (stat /= 0) number = -1
      else
        number = raw_result_number(handle, to_c(what))
      end if
    end function cell_number
  end function row_of

  ! NOT_FOUND for ZOOM_E_NOT_FOUND, OK for ZOOM_OK.
  function short_name(status) result(name)
    integer(c_int32_t), intent(in) :: status
    character(len=:), allocatable :: name
    name = zoom_status_name(int(status))
    name = name(merge(6, 8, status == ZOOM_OK):)
  end function short_name

  ! What of item i of a list: field, message, name, value, outcome, old, new, seen, url, hint ... "" for an item that is not there.
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

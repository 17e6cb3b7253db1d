! Text between Fortran and C, and error reporting: stat and errmsg, as with allocate.
module zoomuser_support
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  implicit none
  private
  public :: to_c, to_fortran, to_bytes, or_empty, has_nul, fail, succeed, zoom_status_name, zoom_status_text

  interface
    pure function c_strlen(text) bind(c, name="strlen") result(length)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: text
      integer(c_size_t) :: length
    end function c_strlen
  end interface

contains

  ! Without the blanks at its end, with a NUL.
  pure function to_c(text) result(c)
    character(len=*), intent(in) :: text
    character(len=:), allocatable :: c
    c = trim(text) // c_null_char
  end function to_c

  ! An argument that may be absent.
  pure function or_empty(text) result(given)
    character(len=*), intent(in), optional :: text
    character(len=:), allocatable :: given
    given = ""
    if (present(text)) given = text
  end function or_empty

  ! A copy of a text of the library.
  function to_fortran(c) result(text)
    type(c_ptr), intent(in) :: c
    character(len=:), allocatable :: text
    if (c_associated(c)) then
      text = to_bytes(c, c_strlen(c))
    else
      text = ""
    end if
  end function to_fortran

  function to_bytes(c, length) result(bytes)
    type(c_ptr), intent(in) :: c
    integer(c_size_t), intent(in) :: length
    character(len=:), allocatable :: bytes
    character(kind=c_char), pointer :: signs(:)
    integer(c_size_t) :: i
    allocate (character(len=length) :: bytes)
    if (length == 0) return
    call c_f_pointer(c, signs, [length])
    do i = 1, length
      bytes(i:i) = signs(i)
    end do
  end function to_bytes

  ! Whether a text cannot be given to C; then the error says so.
  logical function has_nul(text, name, stat, errmsg)
    character(len=*), intent(in) :: text, name
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    has_nul = index(text, c_null_char) > 0
    if (has_nul) call fail(ZOOM_E_INVALID_ARGUMENT, name // ": expected text without NUL", stat, errmsg)
  end function has_nul

  ! Without stat an error ends the program.
  subroutine fail(status, message, stat, errmsg)
    integer(c_int32_t), intent(in) :: status
    character(len=*), intent(in) :: message
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (present(errmsg)) errmsg = message
    if (.not. present(stat)) error stop "zoomuser: " // message
    stat = int(status)
  end subroutine fail

  subroutine succeed(stat)
    integer, intent(out), optional :: stat
    if (present(stat)) stat = ZOOM_OK
  end subroutine succeed

  ! "ZOOM_E_TIMEOUT"; "" for an unknown number.
  function zoom_status_name(status) result(name)
    integer, intent(in) :: status
    character(len=:), allocatable :: name
    name = to_fortran(raw_status_name(int(status, c_int32_t)))
  end function zoom_status_name

  ! What it means, in one line.
  function zoom_status_text(status) result(text)
    integer, intent(in) :: status
    character(len=:), allocatable :: text
    text = to_fortran(raw_status_text(int(status, c_int32_t)))
  end function zoom_status_text
end module zoomuser_support

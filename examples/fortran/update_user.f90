! Changes the department of a Zoom user and prints the whole result.
!
!     ZOOM_TOKEN=... update_user ada@example.com Engineering
!
! Environment: ZOOM_TOKEN, the access token. To try it against the sandbox, also ZOOM_BASE_URL, the address of the API,
! and ZOOM_CA_FILE, a PEM file of certificate authorities to trust.
!
! Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.
program update_user
  use, intrinsic :: iso_fortran_env, only: error_unit
  use zoomuser
  implicit none
  type(zoom_client) :: client
  type(zoom_patch) :: patch
  type(zoom_result) :: result
  character(len=200) :: message
  integer :: stat

  if (command_argument_count() /= 2 .or. variable("ZOOM_TOKEN") == "") then
    write (error_unit, "(a)") "usage: ZOOM_TOKEN=... update_user USER_ID DEPARTMENT"
    stop 2, quiet=.true.
  end if

  call client%open()
  call client%set(ZOOM_OPT_TOKEN, variable("ZOOM_TOKEN"))
  call client%set(ZOOM_OPT_BASE_URL, variable("ZOOM_BASE_URL"))
  call client%set(ZOOM_OPT_CA_FILE, variable("ZOOM_CA_FILE"))
  call patch%set(ZOOM_FIELD_DEPT, argument(2), stat, message)
  if (stat == 0) call client%update_user(argument(1), patch, result, stat, message)
  if (result%message() == "") then
    write (error_unit, "(a)") trim(message)
  else
    call print_result()
  end if
  call client%close()
  if (stat /= ZOOM_OK) stop 1, quiet=.true.

contains

  subroutine print_result()
    character(len=12), parameter :: texts(3) = [character(len=12) :: "message", "hint", "tracking_id"]
    character(len=12), parameter :: lists(3) = [character(len=12) :: "field_errors", "problems", "warnings"]
    integer :: i, j
    print "(a, ' (', i0, ')')", result%status_name(), result%status()
    do i = 1, size(texts)
      if (result%text(texts(i)) /= "") print "(a, ': ', a)", trim(texts(i)), result%text(texts(i))
    end do
    if (result%http_status() >= 0) print "('http_status: ', i0)", result%http_status()
    do i = 1, size(lists)
      do j = 1, result%count(lists(i))
        if (result%item(lists(i), j, "field") == "") then
          print "(a, ': ', a)", trim(lists(i)), result%item(lists(i), j, "message")
        else
          print "(a, ': ', a, ': ', a)", trim(lists(i)), result%item(lists(i), j, "field"), result%item(lists(i), j, "message")
        end if
      end do
    end do
  end subroutine print_result

  function variable(name) result(value)
    character(len=*), intent(in) :: name
    character(len=:), allocatable :: value
    integer :: length
    call get_environment_variable(name, length=length)
    allocate (character(len=length) :: value)
    call get_environment_variable(name, value)
  end function variable

  function argument(i) result(value)
    integer, intent(in) :: i
    character(len=:), allocatable :: value
    integer :: length
    call get_command_argument(i, length=length)
    allocate (character(len=length) :: value)
    call get_command_argument(i, value)
  end function argument
end program update_user

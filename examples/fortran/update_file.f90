! Changes the users of a CSV file, and prints how each row ended.
!
!     ZOOM_TOKEN=... update_file users.csv [FOLDER]
!
! The header names the user and the fields; an empty cell leaves its field unchanged:
!
!     email;first_name;dept
!     ada@example.com;Ada;Research
!
! With FOLDER the run is recorded there, so that it can be resumed and undone.
!
! Environment: as for update_user.
!
! Exit code: 0 every row succeeded, 1 some failed, 2 nothing was sent.
module update_file_rows
  use zoomuser
  implicit none

contains

  subroutine row_ended(row, stop)
    type(zoom_row), intent(in) :: row
    logical, intent(inout) :: stop
    print "('line ', i0, ': ', a, ': ', a, ': ', a)", row%line, row%user_id, row%outcome, row%message
    stop = .false.
  end subroutine row_ended
end module update_file_rows

program update_file
  use, intrinsic :: iso_fortran_env, only: error_unit
  use zoomuser
  use update_file_rows
  implicit none
  type(zoom_client) :: client
  type(zoom_bulk) :: bulk
  type(zoom_result) :: result
  character(len=:), allocatable :: options
  character(len=500) :: message
  integer :: stat

  if (command_argument_count() < 1 .or. command_argument_count() > 2 .or. variable("ZOOM_TOKEN") == "") then
    write (error_unit, "(a)") "usage: ZOOM_TOKEN=... update_file FILE [FOLDER]"
    stop 2, quiet=.true.
  end if

  options = ""
  if (command_argument_count() == 2) options = '{"run":' // quoted(argument(2)) // '}'
  call client%open(stat, message)
  if (stat == 0) call client%set(ZOOM_OPT_TOKEN, variable("ZOOM_TOKEN"), stat, message)
  if (stat == 0) call client%set(ZOOM_OPT_BASE_URL, variable("ZOOM_BASE_URL"), stat, message)
  if (stat == 0) call client%set(ZOOM_OPT_CA_FILE, variable("ZOOM_CA_FILE"), stat, message)
  if (stat == 0) call bulk%add_file(argument(1), stat=stat, errmsg=message)
  if (stat == 0) call client%update_users(bulk, result, options, row_ended, stat, message)
  if (result%text(ZOOM_TEXT_WHY) == "") then
    write (error_unit, "(a)") trim(message)
    stop 2, quiet=.true.
  end if
  print "(a)", result%message()
  call bulk%close()
  call client%close()
  if (stat /= ZOOM_OK) stop 1, quiet=.true.

contains

  ! A text as JSON.
  function quoted(text) result(json)
    character(len=*), intent(in) :: text
    character(len=:), allocatable :: json
    integer :: i
    json = '"'
    do i = 1, len(text)
      if (index('"\', text(i:i)) > 0) json = json // "\"
      json = json // text(i:i)
    end do
    json = json // '"'
  end function quoted

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
end program update_file

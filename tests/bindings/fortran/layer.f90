! What the layer itself promises, beyond the script. The argument is a folder for runs.
module layer_steps
  use zoomuser
  implicit none
  character(len=:), allocatable :: seen
  logical :: stops = .false.

contains

  subroutine row_ended(row, stop)
    type(zoom_row), intent(in) :: row
    logical, intent(inout) :: stop
    character(len=200) :: line
    write (line, "(2(i0, 1x), 3(a, 1x), i0, ';')") row%index, row%line, row%user_id, row%outcome, row%status, row%http_status
    seen = seen // trim(line)
    stop = stops
  end subroutine row_ended
  subroutine run()
    type(zoom_client) :: client
    call client%open()
    call client%set(ZOOM_OPT_TOKEN, variable("ZOOM_TOKEN"))
    call client%set(ZOOM_OPT_BASE_URL, variable("ZOOM_BASE_URL"))
    call client%set(ZOOM_OPT_CA_FILE, variable("ZOOM_CA_FILE"))
    call rows_of_a_procedure(client)
    call files_and_folders(client)
    call lists(client)
    call refusals(client)
  end subroutine run

  subroutine expect(holds, what)
    logical, intent(in) :: holds
    character(len=*), intent(in) :: what
    if (.not. holds) error stop "failed: " // what
  end subroutine expect

  ! A user who is there, and others who are not.
  subroutine fill(bulk, count)
    type(zoom_bulk), intent(inout) :: bulk
    integer, intent(in) :: count
    type(zoom_patch) :: patch
    character(len=40) :: user_id
    integer :: i
    call patch%set(ZOOM_FIELD_DEPT, "rows")
    call bulk%add("john@example.com", patch)
    do i = 1, count
      write (user_id, "(a, i0, a)") "nobody", i, "@example.com"
      call bulk%add(user_id, patch)
    end do
  end subroutine fill

  subroutine rows_of_a_procedure(client)
    type(zoom_client), intent(inout) :: client
    character(len=*), parameter :: OPTIONS = '{"no_read":true,"jobs":1}'
    type(zoom_bulk) :: bulk
    type(zoom_result) :: result
    type(zoom_row) :: row
    integer :: stat
    call fill(bulk, 1)
    seen = ""
    call client%update_users(bulk, result, OPTIONS, row_ended, stat)
    call expect(seen == "1 1 john@example.com sent OK 204;2 2 nobody1@example.com failed NOT_FOUND 404;", seen)
    call expect(stat == ZOOM_E_ROWS_FAILED .and. result%count("rows") == 0 .and. result%number("exit") == 12, "a procedure")
    call client%update_users(bulk, result, OPTIONS, stat=stat)
    row = result%row(2)
    call expect(result%count("rows") == 2 .and. row%status == "NOT_FOUND" .and. row%api_code == 1001, "no procedure")
    row = result%row(3)
    call expect(row%user_id == "" .and. row%line == -1, "a row that is not there is empty")
    row = result%row(0)
    call expect(row%message == "" .and. row%status == "" .and. row%attempts == -1, "rows are counted from 1")
    call fill(bulk, 0)
    call bulk%close()
    call fill(bulk, 100)
    stops = .true.
    call client%update_users(bulk, result, OPTIONS, row_ended, stat)
    call expect(stat == ZOOM_E_CANCELLED .and. result%number("not_tried") > 50, "stop ends the run")
    call expect(result%text("why") == "interrupted", result%text("why"))
  end subroutine rows_of_a_procedure

  subroutine files_and_folders(client)
    type(zoom_client), intent(inout) :: client
    type(zoom_bulk) :: bulk
    type(zoom_result) :: result
    type(zoom_row) :: row
    character(len=:), allocatable :: folder
    integer :: unit
    folder = argument()
    open (newunit=unit, file=folder // ".csv", status="replace")
    write (unit, "(a)") "E-Mail;Abteilung", "jane@example.com;Bulk"
    close (unit)
    call bulk%add_file(folder // ".csv", '{"map":{"Abteilung":"dept"}}')
    call client%update_users(bulk, result, '{"run":"' // folder // '"}')
    row = result%row(1)
    call expect(result%text("why") == "finished" .and. row%line == 2, "a file")
    call expect(dept(client) == "Bulk", "the field of the file is set")
    call client%resume_users(folder, result)
    call expect(result%number("sent") == 1, "a run goes on")
    call client%undo_users(folder, result, '{"run":"' // folder // '.undo"}')
    call expect(result%number("sent") == 1 .and. dept(client) /= "Bulk", "a run is undone")
  end subroutine files_and_folders

  function dept(client)
    type(zoom_client), intent(inout) :: client
    character(len=:), allocatable :: dept
    type(zoom_result) :: result
    call client%get_user("jane@example.com", result)
    dept = result%value("dept")
  end function dept

  ! A list begins again after close, and two may be read side by side.
  subroutine lists(client)
    type(zoom_client), intent(inout) :: client
    type(zoom_users) :: one, other
    integer :: i
    call expect(one%value("email") == "", "before the first user")
    do i = 1, 2
      call expect(client%next_user(one, '{"page_size":1}'), "the first user")
      call expect(one%value("email") == "jane@example.com", one%value("email"))
      call expect(index(one%value("json"), "jane@example.com") > 0, "the user as JSON")
      call one%close()
    end do
    i = 0
    do while (client%next_user(other, '{"page_size":1}'))
      i = i + 1
    end do
    call expect(i == 3 .and. .not. client%next_user(other), "after the last user")
    call other%close()
    call client%set("max_retries", 0)
    call expect(client%next_user(other, '{"page_size":2}'), "the first of a page")
    call expect(client%next_user(other, '{"page_size":2}'), "the second of a page")
    call client%set("base_url", "http://127.0.0.1:1/v2")
    call expect(.not. client%next_user(other, '{"page_size":2}', i), "a page that cannot be read")
    call expect(i == ZOOM_E_CONNECT .and. other%value("email") == "", "no user after an error")
    call client%set("base_url", variable("ZOOM_BASE_URL"))
    call expect(client%next_user(other, '{"page_size":2}', i), "the page is read again")
    call expect(other%value("email") == "zoomroom@example.com", other%value("email"))
    call client%set("max_retries", "")
  end subroutine lists

  subroutine refusals(client)
    type(zoom_client), intent(inout) :: client
    type(zoom_bulk) :: bulk
    type(zoom_patch) :: patch
    type(zoom_users) :: users
    character(len=200) :: message
    integer :: stat
    call expect(.not. client%next_user(users, '{"page_size":0}', stat, message), "no users")
    call refused(ZOOM_E_INVALID_ARGUMENT, "page_size: ")
    call bulk%add("me", patch, stat, message)
    call refused(ZOOM_E_NULL, "the patch is closed, or no field was set")
    call client%update_users(bulk, stat=stat, errmsg=message)
    call refused(ZOOM_E_NULL, "the bulk is closed, or nothing was added")
    call bulk%add_file("/nowhere.csv", stat=stat, errmsg=message)
    call refused(ZOOM_E_INVALID_ARGUMENT, "/nowhere.csv")
    call patch%set(ZOOM_FIELD_DEPT, "x")
    call bulk%add("", patch, stat, message)
    call refused(ZOOM_E_INVALID_ARGUMENT, "user_id: ")
    call client%update_users(bulk, options_json='{"canarys":1}', stat=stat, errmsg=message)
    call refused(ZOOM_E_UNKNOWN_NAME, "the nearest is canary")
    call client%undo_users("/nowhere", stat=stat, errmsg=message)
    call refused(stat, "/nowhere")

  contains

    subroutine refused(status, words)
      integer, intent(in) :: status
      character(len=*), intent(in) :: words
      call expect(stat /= ZOOM_OK .and. stat == status .and. index(message, words) > 0, trim(message))
    end subroutine refused
  end subroutine refusals

  function variable(name) result(value)
    character(len=*), intent(in) :: name
    character(len=:), allocatable :: value
    integer :: length
    call get_environment_variable(name, length=length)
    allocate (character(len=length) :: value)
    call get_environment_variable(name, value)
  end function variable

  function argument() result(value)
    character(len=:), allocatable :: value
    integer :: length
    call get_command_argument(1, length=length)
    allocate (character(len=length) :: value)
    call get_command_argument(1, value)
  end function argument
end module layer_steps

program layer
  use layer_steps
  implicit none
  call run()
end program layer

! The script of tests/bindings/README.md in Fortran.
module script_steps
  use, intrinsic :: iso_fortran_env, only: int64, output_unit
  use zoomuser
  implicit none

  character(len=*), parameter :: JANE = "jane@example.com"

  interface say
    procedure :: say_text, say_number
  end interface say

contains

  subroutine say_text(name, value)
    character(len=*), intent(in) :: name, value
    write (output_unit, "(a, 1x, a)") name, value
  end subroutine say_text

  subroutine say_number(name, value)
    character(len=*), intent(in) :: name
    integer(int64), intent(in) :: value
    write (output_unit, "(a, 1x, i0)") name, value
  end subroutine say_number

  subroutine say_list(name, result, list)
    character(len=*), intent(in) :: name, list
    type(zoom_result), intent(in) :: result
    integer :: i
    do i = 1, result%count(list)
      call say(name, result%item(list, i, "field") // ": " // result%item(list, i, "message"))
    end do
  end subroutine say_list

  function variable(name) result(value)
    character(len=*), intent(in) :: name
    character(len=:), allocatable :: value
    integer :: length
    call get_environment_variable(name, length=length)
    allocate (character(len=length) :: value)
    call get_environment_variable(name, value)
  end function variable

  subroutine open_client(client)
    type(zoom_client), intent(inout) :: client
    call client%open()
    call client%set(ZOOM_OPT_TOKEN, variable("ZOOM_TOKEN"))
    call client%set(ZOOM_OPT_BASE_URL, variable("ZOOM_BASE_URL"))
    call client%set(ZOOM_OPT_CA_FILE, variable("ZOOM_CA_FILE"))
  end subroutine open_client

  ! An update of dept on a client of its own that may have one more option.
  subroutine update(user_id, result, option, value)
    character(len=*), intent(in) :: user_id
    type(zoom_result), intent(inout) :: result
    character(len=*), intent(in), optional :: option, value
    type(zoom_client) :: client
    type(zoom_patch) :: patch
    integer :: stat
    call open_client(client)
    call client%set(ZOOM_OPT_MAX_RETRIES, 0)
    if (present(option) .and. present(value)) call client%set(option, value)
    call patch%set(ZOOM_FIELD_DEPT, "x")
    call client%update_user(user_id, patch, result, stat)
    if (stat /= result%status()) error stop "stat is not the status of the result"
  end subroutine update

  subroutine update_and_read(client)
    type(zoom_client), intent(inout) :: client
    character(len=17), parameter :: names(6) = [character(len=17) :: "first_name", "type", "pmi", "use_pmi", &
      "custom_attributes", "job_title"]
    type(zoom_patch) :: patch
    type(zoom_result) :: result
    integer :: i
    call patch%set(ZOOM_FIELD_FIRST_NAME, "Zoë 𝄞")
    call patch%set(ZOOM_FIELD_JOB_TITLE, "")
    call patch%set(ZOOM_FIELD_TYPE, 2)
    call patch%set(ZOOM_FIELD_PMI, 9876543210_int64)
    call patch%set(ZOOM_FIELD_USE_PMI, .true.)
    call patch%set_json(ZOOM_FIELD_CUSTOM_ATTRIBUTES, '[{"key":"k1","name":"n","value":"💡"}]')
    call patch%set_null(ZOOM_FIELD_LOCATION)
    call client%update_user(JANE, patch, result)
    call say("update.status", result%status_name())
    call say("update.http", int(result%http_status(), int64))
    call say("update.attempts", int(result%attempts(), int64))
    call say("update.message", result%message())
    call say_list("update.warning", result, "warnings")
    call client%get_user(JANE, result)
    call say("read.status", result%status_name())
    do i = 1, size(names)
      call say("read." // trim(names(i)), result%value(names(i)))
    end do
  end subroutine update_and_read

  subroutine unset_plan_check_and_option(client)
    type(zoom_client), intent(inout) :: client
    type(zoom_patch) :: lost, planned, wrong
    type(zoom_result) :: result
    character(len=200) :: message
    integer :: stat, i
    call lost%set(ZOOM_FIELD_DEPT, "lost")
    call lost%set(ZOOM_FIELD_COST_CENTER, "kept")
    call lost%unset(ZOOM_FIELD_DEPT)
    call client%update_user(JANE, lost, result)
    call say("unset.status", result%status_name())
    call planned%set(ZOOM_FIELD_DEPT, "planned")
    call planned%set(ZOOM_FIELD_COST_CENTER, "kept")
    call client%plan(JANE, planned, result)
    call say("plan.status", result%status_name())
    call say("plan.attempts", int(result%attempts(), int64))
    do i = 1, result%count(ZOOM_LIST_FIELDS)
      call say("plan." // result%item(ZOOM_LIST_FIELDS, i, ZOOM_ITEM_FIELD), &
               result%item(ZOOM_LIST_FIELDS, i, ZOOM_ITEM_OUTCOME))
    end do
    call wrong%set(ZOOM_FIELD_TYPE, "x")
    call wrong%set("no_such", "1")
    call client%update_user(JANE, wrong, result, stat)
    call say("check.status", zoom_status_name(stat))
    call say("check.attempts", int(result%attempts(), int64))
    call say_list("check.problem", result, "problems")
    call client%set("no_such", "1", stat, message)
    call say("option.status", zoom_status_name(stat))
    call say("option.message", trim(message))
  end subroutine unset_plan_check_and_option

  subroutine refusals()
    type(zoom_result) :: result
    call update("fields-error@sandbox.test", result)
    call say("rejected.status", result%status_name())
    call say("rejected.retryable", merge(1_int64, 0_int64, result%retryable()))
    call say("rejected.http", int(result%http_status(), int64))
    call say("rejected.api_code", result%api_code())
    call say_list("rejected.field_error", result, "field_errors")
    call update("nobody@example.com", result)
    call say("not_found.status", result%status_name())
    call say("not_found.http", int(result%http_status(), int64))
    call say("not_found.api_code", result%api_code())
    call say("not_found.api_message", result%api_message())
    call update("rate-seconds@sandbox.test", result)
    call say("rate_limited.status", result%status_name())
    call say("rate_limited.retryable", merge(1_int64, 0_int64, result%retryable()))
    call say("rate_limited.http", int(result%http_status(), int64))
    if (result%retry_after_ms() > 0) call say("rate_limited.retry_after_is_given", "yes")
    call say("rate_limited.header", result%header("Retry-After"))
    call update("slow-20000@sandbox.test", result, ZOOM_OPT_TIMEOUT_MS, "1500")
    call say("timeout.status", result%status_name())
    call say("timeout.http", int(result%http_status(), int64))
    call say("timeout.message", result%message())
  end subroutine refusals

  ! One section updates, the other cancels until that has ended.
  subroutine cancel_from_another_thread()
    type(zoom_client) :: client
    type(zoom_patch) :: patch, again
    type(zoom_result) :: result
    integer :: stat
    logical :: done, seen
    call open_client(client)
    call patch%set(ZOOM_FIELD_DEPT, "x")
    done = .false.
    !$omp parallel sections num_threads(2) private(seen)
    !$omp section
    call client%update_user("slow-20000@sandbox.test", patch, stat=stat)
    !$omp atomic write
    done = .true.
    !$omp section
    do
      !$omp atomic read
      seen = done
      if (seen) exit
      call client%cancel()
    end do
    !$omp end parallel sections
    call say("cancel.status", zoom_status_name(stat))
    call again%set(ZOOM_FIELD_COST_CENTER, "x")
    call client%update_user(JANE, again, result)
    call say("cancel.again", result%status_name())
  end subroutine cancel_from_another_thread

  subroutine ways_that_fail()
    type(zoom_result) :: result
    call update(JANE, result, ZOOM_OPT_TOKEN, "wrong")
    call say("unauthorized.status", result%status_name())
    call say("unauthorized.http", int(result%http_status(), int64))
    call update(JANE, result, ZOOM_OPT_BASE_URL, "http://127.0.0.1:1/v2")
    call say("no_server.status", result%status_name())
    call say("no_server.http", int(result%http_status(), int64))
    call zoom_update_user(variable("ZOOM_TOKEN"), JANE, '{"cost_center":"one call"}', '{"base_url":"' // &
      variable("ZOOM_BASE_URL") // '","ca_file":"' // variable("ZOOM_CA_FILE") // '"}', result)
    call say("one_call.status", result%status_name())
    call say("one_call.message", result%message())
  end subroutine ways_that_fail

  subroutine many_users(client)
    type(zoom_client), intent(inout) :: client
    type(zoom_users) :: users
    type(zoom_bulk) :: bulk
    type(zoom_patch) :: patch
    type(zoom_result) :: result
    type(zoom_row) :: row
    integer :: stat, i
    do while (client%next_user(users, '{"page_size":2}'))
      call say("list.user", users%value("email"))
    end do
    call patch%set(ZOOM_FIELD_COST_CENTER, "many")
    call bulk%add("john@example.com", patch)
    call patch%unset(ZOOM_FIELD_COST_CENTER)
    call patch%set(ZOOM_FIELD_DEPT, "x")
    call bulk%add("nobody@example.com", patch)
    call client%update_users(bulk, result, stat=stat)
    call say("bulk.status", zoom_status_name(stat))
    do i = 1, result%count(ZOOM_LIST_ROWS)
      row = result%row(i)
      call say("bulk.row", row%user_id // " " // row%outcome)
    end do
    call say("bulk.sent", result%number(ZOOM_NUMBER_SENT))
    call say("bulk.failed", result%number(ZOOM_NUMBER_FAILED))
  end subroutine many_users

  subroutine freed_twice(client)
    type(zoom_client), intent(inout) :: client
    type(zoom_patch) :: patch
    type(zoom_result) :: result
    integer :: stat
    call patch%set(ZOOM_FIELD_DEPT, "x")
    call patch%check(result)
    call patch%close()
    call patch%close()
    call result%close()
    call result%close()
    call client%close()
    call client%close()
    call say("freed.twice", "ok")
    call client%get_user(JANE, result, stat)
    if (stat /= ZOOM_OK) call say("freed.used", "refused")
  end subroutine freed_twice
end module script_steps

program script
  use zoomuser
  use script_steps
  implicit none
  call say("version.library", zoom_version())
  call say("version.abi", int(zoom_abi_version(), int64))
  call run()

contains

  ! Objects of a main program are never finalized.
  subroutine run()
    type(zoom_client) :: client
    call open_client(client)
    call update_and_read(client)
    call unset_plan_check_and_option(client)
    call refusals()
    call cancel_from_another_thread()
    call ways_that_fail()
    call many_users(client)
    call freed_twice(client)
  end subroutine run
end program script

! Procedures of the program that the library calls. The pointer that the library hands back is the procedure itself.
module zoomuser_callbacks
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  use zoomuser_result, only: zoom_row, row_of
  implicit none
  private
  public :: zoom_token_source, zoom_log_sink, zoom_row_sink, give_token, put_row, zoom_set_log

  abstract interface
    ! Gives an access token and 0, or another number and in token why there is none. was_refused: Zoom refuses the one that
    ! was given before. Called in the thread of the call that needs a token.
    subroutine zoom_token_source(was_refused, token, stat)
      logical, intent(in) :: was_refused
      character(len=:), allocatable, intent(out) :: token
      integer, intent(out) :: stat
    end subroutine zoom_token_source

    ! Gets a line of the log, in the thread whose call is logged.
    subroutine zoom_log_sink(level, line)
      integer, intent(in) :: level
      character(len=*), intent(in) :: line
    end subroutine zoom_log_sink

    ! Gets each row of a run that has ended, in the thread of the call. stop is false; true ends the run.
    subroutine zoom_row_sink(row, stop)
      import :: zoom_row
      type(zoom_row), intent(in) :: row
      logical, intent(inout) :: stop
    end subroutine zoom_row_sink
  end interface

contains

  function put_row(user_data, index, row) bind(c, name="") result(ends)
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: put_row
#endif
    type(c_ptr), value :: user_data, row
    integer(c_size_t), value :: index
    integer(c_int32_t) :: ends
    procedure(zoom_row_sink), pointer :: sink
    logical :: stop
    call c_f_procpointer(transfer(user_data, c_null_funptr), sink)
    stop = .false.
    call sink(row_of(row, int(index) + 1, .false.), stop)
    ends = merge(1_c_int32_t, 0_c_int32_t, stop)
  end function put_row

  function give_token(user_data, was_refused, buffer, capacity) bind(c, name="") result(status)
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: give_token
#endif
    type(c_ptr), value :: user_data, buffer
    integer(c_int32_t), value :: was_refused
    integer(c_size_t), value :: capacity
    integer(c_int32_t) :: status
    procedure(zoom_token_source), pointer :: source
    character(kind=c_char), pointer :: signs(:)
    character(len=:), allocatable :: token
    integer :: i, length, stat
    call c_f_procpointer(transfer(user_data, c_null_funptr), source)
    call source(was_refused /= 0, token, stat)
    if (.not. allocated(token)) token = "no token was given"
    length = len_trim(token)
    if (stat == 0 .and. length >= capacity) then
      stat = 1
      token = "the token is too long"
      length = len(token)
    end if
    length = int(min(int(length, c_size_t), capacity - 1))
    call c_f_pointer(buffer, signs, [capacity])
    do i = 1, length
      signs(i) = token(i:i)
    end do
    signs(length + 1) = c_null_char
    status = merge(0_c_int32_t, 1_c_int32_t, stat == 0)
  end function give_token

  subroutine put_line(level, line, user_data) bind(c, name="")
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: put_line
#endif
    integer(c_int32_t), value :: level
    type(c_ptr), value :: line, user_data
    procedure(zoom_log_sink), pointer :: sink
    call c_f_procpointer(transfer(user_data, c_null_funptr), sink)
    call sink(int(level), to_fortran(line))
  end subroutine put_line

  ! Hands the log of the process to a procedure, not an internal one: level 1 errors, 2 warnings, 3 a line for each attempt,
  ! 4 with user ids, 5 with values; 0, or no sink, ends it. Never a token.
  subroutine zoom_set_log(level, sink, stat, errmsg)
    integer, intent(in) :: level
    procedure(zoom_log_sink), optional :: sink
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    if (present(sink)) then
      status = raw_set_log_callback(int(level, c_int32_t), c_funloc(put_line), transfer(c_funloc(sink), c_null_ptr))
    else
      status = raw_set_log_callback(0_c_int32_t, c_null_funptr, c_null_ptr)
    end if
    if (status == ZOOM_OK) call succeed(stat)
    if (status /= ZOOM_OK) call fail(status, "level: expected 0 to 5", stat, errmsg)
  end subroutine zoom_set_log
end module zoomuser_callbacks

! Everything in one call, and versions.
module zoomuser_whole
  use, intrinsic :: iso_c_binding
  use zoomuser_raw
  use zoomuser_support
  use zoomuser_result
  implicit none
  private
  public :: zoom_update_user, zoom_version, zoom_abi_version

contains

  ! Fields and options are JSON objects. The connection is kept for the next such call, for at most a minute.
  subroutine zoom_update_user(token, user_id, fields_json, options_json, result, stat, errmsg)
    character(len=*), intent(in) :: token, user_id, fields_json
    character(len=*), intent(in), optional :: options_json
    class(zoom_result), intent(inout), optional :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    character(len=:), allocatable :: options
    if (present(result)) call result%close()
    options = or_empty(options_json)
    if (has_nul(token, "token", stat, errmsg)) return
    if (has_nul(user_id, "user_id", stat, errmsg)) return
    if (has_nul(fields_json, "fields_json", stat, errmsg)) return
    if (has_nul(options, "options_json", stat, errmsg)) return
    status = raw_update_user(to_c(token), to_c(user_id), to_c(fields_json), to_c(options), handle, c_null_ptr, 0_c_size_t)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine zoom_update_user

  function zoom_version() result(version)
    character(len=:), allocatable :: version
    version = to_fortran(raw_version())
  end function zoom_version

  integer function zoom_abi_version()
    zoom_abi_version = int(raw_abi_version())
  end function zoom_abi_version
end module zoomuser_whole

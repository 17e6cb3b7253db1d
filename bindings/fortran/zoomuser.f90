! Changes a Zoom user.
!
!     type(zoom_client) :: client
!     type(zoom_patch) :: patch
!     call client%open()
!     call client%set(ZOOM_OPT_TOKEN, token)
!     call patch%set(ZOOM_FIELD_DEPT, "Research")
!     call client%update_user("ada@example.com", patch, stat=stat, errmsg=message)
!
! Errors are reported as by allocate: stat is 0 or a status (ZOOM_E_...), errmsg one line; without stat an error ends the program.
! Text is UTF-8; blanks at its end are not part of it. Objects are freed when they go out of scope, or by close.
module zoomuser
  use zoomuser_constants
  use zoomuser_support, only: zoom_status_name, zoom_status_text
  use zoomuser_result, only: zoom_result, zoom_row
  use zoomuser_patch, only: zoom_patch, zoom_form
  use zoomuser_callbacks, only: zoom_token_source, zoom_log_sink, zoom_row_sink, zoom_set_log
  use zoomuser_many, only: zoom_bulk, zoom_users
  use zoomuser_client, only: zoom_client
  use zoomuser_whole, only: zoom_update_user, zoom_version, zoom_abi_version
  implicit none
  public
end module zoomuser

! Many users: those to change, and the position in a list of users.
module zoomuser_many
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  use zoomuser_result
  use zoomuser_patch
  implicit none
  private
  public :: zoom_bulk, zoom_users

  ! Rows, each a user and a patch, or one file; empty until one is added. close empties it.
  type :: zoom_bulk
    private
    type(c_ptr), public :: handle = c_null_ptr   ! for zoomuser_client
  contains
    procedure :: add, add_file
    procedure :: close => close_bulk
    procedure, private :: copy_bulk
    generic :: assignment(=) => copy_bulk
    final :: finalize_bulk
  end type zoom_bulk

  ! The users of an account, read page by page by next_user of a client. It is before the first user until that is called, and
  ! again after close.
  type :: zoom_users
    private
    type(zoom_result), public :: page            ! for zoomuser_client
    integer, public :: index = 0
    character(len=:), allocatable, public :: token   ! of the page, which a call that failed does not have
  contains
    procedure :: value
    procedure :: close => close_users
  end type zoom_users

contains

  ! A row. The patch is copied, so that it can be changed and added again for the next user.
  subroutine add(self, user_id, patch, stat, errmsg)
    class(zoom_bulk), intent(inout) :: self
    character(len=*), intent(in) :: user_id
    class(zoom_patch), intent(in) :: patch
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (has_nul(user_id, "user_id", stat, errmsg)) return
    if (.not. patch%is_open(stat, errmsg)) return
    if (.not. c_associated(self%handle)) self%handle = raw_bulk_new()
    call added(self, raw_bulk_add(self%handle, to_c(user_id), patch%handle), stat, errmsg)
  end subroutine add

  ! The rows of a file, CSV or JSON Lines. The options are a JSON object: zoom_bulk_add_file in the C header.
  subroutine add_file(self, path, options_json, stat, errmsg)
    class(zoom_bulk), intent(inout) :: self
    character(len=*), intent(in) :: path
    character(len=*), intent(in), optional :: options_json
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=:), allocatable :: options
    options = or_empty(options_json)
    if (has_nul(path, "path", stat, errmsg)) return
    if (has_nul(options, "options_json", stat, errmsg)) return
    if (.not. c_associated(self%handle)) self%handle = raw_bulk_new()
    call added(self, raw_bulk_add_file(self%handle, to_c(path), to_c(options)), stat, errmsg)
  end subroutine add_file

  subroutine added(self, status, stat, errmsg)
    class(zoom_bulk), intent(in) :: self
    integer(c_int32_t), intent(in) :: status
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (status == ZOOM_OK) call succeed(stat)
    if (status /= ZOOM_OK) call fail(status, to_fortran(raw_bulk_error(self%handle)), stat, errmsg)
  end subroutine added

  subroutine close_bulk(self)
    class(zoom_bulk), intent(inout) :: self
    call raw_bulk_free(self%handle)
    self%handle = c_null_ptr
  end subroutine close_bulk

  subroutine copy_bulk(self, other)
    class(zoom_bulk), intent(inout) :: self
    class(zoom_bulk), intent(in) :: other
    if (c_associated(other%handle)) error stop "zoomuser: a zoom_bulk cannot be copied"
    call self%close()
  end subroutine copy_bulk

  impure elemental subroutine finalize_bulk(self)
    type(zoom_bulk), intent(inout) :: self
    call self%close()
  end subroutine finalize_bulk

  ! What the user has under Zoom's name: id, email, dept ..., or json, all of it; "" where there is nothing.
  function value(self, name) result(words)
    class(zoom_users), intent(in) :: self
    character(len=*), intent(in) :: name
    character(len=:), allocatable :: words
    words = self%page%item("users", self%index, name)
  end function value

  subroutine close_users(self)
    class(zoom_users), intent(inout) :: self
    call self%page%close()
    self%index = 0
    self%token = ""
  end subroutine close_users
end module zoomuser_many

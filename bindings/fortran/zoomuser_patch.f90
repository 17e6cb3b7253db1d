! The fields to change, and forms.
module zoomuser_patch
  use, intrinsic :: iso_c_binding
  use zoomuser_constants
  use zoomuser_raw
  use zoomuser_support
  use zoomuser_result
  implicit none
  private
  public :: zoom_patch, zoom_form

  ! Without a field until one is set; close empties it. Blanks at the end of a text are not part of it.
  type :: zoom_patch
    private
    type(c_ptr), public :: handle = c_null_ptr   ! for zoomuser_client
  contains
    procedure, private :: set_text, set_int32, set_int64, set_logical, ready, copy_patch
    procedure :: is_open   ! for zoomuser_client and zoomuser_many
    ! A text, a whole number of 32 or 64 bits, or a logical.
    generic :: set => set_text, set_int32, set_int64, set_logical
    procedure :: set_json, set_null, unset
    procedure :: check
    procedure :: close => close_patch
    generic :: assignment(=) => copy_patch
    final :: finalize_patch
  end type zoom_patch

  ! Parts of a body of multipart/form-data.
  type :: zoom_form
    private
    type(c_ptr), public :: handle = c_null_ptr   ! for zoomuser_client
  contains
    procedure :: add, add_part
    procedure :: close => close_form
    procedure, private :: copy_form
    generic :: assignment(=) => copy_form
    final :: finalize_form
  end type zoom_form

contains

  ! Whether there is a patch; if not, the error says so.
  logical function is_open(self, stat, errmsg)
    class(zoom_patch), intent(in) :: self
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    is_open = c_associated(self%handle)
    if (.not. is_open) call fail(ZOOM_E_NULL, "the patch is closed, or no field was set", stat, errmsg)
  end function is_open

  ! Whether the patch can take this field and text; if not, the error says so.
  logical function ready(self, field, text, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field, text
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    ready = .false.
    if (has_nul(field, "field", stat, errmsg)) return
    if (has_nul(text, field, stat, errmsg)) return
    if (.not. c_associated(self%handle)) self%handle = raw_user_patch_new()
    ready = .true.
  end function ready

  subroutine told(self, status, stat, errmsg)
    class(zoom_patch), intent(in) :: self
    integer(c_int32_t), intent(in) :: status
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (status == ZOOM_OK) then
      call succeed(stat)
    else
      call fail(status, to_fortran(raw_user_patch_error(self%handle)), stat, errmsg)
    end if
  end subroutine told

  subroutine set_text(self, field, value, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field, value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (.not. self%ready(field, value, stat, errmsg)) return
    call told(self, raw_user_patch_set(self%handle, to_c(field), to_c(value)), stat, errmsg)
  end subroutine set_text

  subroutine set_int64(self, field, value, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field
    integer(c_int64_t), intent(in) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (.not. self%ready(field, "", stat, errmsg)) return
    call told(self, raw_user_patch_set_int64(self%handle, to_c(field), value), stat, errmsg)
  end subroutine set_int64

  subroutine set_int32(self, field, value, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field
    integer(c_int32_t), intent(in) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call self%set_int64(field, int(value, c_int64_t), stat, errmsg)
  end subroutine set_int32

  subroutine set_logical(self, field, value, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field
    logical, intent(in) :: value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (.not. self%ready(field, "", stat, errmsg)) return
    call told(self, raw_user_patch_set_bool(self%handle, to_c(field), merge(1_c_int32_t, 0_c_int32_t, value)), stat, errmsg)
  end subroutine set_logical

  subroutine set_json(self, field, json, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field, json
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (.not. self%ready(field, json, stat, errmsg)) return
    call told(self, raw_user_patch_set_json(self%handle, to_c(field), to_c(json)), stat, errmsg)
  end subroutine set_json

  ! JSON null.
  subroutine set_null(self, field, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (.not. self%ready(field, "", stat, errmsg)) return
    call told(self, raw_user_patch_set_null(self%handle, to_c(field)), stat, errmsg)
  end subroutine set_null

  ! Removes a field from the patch.
  subroutine unset(self, field, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    character(len=*), intent(in) :: field
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    if (.not. self%ready(field, "", stat, errmsg)) return
    call told(self, raw_user_patch_unset(self%handle, to_c(field)), stat, errmsg)
  end subroutine unset

  ! Validates the patch without sending it.
  subroutine check(self, result, stat, errmsg)
    class(zoom_patch), intent(inout) :: self
    class(zoom_result), intent(inout), optional :: result
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    if (present(result)) call result%close()
    if (.not. self%ready("", "", stat, errmsg)) return
    status = raw_user_patch_check(self%handle, handle)
    call take_result(status, handle, result, stat, errmsg)
  end subroutine check

  subroutine close_patch(self)
    class(zoom_patch), intent(inout) :: self
    call raw_user_patch_free(self%handle)
    self%handle = c_null_ptr
  end subroutine close_patch

  subroutine copy_patch(self, other)
    class(zoom_patch), intent(inout) :: self
    class(zoom_patch), intent(in) :: other
    if (c_associated(other%handle)) error stop "zoomuser: a zoom_patch cannot be copied"
    call self%close()
  end subroutine copy_patch

  impure elemental subroutine finalize_patch(self)
    type(zoom_patch), intent(inout) :: self
    call self%close()
  end subroutine finalize_patch

  ! A part of text.
  subroutine add(self, name, value, stat, errmsg)
    class(zoom_form), intent(inout) :: self
    character(len=*), intent(in) :: name, value
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    if (has_nul(name, "name", stat, errmsg)) return
    if (has_nul(value, "value", stat, errmsg)) return
    if (.not. c_associated(self%handle)) self%handle = raw_form_new()
    status = raw_form_add(self%handle, to_c(name), to_c(value))
    if (status == ZOOM_OK) call succeed(stat)
    if (status /= ZOOM_OK) call fail(status, to_fortran(raw_form_error(self%handle)), stat, errmsg)
  end subroutine add

  ! A part of bytes, all of them, blanks too. "" for a file name or a content type is none.
  subroutine add_part(self, name, file_name, content_type, bytes, stat, errmsg)
    class(zoom_form), intent(inout) :: self
    character(len=*), intent(in) :: name, file_name, content_type
    character(len=*), intent(in), target :: bytes
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    character(len=:), allocatable :: file, kind
    integer(c_int32_t) :: status
    if (has_nul(name, "name", stat, errmsg)) return
    if (has_nul(file_name, "file_name", stat, errmsg)) return
    if (has_nul(content_type, "content_type", stat, errmsg)) return
    if (.not. c_associated(self%handle)) self%handle = raw_form_new()
    ! What is not allocated is absent, and what is absent is NULL.
    if (file_name /= "") file = to_c(file_name)
    if (content_type /= "") kind = to_c(content_type)
    status = raw_form_add_part(self%handle, to_c(name), file, kind, value=c_loc(bytes), length=len(bytes, c_size_t))
    if (status == ZOOM_OK) call succeed(stat)
    if (status /= ZOOM_OK) call fail(status, to_fortran(raw_form_error(self%handle)), stat, errmsg)
  end subroutine add_part

  subroutine close_form(self)
    class(zoom_form), intent(inout) :: self
    call raw_form_free(self%handle)
    self%handle = c_null_ptr
  end subroutine close_form

  subroutine copy_form(self, other)
    class(zoom_form), intent(inout) :: self
    class(zoom_form), intent(in) :: other
    if (c_associated(other%handle)) error stop "zoomuser: a zoom_form cannot be copied"
    call self%close()
  end subroutine copy_form

  impure elemental subroutine finalize_form(self)
    type(zoom_form), intent(inout) :: self
    call self%close()
  end subroutine finalize_form
end module zoomuser_patch

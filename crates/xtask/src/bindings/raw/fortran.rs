//! Fortran: a module of constants and one of interfaces to the C functions.

use super::{NOTICE, each, wrapped};
use crate::c_api::function::{Function, Type};
use crate::c_api::{Api, statuses};

/// A line has at most 132 signs; a continued one is broken before this many.
const WIDTH: usize = 110;

/// `bindings/fortran/zoomuser_raw.F90`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    // Names have no case: ZOOM_ABI_VERSION would be the function.
    format!(
        "! {NOTICE}

module zoomuser_constants
  use, intrinsic :: iso_c_binding, only: c_int32_t
  implicit none
  public
  private :: c_int32_t

  integer(c_int32_t), parameter :: ZOOM_ABI = {abi}
{statuses}{texts}end module zoomuser_constants

! Interfaces to the C functions of UTF-8 text; Fortran has no text of UTF-16. Text has a NUL at its end; text that is absent
! is NULL. On 32-bit Windows the functions are stdcall, but the preprocessor does not know what it compiles for.
#if __SIZEOF_POINTER__ == 4 && !defined(ZOOM_STDCALL) && !defined(ZOOM_CDECL)
#error 32 bits: give -DZOOM_STDCALL for Windows, -DZOOM_CDECL for other systems
#endif
module zoomuser_raw
  use, intrinsic :: iso_c_binding
  implicit none
  public

  interface
{interfaces}  end interface
end module zoomuser_raw
",
        abi = api.abi_version,
        statuses = each(statuses(), |(name, _, number)| {
            format!("  integer(c_int32_t), parameter :: {name} = {number}\n")
        }),
        texts = each(api.texts(), |(name, value)| format!("  character(len=*), parameter :: {name} = \"{value}\"\n")),
        interfaces = each(api.utf8_functions(), interface),
    )
}

/// `raw_client_set` for `zoom_client_set`.
fn interface(function: &Function) -> String {
    let name = function.name.replacen("zoom_", "raw_", 1);
    let (kind, result, answer) = match result_type(&function.result) {
        None => ("subroutine", "", String::new()),
        Some(answer) => ("function", " result(answer)", format!("      {answer} :: answer\n")),
    };
    let dummies = function.list(", ", |parameter| parameter.name.clone());
    let head = format!("{kind} {name}({dummies}) bind(c, name=\"{}\"){result}", function.name);
    let declarations =
        each(&function.parameters, |one| format!("      {}\n", dummy(&one.kind).replace("NAME", &one.name)));
    let head = wrapped(&head, WIDTH, " &\n        ");
    format!(
        "    {head}
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: {name}
#endif
{declarations}{answer}    end {kind} {name}
"
    )
}

fn dummy(kind: &Type) -> &'static str {
    match kind {
        Type::Int32 | Type::Uint32 => "integer(c_int32_t), value :: NAME",
        Type::Int64 => "integer(c_int64_t), value :: NAME",
        Type::Size => "integer(c_size_t), value :: NAME",
        Type::SizeOut => "integer(c_size_t), intent(out) :: NAME",
        Type::Utf8 | Type::Utf16 => "character(kind=c_char), intent(in), optional :: NAME(*)",
        Type::HandleOut(_) => "type(c_ptr), intent(out) :: NAME",
        Type::Callback(_) => "type(c_funptr), value :: NAME",
        _ => "type(c_ptr), value :: NAME",
    }
}

/// Nothing for a subroutine.
fn result_type(kind: &Type) -> Option<&'static str> {
    Some(match kind {
        Type::Void => return None,
        Type::Int32 | Type::Uint32 => "integer(c_int32_t)",
        Type::Int64 => "integer(c_int64_t)",
        Type::Size => "integer(c_size_t)",
        _ => "type(c_ptr)",
    })
}

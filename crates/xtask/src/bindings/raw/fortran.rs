//! Fortran: a module of constants and one of interfaces to the C functions.

use super::NOTICE;
use crate::bindings::header::{Function, Header, Type};
use std::fmt::Write;

/// The longest line of the standard is 132 signs; a continued one is broken before this many.
const WIDTH: usize = 110;

const INTERFACES: &str = "\
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
";

/// `bindings/fortran/zoomuser_raw.F90`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("! {NOTICE}\n\nmodule zoomuser_constants\n");
    text.push_str(
        "  use, intrinsic :: iso_c_binding, only: c_int32_t\n  implicit none\n  public\n  private :: c_int32_t\n\n",
    );
    // Names have no case: ZOOM_ABI_VERSION would be the function.
    _ = writeln!(text, "  integer(c_int32_t), parameter :: ZOOM_ABI = {}", header.abi_version());
    for (name, number) in header.statuses() {
        _ = writeln!(text, "  integer(c_int32_t), parameter :: {name} = {number}");
    }
    for constant in header.texts.iter().filter(|constant| constant.name != "ZOOM_VERSION") {
        _ = writeln!(text, "  character(len=*), parameter :: {} = \"{}\"", constant.name, constant.value);
    }
    _ = write!(text, "end module zoomuser_constants\n\n{INTERFACES}");
    for function in header.functions.iter().filter(|function| !function.is_utf16()) {
        text.push_str(&interface(function));
    }
    text.push_str("  end interface\nend module zoomuser_raw\n");
    text
}

/// `raw_client_set` for `zoom_client_set`.
fn interface(function: &Function) -> String {
    let name = function.name.replacen("zoom_", "raw_", 1);
    let (kind, answer) = match &function.result {
        Type::Void => ("subroutine", None),
        other => ("function", Some(result_type(other))),
    };
    let dummies: Vec<&str> = function.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    let result = if answer.is_some() { " result(answer)" } else { "" };
    let head = format!("{kind} {name}({}) bind(c, name=\"{}\"){result}", dummies.join(", "), function.name);
    let mut text = format!("    {}\n      import\n", continued(&head));
    text.push_str("#ifdef ZOOM_STDCALL\n");
    _ = write!(text, "!GCC$ ATTRIBUTES STDCALL :: {name}\n#endif\n");
    for parameter in &function.parameters {
        _ = writeln!(text, "      {}", dummy(&parameter.kind).replace("NAME", &parameter.name));
    }
    if let Some(kind) = answer {
        _ = writeln!(text, "      {kind} :: answer");
    }
    _ = writeln!(text, "    end {kind} {name}");
    text
}

/// Breaks a line behind a comma where it is too long.
fn continued(line: &str) -> String {
    let (mut text, mut width) = (String::new(), 0);
    for word in line.split_inclusive(", ") {
        if width + word.len() > WIDTH {
            text.push_str("&\n        ");
            width = 0;
        }
        text.push_str(word);
        width += word.len();
    }
    text
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
        Type::Void | Type::Handle(_) | Type::Buffer8 | Type::Buffer16 | Type::Bytes | Type::UserData => {
            "type(c_ptr), value :: NAME"
        }
    }
}

fn result_type(kind: &Type) -> &'static str {
    match kind {
        Type::Int32 | Type::Uint32 => "integer(c_int32_t)",
        Type::Int64 => "integer(c_int64_t)",
        Type::Size => "integer(c_size_t)",
        _ => "type(c_ptr)",
    }
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, continued};

    #[test]
    fn long_lines_are_continued_behind_a_comma() {
        let line = format!("f({}, {})", "a".repeat(60), "b".repeat(60));
        assert_eq!(continued(&line), format!("f({}, &\n        {})", "a".repeat(60), "b".repeat(60)));
        assert_eq!(continued("f(a, b)"), "f(a, b)");
        assert!(continued(&line).lines().all(|line| line.len() <= WIDTH + 10));
    }
}

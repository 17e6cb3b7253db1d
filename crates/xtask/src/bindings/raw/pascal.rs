//! Object Pascal: an include with a record of function pointers, filled when the library is loaded, and constants.

use super::{NOTICE, pascal_case};
use crate::bindings::header::{Function, Header, Parameter, Type};
use std::fmt::Write;

/// What stands before the functions: types whose width depends on compiler and system.
const TYPES: &str = "\
type
  {$ifdef FPC}
  TZoomSize = SizeUInt;
  {$else}{$ifdef WIN32}
  TZoomSize = Cardinal;
  {$else}
  TZoomSize = NativeUInt;
  {$endif}{$endif}
  PZoomSize = ^TZoomSize;
";

/// `bindings/pascal/zoomuserraw.inc`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let functions: Vec<&Function> = functions(header).collect();
    let mut text = format!(
        "// {NOTICE}\n// Of functions with text there are those of UTF-16 only: Pascal's WideString and UnicodeString.\n"
    );
    _ = write!(text, "{TYPES}");
    for name in ["Client", "UserPatch", "Form", "Result"] {
        _ = write!(
            text,
            "  TZoomRaw{name} = record end;\n  PZoomRaw{name} = ^TZoomRaw{name};\n  PPZoomRaw{name} = ^PZoomRaw{name};\n"
        );
    }
    text.push_str("  TZoomTokenCallback = function(user_data: Pointer; was_refused: Integer; buffer: PAnsiChar;\n");
    _ = writeln!(text, "    capacity: TZoomSize): Integer; {CALL}");
    text.push_str("  TZoomLogCallback = procedure(level: Integer; line: PAnsiChar; user_data: Pointer);\n");
    _ = write!(
        text,
        "    {CALL}\n\n  // The functions, each a pointer, in the order of ZoomRawNames.\n  TZoomRaw = record\n"
    );
    for function in &functions {
        text.push_str(&member(function));
    }
    text.push_str("  end;\n\nconst\n");
    _ = write!(text, "  ZOOM_ABI_VERSION = {};\n\n", header.abi_version());
    for (name, number) in header.statuses() {
        _ = writeln!(text, "  {name} = {number};");
    }
    text.push('\n');
    for constant in header.texts.iter().filter(|constant| constant.name != "ZOOM_VERSION") {
        _ = writeln!(text, "  {} = '{}';", constant.name, constant.value);
    }
    let names: Vec<String> = functions.iter().map(|function| format!("    '{}'", function.name)).collect();
    _ = write!(text, "\n  ZoomRawNames: array[0..{}] of PAnsiChar = (\n{});\n", names.len() - 1, names.join(",\n"));
    text
}

/// The calling convention: that of the header's `ZOOM_CALL`.
const CALL: &str = "{$ifdef WIN32}stdcall{$else}cdecl{$endif};";

/// All but those that have a twin of UTF-16, and those of lengths in UTF-8.
fn functions(header: &Header) -> impl Iterator<Item = &Function> {
    header.functions.iter().filter(|function| {
        header.function(&format!("{}_utf16", function.name)).is_none() && !function.name.ends_with("_n")
    })
}

/// A member of the record: `client_set: function(...): Integer;`, without the prefix and without `_utf16`.
fn member(function: &Function) -> String {
    let name = function.name.trim_start_matches("zoom_").trim_end_matches("_utf16");
    let parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| format!("{}: {}", parameter_name(parameter), pascal_type(&parameter.kind)))
        .collect();
    let parameters = if parameters.is_empty() { String::new() } else { format!("({})", parameters.join("; ")) };
    let (kind, result) = match &function.result {
        Type::Void => ("procedure", String::new()),
        other => ("function", format!(": {}", pascal_type(other))),
    };
    format!("    {name}: {kind}{parameters}{result};\n      {CALL}\n")
}

/// A parameter's name; `result` and `out` mean something of their own in Pascal.
fn parameter_name(parameter: &Parameter) -> &str {
    match parameter.name.as_str() {
        "result" | "out" => "answer",
        other => other,
    }
}

fn pascal_type(kind: &Type) -> String {
    match kind {
        Type::Void | Type::Bytes | Type::UserData => "Pointer".to_owned(),
        Type::Int32 => "Integer".to_owned(),
        Type::Uint32 => "Cardinal".to_owned(),
        Type::Int64 => "Int64".to_owned(),
        Type::Size => "TZoomSize".to_owned(),
        Type::Utf8 | Type::Buffer8 => "PAnsiChar".to_owned(),
        Type::Utf16 | Type::Buffer16 => "PWideChar".to_owned(),
        Type::Handle(name) => format!("PZoomRaw{}", pascal_case(name)),
        Type::HandleOut(name) => format!("PPZoomRaw{}", pascal_case(name)),
        Type::SizeOut => "PZoomSize".to_owned(),
        Type::Callback(name) => format!("T{}", pascal_case(name)),
    }
}

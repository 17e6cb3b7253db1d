//! Object Pascal: an include with a record of function pointers, filled when the library is loaded, and constants.

use super::{NOTICE, each, pascal_case};
use crate::c_api::function::{Function, Parameter, Type};
use crate::c_api::{Api, statuses};

/// The calling convention: that of the header's `ZOOM_CALL`.
const CALL: &str = "{$ifdef WIN32}stdcall{$else}cdecl{$endif};";

/// `bindings/pascal/zoomuserraw.inc`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    let object = |(name, _): &(String, String)| {
        let name = pascal_case(name.trim_start_matches("zoom_"));
        format!(
            "  TZoomRaw{name} = record end;\n  PZoomRaw{name} = ^TZoomRaw{name};\n  PPZoomRaw{name} = ^PZoomRaw{name};\n"
        )
    };
    let names: Vec<String> = api.utf16_functions().map(|function| format!("    '{}'", function.name)).collect();
    format!(
        "// {NOTICE}
// Of functions with text there are those of UTF-16 only: Pascal's WideString and UnicodeString.
type
  {{$ifdef FPC}}
  TZoomSize = SizeUInt;
  {{$else}}{{$ifdef WIN32}}
  TZoomSize = Cardinal;
  {{$else}}
  TZoomSize = NativeUInt;
  {{$endif}}{{$endif}}
  PZoomSize = ^TZoomSize;
{objects}  TZoomTokenCallback = function(user_data: Pointer; was_refused: Integer; buffer: PAnsiChar;
    capacity: TZoomSize): Integer; {CALL}
  TZoomRowCallback = function(user_data: Pointer; index: TZoomSize; row: PZoomRawResult): Integer;
    {CALL}
  TZoomLogCallback = procedure(level: Integer; line: PAnsiChar; user_data: Pointer);
    {CALL}

  // The functions, each a pointer, in the order of ZoomRawNames.
  TZoomRaw = record
{members}  end;

const
  ZOOM_ABI_VERSION = {abi};

{statuses}
{texts}
  ZoomRawNames: array[0..{last}] of PAnsiChar = (
{names});
",
        objects = each(&api.objects, object),
        members = each(api.utf16_functions(), member),
        abi = api.abi_version,
        statuses = each(statuses(), |(name, _, number)| format!("  {name} = {number};\n")),
        texts = each(api.texts(), |(name, value)| format!("  {name} = '{value}';\n")),
        last = names.len() - 1,
        names = names.join(",\n"),
    )
}

/// A member of the record: `client_set: function(...): Integer;`, without the prefix and without `_utf16`.
fn member(function: &Function) -> String {
    let name = function.base().trim_start_matches("zoom_");
    let parameters = function.list("; ", |one| format!("{}: {}", parameter_name(one), pascal_type(&one.kind)));
    let parameters = if parameters.is_empty() { String::new() } else { format!("({parameters})") };
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
        Type::Handle { name, .. } => format!("PZoomRaw{}", pascal_case(name)),
        Type::HandleOut(name) => format!("PPZoomRaw{}", pascal_case(name)),
        Type::SizeOut => "PZoomSize".to_owned(),
        Type::Callback(name) => format!("T{}", pascal_case(name)),
    }
}

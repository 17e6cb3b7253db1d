//! LuaJIT: C declarations for its ffi, and the statuses as a table.

use super::NOTICE;
use crate::bindings::header::{Function, Header, Type};

/// `bindings/lua/zoomuser/raw.lua`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let functions: Vec<&Function> = header.functions.iter().filter(|function| !function.is_utf16()).collect();
    let mut text = format!("-- {NOTICE}\n\nlocal ffi = require(\"ffi\")\n\n");
    let call = "local CALL = (ffi.os == \"Windows\" and ffi.arch == \"x86\") and \"__stdcall \" or \"\"\n\n";
    text.push_str(call);
    text.push_str("ffi.cdef((([[\n");
    for name in ["client", "user_patch", "form", "result"] {
        text.push_str(&format!("typedef struct zoom_{name} zoom_{name};\n"));
    }
    text.push_str("typedef int32_t (CALL *zoom_token_callback)(void *, int32_t, char *, size_t);\n");
    text.push_str("typedef void (CALL *zoom_log_callback)(int32_t, const char *, void *);\n");
    for function in functions {
        text.push_str(&declaration(function));
    }
    text.push_str("]]):gsub(\"CALL \", CALL)))\n\n");
    text.push_str(&format!("local raw = {{ abi_version = {} }}\n\nraw.status = {{\n", header.abi_version()));
    for (name, number) in header.statuses() {
        text.push_str(&format!("  {} = {number},\n", name.trim_start_matches("ZOOM_")));
    }
    text.push_str("}\n\nreturn raw\n");
    text
}

fn declaration(function: &Function) -> String {
    let parameters: Vec<String> =
        function.parameters.iter().map(|parameter| join(&c_type(&parameter.kind), &parameter.name)).collect();
    let parameters = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
    format!("{}({parameters});\n", join(&c_type(&function.result), &format!("CALL {}", function.name)))
}

fn join(kind: &str, name: &str) -> String {
    if kind.ends_with('*') { format!("{kind}{name}") } else { format!("{kind} {name}") }
}

fn c_type(kind: &Type) -> String {
    match kind {
        Type::Void => "void".to_owned(),
        Type::Int32 => "int32_t".to_owned(),
        Type::Uint32 => "uint32_t".to_owned(),
        Type::Int64 => "int64_t".to_owned(),
        Type::Size => "size_t".to_owned(),
        Type::Utf8 => "const char *".to_owned(),
        Type::Utf16 => "const uint16_t *".to_owned(),
        Type::Handle(name) => format!("zoom_{name} *"),
        Type::HandleOut(name) => format!("zoom_{name} **"),
        Type::SizeOut => "size_t *".to_owned(),
        Type::Buffer8 => "char *".to_owned(),
        Type::Buffer16 => "uint16_t *".to_owned(),
        Type::Bytes => "const void *".to_owned(),
        Type::UserData => "void *".to_owned(),
        Type::Callback(name) => name.clone(),
    }
}

//! Declarations in C, for languages that read C: without `const`, with `CALL ` where the calling convention stands.

use crate::bindings::header::{Function, Header, Type};

/// The types of objects and of callbacks.
pub(super) fn types() -> String {
    let mut text = String::new();
    for name in ["client", "user_patch", "form", "result"] {
        text.push_str(&format!("typedef struct zoom_{name} zoom_{name};\n"));
    }
    text.push_str("typedef int32_t (CALL *zoom_token_callback)(void *, int32_t, char *, size_t);\n");
    text.push_str("typedef void (CALL *zoom_log_callback)(int32_t, const char *, void *);\n");
    text
}

/// The functions with text in UTF-8.
pub(super) fn utf8_functions(header: &Header) -> impl Iterator<Item = &Function> {
    header.functions.iter().filter(|function| !function.is_utf16())
}

/// Whether its result is bytes whose length comes beside it, and may hold a NUL.
pub(super) fn gives_bytes(function: &Function) -> bool {
    function.result == Type::Utf8 && function.parameters.iter().any(|parameter| parameter.kind == Type::SizeOut)
}

/// A function.
pub(super) fn declaration(function: &Function) -> String {
    format!("{};\n", prototype(function, &format!("CALL {}", function.name)))
}

/// A function whose name, or a pointer to it, is written `name`.
pub(super) fn prototype(function: &Function, name: &str) -> String {
    let parameters: Vec<String> =
        function.parameters.iter().map(|parameter| join(&c_type(&parameter.kind), &parameter.name)).collect();
    let parameters = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
    format!("{}({parameters})", join(&c_type(&function.result), name))
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

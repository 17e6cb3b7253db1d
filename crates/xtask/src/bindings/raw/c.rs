//! Declarations in C without the documentation, for languages that read C themselves.

use crate::bindings::header::{Function, Header, Type};

/// The declarations of these functions, with `call` before each name, and of the types that they need.
pub(super) fn declarations<'a>(functions: impl Iterator<Item = &'a Function>, call: &str) -> String {
    let mut text = String::new();
    for name in ["client", "user_patch", "form", "result"] {
        text.push_str(&format!("typedef struct zoom_{name} zoom_{name};\n"));
    }
    text.push_str(&format!("typedef int32_t ({call} *zoom_token_callback)(void *, int32_t, char *, size_t);\n"));
    text.push_str(&format!("typedef void ({call} *zoom_log_callback)(int32_t, const char *, void *);\n"));
    functions.for_each(|function| text.push_str(&declaration(function, call)));
    text
}

/// The functions of UTF-8 text.
pub(super) fn utf8(header: &Header) -> impl Iterator<Item = &Function> {
    header.functions.iter().filter(|function| !function.is_utf16())
}

fn declaration(function: &Function, call: &str) -> String {
    let parameters: Vec<String> =
        function.parameters.iter().map(|parameter| join(&c_type(&parameter.kind), &parameter.name)).collect();
    let parameters = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
    format!("{}({parameters});\n", join(&c_type(&function.result), &format!("{call} {}", function.name)))
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

//! Perl: the functions in the types of FFI::Platypus, and the statuses as a hash.

use super::{NOTICE, c};
use crate::bindings::header::{Header, Type};

/// `bindings/perl/lib/Zoomuser/Raw.pm`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("# {NOTICE}\n\npackage Zoomuser::Raw;\n\nuse strict;\nuse warnings;\n\n");
    text.push_str(&format!("our $ABI_VERSION = {};\n\n", header.abi_version()));
    text.push_str("our %CALLBACKS = (\n");
    text.push_str("    zoom_token_callback => '(opaque,sint32,opaque,size_t)->sint32',\n");
    text.push_str("    zoom_log_callback   => '(sint32,string,opaque)->void',\n);\n\n");
    text.push_str(
        "# Name, types of the parameters, type of the result. Callbacks are given as addresses.\nour @FUNCTIONS = (\n",
    );
    for function in c::utf8_functions(header) {
        let parameters: Vec<&str> = function.parameters.iter().map(|parameter| kind(&parameter.kind)).collect();
        let parameters = parameters.join(" ");
        let result = if c::gives_bytes(function) { "opaque" } else { kind(&function.result) };
        text.push_str(&format!("    [{} => [qw({parameters})], '{result}'],\n", function.name));
    }
    text.push_str(");\n\nour %STATUS = (\n");
    for (name, number) in header.statuses() {
        text.push_str(&format!("    {name} => {number},\n"));
    }
    text.push_str(");\n\n1;\n");
    text
}

fn kind(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "void",
        Type::Int32 => "sint32",
        Type::Uint32 => "uint32",
        Type::Int64 => "sint64",
        Type::Size => "size_t",
        // Bytes as well: a Perl string has any.
        Type::Utf8 | Type::Bytes => "string",
        Type::HandleOut(_) => "opaque*",
        Type::SizeOut => "size_t*",
        Type::Utf16 | Type::Handle(_) | Type::Buffer8 | Type::Buffer16 | Type::UserData | Type::Callback(_) => "opaque",
    }
}

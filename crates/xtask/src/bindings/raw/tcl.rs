//! Tcl: the library's functions as members of a structure, for the extension in C that loads the library.

use super::{NOTICE, c};
use crate::bindings::header::Header;

/// `bindings/tcl/raw.h`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("/* {NOTICE} */\n\n#ifndef ZOOMUSER_RAW_H\n#define ZOOMUSER_RAW_H\n\n");
    text.push_str("#include <stddef.h>\n#include <stdint.h>\n\n#if defined(_WIN32) && !defined(_WIN64)\n");
    text.push_str("#define CALL __stdcall\n#else\n#define CALL\n#endif\n\n");
    text.push_str(&format!("#define RAW_ABI_VERSION {}\n#define RAW_OK 0\n\n", header.abi_version()));
    text.push_str(&c::types());
    text.push_str("\n/* The functions, found by name when the library is loaded. */\nstruct raw_functions {\n");
    let functions: Vec<_> = c::utf8_functions(header).collect();
    for function in &functions {
        text.push_str(&format!("    {};\n", c::prototype(function, &format!("(CALL *{})", member(&function.name)))));
    }
    text.push_str("};\n\n/* Their names, in the order of the structure; ends with NULL. */\n");
    text.push_str("static const char *const RAW_NAMES[] = {\n");
    for function in &functions {
        text.push_str(&format!("    \"{}\",\n", function.name));
    }
    text.push_str("    NULL,\n};\n\n#endif\n");
    text
}

/// `zoom_client_new` as `client_new`.
fn member(name: &str) -> &str {
    name.trim_start_matches("zoom_")
}

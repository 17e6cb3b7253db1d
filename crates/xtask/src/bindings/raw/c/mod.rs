//! Declarations in C, with `CALL ` as the calling convention, and the languages that read them.

pub(in crate::bindings) mod go;
pub(in crate::bindings) mod lua;
pub(in crate::bindings) mod perl;
pub(in crate::bindings) mod php;
pub(in crate::bindings) mod ruby;
pub(in crate::bindings) mod tcl;

use super::each;
use crate::c_api::Api;
use crate::c_api::function::{Function, Type};

/// The headers of C, and `CALL`.
const CONVENTION: &str = "\
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && !defined(_WIN64)
#define CALL __stdcall
#else
#define CALL
#endif
";

/// The types of objects and of callbacks.
fn types(api: &Api) -> String {
    let callback = |one: &Function| {
        let parameters = one.list(", ", |parameter| parameter.kind.c());
        format!("typedef {} (CALL *{})({parameters});\n", one.result.c(), one.name)
    };
    each(&api.objects, |(name, _)| format!("typedef struct {name} {name};\n")) + &each(&api.callbacks, callback)
}

/// A function.
fn declaration(function: &Function) -> String {
    format!("{};\n", prototype(function, &format!("CALL {}", function.name)))
}

/// A function whose name, or a pointer to it, is written `name`.
fn prototype(function: &Function, name: &str) -> String {
    let kind = |kind: &Type| kind.c().replace("const zoom_", "zoom_");
    let parameters = function.list(", ", |one| joined(&kind(&one.kind), &one.name));
    let parameters = if parameters.is_empty() { "void" } else { &parameters };
    format!("{}({parameters})", joined(&kind(&function.result), name))
}

/// A name behind its type.
pub(in crate::bindings) fn joined(kind: &str, name: &str) -> String {
    if kind.ends_with('*') { format!("{kind}{name}") } else { format!("{kind} {name}") }
}

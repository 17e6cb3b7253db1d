//! Ruby: the functions in the types of Fiddle, and the statuses as a hash.

use super::{NOTICE, c};
use crate::bindings::header::{Function, Header, Type};

/// `bindings/ruby/lib/zoomuser/raw.rb`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("# frozen_string_literal: true\n\n# {NOTICE}\n\nrequire \"fiddle\"\n\nmodule Zoomuser\n");
    text.push_str("  # What the library declares.\n  module Raw\n");
    text.push_str(&format!("    ABI_VERSION = {}\n\n", header.abi_version()));
    for (short, fiddle) in [
        ("VOID", "VOID"),
        ("INT32", "INT32_T"),
        ("INT64", "INT64_T"),
        ("SIZE", "SIZE_T"),
        ("TEXT", "CONST_STRING"),
        ("POINTER", "VOIDP"),
    ] {
        text.push_str(&format!("    {short} = Fiddle::TYPE_{fiddle}\n"));
    }
    text.push_str("\n    # Name => types of the parameters, type of the result.\n    FUNCTIONS = {\n");
    for function in c::utf8_functions(header) {
        let parameters: Vec<&str> = (0..function.parameters.len()).map(|i| parameter(function, i)).collect();
        let result = if c::gives_bytes(function) { "POINTER" } else { kind(&function.result) };
        text.push_str(&format!("      {}: [[{}], {result}],\n", function.name, parameters.join(", ")));
    }
    text.push_str("    }.freeze\n\n    # Name => types of the parameters, type of the result.\n    CALLBACKS = {\n");
    text.push_str("      zoom_token_callback: [[POINTER, INT32, POINTER, SIZE], INT32],\n");
    text.push_str("      zoom_log_callback: [[INT32, POINTER, POINTER], VOID]\n    }.freeze\n\n    STATUS = {\n");
    for (name, number) in header.statuses() {
        text.push_str(&format!("      {}: {number},\n", name.trim_start_matches("ZOOM_")));
    }
    text.push_str("    }.freeze\n  end\nend\n");
    text
}

/// Fiddle refuses a NUL in `TEXT`; text with its length beside it may have one.
fn parameter(function: &Function, i: usize) -> &'static str {
    let is_counted = function.parameters.get(i + 1).is_some_and(|next| next.name.ends_with("_length"));
    match function.parameters.get(i).map_or(&Type::Void, |parameter| &parameter.kind) {
        Type::Utf8 if is_counted => "POINTER",
        other => kind(other),
    }
}

fn kind(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "VOID",
        Type::Int32 => "INT32",
        Type::Uint32 => "-INT32",
        Type::Int64 => "INT64",
        Type::Size => "SIZE",
        Type::Utf8 => "TEXT",
        _ => "POINTER",
    }
}

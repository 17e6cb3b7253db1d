//! LuaJIT: C declarations for its ffi, and the statuses as a table.

use super::{NOTICE, c};
use crate::bindings::header::Header;

/// `bindings/lua/zoomuser/raw.lua`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("-- {NOTICE}\n\nlocal ffi = require(\"ffi\")\n\n");
    let call = "local CALL = (ffi.os == \"Windows\" and ffi.arch == \"x86\") and \"__stdcall \" or \"\"\n\n";
    text.push_str(call);
    text.push_str("ffi.cdef((([[\n");
    text.push_str(&c::types());
    text.extend(c::utf8_functions(header).map(c::declaration));
    text.push_str("]]):gsub(\"CALL \", CALL)))\n\n");
    text.push_str(&format!("local raw = {{ abi_version = {} }}\n\nraw.status = {{\n", header.abi_version()));
    for (name, number) in header.statuses() {
        text.push_str(&format!("  {} = {number},\n", name.trim_start_matches("ZOOM_")));
    }
    text.push_str("}\n\nreturn raw\n");
    text
}

//! LuaJIT: C declarations for its ffi, and the statuses as a table.

use super::{NOTICE, c};
use crate::bindings::header::Header;
use crate::native::soname;

/// `bindings/lua/zoomuser/raw.lua`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("-- {NOTICE}\n\nlocal ffi = require(\"ffi\")\n\n");
    text.push_str("local CALL = (ffi.os == \"Windows\" and ffi.arch == \"x86\") and \"__stdcall \" or \"\"\n\n");
    text.push_str(
        "-- Left out: zoom_set_log_callback, for the log may come from another thread, which no Lua state can take.\n",
    );
    text.push_str("ffi.cdef((([[\n");
    let functions = c::utf8_functions(header).filter(|function| function.name != "zoom_set_log_callback");
    text.push_str(&c::types());
    text.extend(functions.map(c::declaration));
    text.push_str("]]):gsub(\"CALL \", CALL)))\n\n");
    let library = format!(
        "ffi.os == \"Windows\" and \"zoomuser\" or ffi.os == \"OSX\" and \"libzoomuser.dylib\" or \"{}\"",
        soname()
    );
    text.push_str(&format!("local raw = {{ abi_version = {}, library = {library} }}\n\n", header.abi_version()));
    text.push_str("raw.status = {\n");
    for (name, number) in header.statuses() {
        text.push_str(&format!("  {} = {number},\n", name.trim_start_matches("ZOOM_").trim_start_matches("E_")));
    }
    text.push_str("}\n\nreturn raw\n");
    text
}

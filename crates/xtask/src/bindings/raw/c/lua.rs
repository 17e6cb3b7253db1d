//! LuaJIT: C declarations for its ffi, and the statuses as a table.

use super::super::{NOTICE, each};
use crate::c_api::{Api, statuses};
use crate::native::soname;

/// `bindings/lua/zoomuser/raw.lua`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    let functions = api.utf8_functions().filter(|function| function.name != "zoom_set_log_callback");
    format!(
        "-- {NOTICE}

local ffi = require(\"ffi\")

local CALL = (ffi.os == \"Windows\" and ffi.arch == \"x86\") and \"__stdcall \" or \"\"

-- Left out: zoom_set_log_callback, for the log may come from another thread, which no Lua state can take.
ffi.cdef((([[
{types}{functions}]]):gsub(\"CALL \", CALL)))

local raw = {{ abi_version = {abi}, library = ffi.os == \"Windows\" and \"zoomuser\" or \
         ffi.os == \"OSX\" and \"libzoomuser.dylib\" or \"{soname}\" }}

raw.status = {{
{statuses}}}

return raw
",
        types = super::types(api),
        functions = each(functions, super::declaration),
        abi = api.abi_version,
        soname = soname(),
        statuses = each(statuses(), |(_, name, number)| format!("  {name} = {number},\n")),
    )
}

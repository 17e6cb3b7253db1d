//! Tcl: the library's functions as members of a structure, for the extension in C that loads the library.

use super::super::{NOTICE, each};
use super::CONVENTION;
use crate::c_api::Api;
use crate::c_api::function::Function;

/// `bindings/tcl/raw.h`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    // `client_new` for `zoom_client_new`.
    let member = |function: &Function| {
        format!(
            "    {};\n",
            super::prototype(function, &format!("(CALL *{})", function.name.trim_start_matches("zoom_")))
        )
    };
    format!(
        "/* {NOTICE} */

#ifndef ZOOMUSER_RAW_H
#define ZOOMUSER_RAW_H

{CONVENTION}
#define RAW_ABI_VERSION {abi}
#define RAW_OK 0

{types}
/* The functions, found by name when the library is loaded. */
struct raw_functions {{
{members}}};

/* Their names, in the order of the structure; ends with NULL. */
static const char *const RAW_NAMES[] = {{
{names}    NULL,
}};

#endif
",
        abi = api.abi_version,
        types = super::types(api),
        members = each(api.utf8_functions(), member),
        names = each(api.utf8_functions(), |function| format!("    \"{}\",\n", function.name)),
    )
}

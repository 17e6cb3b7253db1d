//! The twins of functions of the C face: with UTF-16 text, and with the length of a value.
//!
//! A twin is the function it belongs to with other types of text: its Rust source is taken over line by line, and the body,
//! which is one call of a generic function, stays as it is.

use crate::command::root;
use std::fs;

/// Functions with a UTF-16 twin: those that a BASIC, VBA, Delphi or C# program calls with its own strings.
const UTF16: &[(&str, &[&str])] = &[
    ("one_call.rs", &["zoom_update_user"]),
    ("client.rs", &["zoom_client_set", "zoom_client_error", "zoom_client_update_user", "zoom_client_get_user"]),
    (
        "patch.rs",
        &[
            "zoom_user_patch_set",
            "zoom_user_patch_set_int",
            "zoom_user_patch_set_bool",
            "zoom_user_patch_set_json",
            "zoom_user_patch_set_null",
            "zoom_user_patch_unset",
            "zoom_user_patch_error",
        ],
    ),
    ("form.rs", &["zoom_form_add", "zoom_form_add_part", "zoom_form_error"]),
    (
        "request.rs",
        &[
            "zoom_client_request",
            "zoom_client_request_form",
            "zoom_client_render",
            "zoom_client_render_request",
            "zoom_client_render_form",
        ],
    ),
    (
        "result.rs",
        &["zoom_result_text", "zoom_result_number", "zoom_result_header", "zoom_result_count", "zoom_result_item"],
    ),
    ("text.rs", &["zoom_text_copy"]),
    ("status.rs", &["zoom_version", "zoom_status_name", "zoom_status_text"]),
    ("tables.rs", &["zoom_field_text", "zoom_option_text"]),
];

/// Functions with a twin that takes the length of one text: the value, for COBOL and Pascal.
const COUNTED: &[(&str, &str, &str)] = &[
    ("client.rs", "zoom_client_set", "value"),
    ("patch.rs", "zoom_user_patch_set", "text"),
    ("patch.rs", "zoom_user_patch_set_json", "json"),
];

/// The file `crates/ffi/src/twins.rs`.
pub(crate) fn rust() -> Result<String, String> {
    let mut out = String::from(
        "//! Made by `cargo xtask header` from the functions they belong to; do not edit.\n\n\
         use crate::client::{client_error, client_get_user, client_set, client_update_user, zoom_client};\n\
         use crate::form::{form_add, form_add_part, form_error, zoom_form};\n\
         use crate::one_call::one_call;\n\
         use crate::patch::{\n    patch_error, patch_set, patch_set_bool, patch_set_int, patch_set_json, patch_set_null, patch_unset, zoom_user_patch,\n};\n\
         use crate::request::{Aim, Line, client_render, client_request, client_request_form};\n\
         use crate::result::{result_count, result_header, result_item, result_number, result_text, zoom_result};\n\
         use crate::status::{status_name, status_text, version};\n\
         use crate::tables::{field_text, option_text};\n\
         use crate::text::{Bytes, Counted, text_copy};\n\
         use std::ffi::{c_char, c_void};\n",
    );
    for (file, name) in UTF16.iter().flat_map(|(file, names)| names.iter().map(move |name| (file, name))) {
        let original = function(file, name)?;
        let twin = original
            .replace(&format!("fn {name}("), &format!("fn {name}_utf16("))
            .replace("*const c_char", "*const u16")
            .replace("*mut c_char", "*mut u16");
        if twin.contains("c_char") {
            return Err(format!("{name}: a type of text was not replaced"));
        }
        let lengths = if original.contains("c_void") {
            "; bytes stay bytes"
        } else if original.contains("capacity") {
            "; lengths and capacities count units of 16 bits"
        } else {
            ""
        };
        out.push_str(&format!("\n/** {name} with UTF-16 text{lengths}. */\n{twin}"));
    }
    for (file, name, value) in COUNTED {
        let original = function(file, name)?;
        let parameter = format!("{value}: *const c_char");
        let twin = original
            .replace(&format!("fn {name}("), &format!("fn {name}_n("))
            .replace(&parameter, &format!("{parameter},\n    {value}_length: usize"))
            .replace(&format!(", {value}) }}"), &format!(", Counted::new({value}, {value}_length)) }}"));
        if !original.contains(&parameter) || !twin.contains("Counted::new(") {
            return Err(format!("{name}: the parameter {value} was not found"));
        }
        let comment = format!("{name} with the length of `{value}` in bytes of UTF-8; a NULL of length 0 is \"\".");
        out.push_str(&format!("\n/** {comment} */\n{twin}"));
    }
    Ok(out)
}

/// A function without its comment: from its attribute to the end of its body.
fn function(file: &str, name: &str) -> Result<String, String> {
    let source =
        fs::read_to_string(root().join("crates/ffi/src").join(file)).map_err(|error| format!("{file}: {error}"))?;
    let starts = ["pub unsafe", "pub"].map(|front| format!("\n{front} extern \"system\" fn {name}("));
    let start = starts.iter().find_map(|start| source.find(start)).map(|at| at + 1);
    let body = start.and_then(|start| source.get(start..)).and_then(|rest| rest.get(..rest.find("\n}\n")? + 3));
    body.map(|body| format!("#[unsafe(no_mangle)]\n{body}")).ok_or_else(|| format!("{file}: no function {name}"))
}

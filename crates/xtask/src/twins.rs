//! The twins of functions of the C face: with UTF-16 text, and with the length of a value.
//!
//! A twin is the function it belongs to with other types of text: its Rust source is taken over line by line, and the body,
//! which is one call of a generic function, stays as it is.

use crate::command::root;
use std::fs;

/// Functions with a UTF-16 twin: those that a BASIC, VBA, Delphi or C# program calls with its own strings.
const UTF16: &[(&str, &str)] = &[
    ("one_call.rs", "zoom_update_user"),
    ("client.rs", "zoom_client_set"),
    ("client.rs", "zoom_client_update_user"),
    ("patch.rs", "zoom_user_patch_set"),
    ("patch.rs", "zoom_user_patch_set_json"),
    ("result.rs", "zoom_result_text"),
    ("result.rs", "zoom_result_item"),
    ("text.rs", "zoom_text_copy"),
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
         use crate::client::{client_set, client_update_user, zoom_client};\n\
         use crate::one_call::one_call;\n\
         use crate::patch::{patch_set, patch_set_json, zoom_user_patch};\n\
         use crate::result::{result_item, result_text, zoom_result};\n\
         use crate::text::{Counted, text_copy};\n\
         use std::ffi::c_char;\n",
    );
    for (file, name) in UTF16 {
        let original = function(file, name)?;
        let twin = original
            .replace(&format!("fn {name}("), &format!("fn {name}_utf16("))
            .replace("*const c_char", "*const u16")
            .replace("*mut c_char", "*mut u16");
        if twin.contains("c_char") {
            return Err(format!("{name}: a type of text was not replaced"));
        }
        let lengths =
            if original.contains("capacity") { "; lengths and capacities count units of 16 bits" } else { "" };
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
    let start = source.find(&format!("pub unsafe extern \"system\" fn {name}("));
    let body = start.and_then(|start| source.get(start..)).and_then(|rest| rest.get(..rest.find("\n}\n")? + 3));
    body.map(|body| format!("#[unsafe(no_mangle)]\n{body}")).ok_or_else(|| format!("{file}: no function {name}"))
}

//! Variants of functions: with UTF-16 text (`_utf16`), for programs in BASIC, VBA, Delphi or C#, and with the length of a
//! value (`_n`), for COBOL and Pascal.
//!
//! A variant is a copy of the Rust source with other types of text; the body, one call of a generic function, is the same.

use super::function::{Function, Type};

pub(super) const SECTION: &str = "Variants: the same functions with UTF-16 text, and with the length of a value";

/// Functions with a variant that takes the length of one text, the value.
const COUNTED: &[(&str, &str)] =
    &[("zoom_client_set", "value"), ("zoom_user_patch_set", "text"), ("zoom_user_patch_set_json", "json")];

const HEAD: &str = "\
//! Made by `cargo xtask header` from the functions without a suffix; do not edit.

use crate::boundary::text::{Bytes, Counted, text_copy};
use crate::bulk::{run::*, *};
use crate::client::*;
use crate::form::*;
use crate::one_call::one_call;
use crate::patch::*;
use crate::request::*;
use crate::result::*;
use crate::status::*;
use crate::tables::*;
use std::ffi::{c_char, c_void};
";

/// The file `crates/ffi/src/text_variants.rs`.
pub(super) fn rust(functions: &[Function]) -> Result<String, String> {
    let mut out = HEAD.to_owned();
    for function in functions.iter().filter(|function| has_text(function)) {
        push(&mut out, &utf16_comment(function), &utf16(function));
    }
    for (name, value) in COUNTED {
        let function = functions.iter().find(|function| function.name == *name);
        let variant = function.and_then(|function| counted(function, value));
        let comment = format!("{name} with the length of `{value}` in bytes of UTF-8; a NULL of length 0 is \"\".");
        push(&mut out, &comment, &variant.ok_or_else(|| format!("{name}: expected the parameter {value}"))?);
    }
    Ok(out)
}

fn push(out: &mut String, comment: &str, rust: &str) {
    out.push_str(&format!("\n/** {comment} */\n#[unsafe(no_mangle)]\n{rust}"));
}

/// Whether it takes or gives text that ends with a NUL.
fn has_text(function: &Function) -> bool {
    let mut kinds = function.parameters.iter().map(|parameter| &parameter.kind).chain([&function.result]);
    kinds.any(|kind| matches!(kind, Type::Utf8 | Type::Buffer8)) && !function.gives_bytes()
}

fn utf16(function: &Function) -> String {
    let Function { name, rust, .. } = function;
    let rust = rust.replace(&format!("fn {name}("), &format!("fn {name}_utf16("));
    rust.replace("*const c_char", "*const u16").replace("*mut c_char", "*mut u16")
}

fn utf16_comment(function: &Function) -> String {
    let takes = |kind: Type| function.parameters.iter().any(|parameter| parameter.kind == kind);
    let lengths = if takes(Type::Bytes) {
        "; bytes stay bytes"
    } else if takes(Type::Buffer8) {
        "; lengths and capacities count units of 16 bits"
    } else {
        ""
    };
    format!("{} with UTF-16 text{lengths}.", function.name)
}

fn counted(function: &Function, value: &str) -> Option<String> {
    let Function { name, rust, .. } = function;
    let (parameter, argument) = (format!("{value}: *const c_char"), format!(", {value}) }}"));
    let variant = rust
        .replace(&format!("fn {name}("), &format!("fn {name}_n("))
        .replace(&parameter, &format!("{parameter},\n    {value}_length: usize"))
        .replace(&argument, &format!(", Counted::new({value}, {value}_length)) }}"));
    (rust.contains(&parameter) && rust.contains(&argument)).then_some(variant)
}

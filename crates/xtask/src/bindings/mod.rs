//! `cargo xtask check-bindings`: the declarations of every binding against the header.

pub(crate) mod header;
mod purebasic;

use crate::command::root;
use header::Header;
use std::fs;

/// A binding's declarations and how they are read.
type Binding = (&'static str, fn(&str, &Header) -> Vec<String>);

const BINDINGS: &[Binding] = &[("bindings/purebasic/zoomuser.pbi", purebasic::check)];

/// Fails if a declaration is not what the header says, or if one is missing.
pub(crate) fn check() -> Result<(), String> {
    let header = Header::read(&text("include/zoomuser.h")?)?;
    let mut wrong = Vec::new();
    for (path, check) in BINDINGS {
        wrong.extend(check(&text(path)?, &header).into_iter().map(|why| format!("{path}: {why}")));
    }
    if wrong.is_empty() {
        println!("{} binding(s) declare what the header says", BINDINGS.len());
        return Ok(());
    }
    Err(wrong.join("\n"))
}

fn text(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

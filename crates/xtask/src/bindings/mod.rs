//! The declarations of the C functions in other languages: generated from the header where nothing is said by hand
//! (`cargo xtask bindings`), else compared with it (`cargo xtask check-bindings`).

mod header;
mod purebasic;
mod raw;

use crate::command::root;
use header::Header;
use std::fs;

/// A binding's declarations and how they are read.
type Binding = (&'static str, fn(&str, &Header) -> Vec<String>);

/// Those that are written by hand.
const BY_HAND: &[Binding] = &[("bindings/purebasic/zoomuser.pbi", purebasic::check)];

/// A generated file: its path below the root, and what makes it.
type Generated = (&'static str, fn(&Header) -> String);

/// Those that are generated.
const GENERATED: &[Generated] = &[
    ("bindings/cobol/zoomuser-constants.cpy", raw::cobol::constants),
    ("bindings/cobol/zoomuser-raw.cbl", raw::cobol::programs),
    ("bindings/fortran/zoomuser_raw.F90", raw::fortran::declarations),
    ("bindings/lua/zoomuser/raw.lua", raw::lua::declarations),
    ("bindings/pascal/zoomuserraw.inc", raw::pascal::declarations),
];

/// Fails if a declaration by hand is not what the header says, or if one is missing.
pub(crate) fn check() -> Result<(), String> {
    let header = header()?;
    let mut wrong = Vec::new();
    for (path, check) in BY_HAND {
        wrong.extend(check(&text(path)?, &header).into_iter().map(|why| format!("{path}: {why}")));
    }
    if wrong.is_empty() {
        println!("{} binding(s) declare what the header says", BY_HAND.len());
        return Ok(());
    }
    Err(wrong.join("\n"))
}

/// What is generated: path and text, each time from the header as it is.
pub(crate) fn generated() -> Result<Vec<(&'static str, String)>, String> {
    let header = header()?;
    Ok(GENERATED.iter().map(|(path, make)| (*path, make(&header))).collect())
}

fn header() -> Result<Header, String> {
    Header::read(&text("include/zoomuser.h")?)
}

fn text(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

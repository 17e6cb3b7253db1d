//! The declarations of the C functions in other languages: generated from the header where nothing is said by hand
//! (`cargo xtask bindings`), else compared with it (`cargo xtask check-bindings`).

mod autoit;
mod compare;
mod foxpro;
pub(crate) mod header;
mod purebasic;
mod raw;
mod vba;

use crate::command::root;
use header::Header;
use std::fs;

/// A binding's declarations and how they are read.
type Binding = (&'static str, fn(&str, &Header) -> Vec<String>);

/// Those that are written by hand.
const BY_HAND: &[Binding] = &[
    ("bindings/autoit/zoomuser.au3", autoit::check),
    ("bindings/foxpro/zoomuser.h", foxpro::check_constants),
    ("bindings/foxpro/zoomuser.prg", foxpro::check),
    ("bindings/purebasic/zoomuser.pbi", purebasic::check),
    ("bindings/vba/Zoomuser.bas", vba::check),
];

/// A generated file: its path below the root, and what makes it.
type Generated = (&'static str, fn(&Header) -> String);

/// Those that are generated.
const GENERATED: &[Generated] = &[
    ("bindings/cobol/zoomuser-constants.cpy", raw::cobol::constants),
    ("bindings/cobol/zoomuser-raw.cbl", raw::cobol::programs),
    ("bindings/csharp/Names.cs", raw::csharp::names),
    ("bindings/csharp/NativeMethods.cs", raw::csharp::functions),
    ("bindings/fortran/zoomuser_raw.F90", raw::fortran::declarations),
    ("bindings/go/names.go", raw::go::names),
    ("bindings/go/raw.h", raw::go::declarations),
    ("bindings/java/zoomuser/ZoomField.java", raw::java::fields),
    ("bindings/java/zoomuser/ZoomLibrary.java", raw::java::functions),
    ("bindings/java/zoomuser/ZoomOption.java", raw::java::options),
    ("bindings/java/zoomuser/ZoomStatus.java", raw::java::statuses),
    ("bindings/lua/zoomuser/raw.lua", raw::lua::declarations),
    ("bindings/node/names.d.ts", raw::node::names),
    ("bindings/node/raw.js", raw::node::declarations),
    ("bindings/pascal/zoomuserraw.inc", raw::pascal::declarations),
    ("bindings/perl/lib/Zoomuser/Raw.pm", raw::perl::declarations),
    ("bindings/php/src/raw.php", raw::php::declarations),
    ("bindings/ruby/lib/zoomuser/raw.rb", raw::ruby::declarations),
    ("bindings/tcl/raw.h", raw::tcl::declarations),
];

/// Fails if a declaration by hand is not what the header says, or if one is missing.
pub(crate) fn check() -> Result<(), String> {
    let header = header()?;
    let mut wrong = Vec::new();
    for (path, check) in BY_HAND {
        wrong.extend(check(&text(path)?, &header).into_iter().map(|why| format!("{path}: {why}")));
    }
    if wrong.is_empty() {
        println!("{} files by hand declare what the header says", BY_HAND.len());
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

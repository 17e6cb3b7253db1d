//! Everything that is generated and committed: written, or compared with what is there.

use crate::{bindings, command::root, docs, header, tables, twins, vocabulary};
use std::fs;

/// A generated file: its path below the root, and what makes it.
type Generated = (&'static str, fn() -> Result<String, String>);

/// All that do not depend on the header; a later one may be made of an earlier one.
const FILES: &[Generated] = &[
    ("crates/ffi/src/tables/generated.rs", tables::rust),
    ("crates/ffi/src/twins.rs", twins::rust),
    ("include/zoomuser.h", header::text),
    ("crates/python/python/zoomuser/_vocabulary.py", vocabulary::python),
    ("docs/errors.md", || Ok(docs::errors())),
    ("docs/fields.md", || Ok(docs::fields())),
    ("docs/options.md", || Ok(docs::options())),
];

/// Writes all files that differ.
pub(crate) fn write() -> Result<(), String> {
    for (path, make) in FILES {
        write_file(path, &make()?)?;
    }
    write_bindings()
}

/// Writes the declarations of the other languages that differ.
pub(crate) fn write_bindings() -> Result<(), String> {
    bindings::generated()?.iter().try_for_each(|(path, text)| write_file(path, text))
}

fn write_file(path: &str, text: &str) -> Result<(), String> {
    let file = root().join(path);
    if fs::read_to_string(&file).is_ok_and(|old| old == text) {
        println!("{path}: up to date");
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{path}: {error}"))?;
    }
    fs::write(&file, text).map_err(|error| format!("{path}: {error}"))?;
    println!("{path}: written");
    Ok(())
}

/// Fails if a file is not what would be written.
pub(crate) fn check() -> Result<(), String> {
    for (path, make) in FILES {
        check_file(path, &make()?)?;
    }
    bindings::generated()?.iter().try_for_each(|(path, text)| check_file(path, text))?;
    println!("all generated files are up to date");
    Ok(())
}

fn check_file(path: &str, text: &str) -> Result<(), String> {
    if fs::read_to_string(root().join(path)).is_ok_and(|old| old == text) {
        return Ok(());
    }
    Err(format!("{path} is not up to date: run `cargo xtask header` and commit it"))
}

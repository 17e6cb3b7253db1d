//! Everything that is generated and committed: written, or compared with what is there.

mod c_vocabulary;
mod docs;
mod header;
mod names;
mod tables;
mod typed;
mod version;
mod vocabulary;

use crate::c_api::Api;
use crate::{bindings, command::root, files};
use std::fs;

/// A generated file: its path below the root, and what makes it.
type Generated = (&'static str, fn() -> Result<String, String>);

/// All but the bindings.
const FILES: &[Generated] = &[
    ("crates/core/src/request/typed/rows.rs", || Ok(typed::rust())),
    ("crates/ffi/src/tables/generated.rs", tables::rust),
    ("crates/ffi/src/text_variants.rs", || Ok(Api::read()?.variants)),
    ("include/zoomuser.h", header::text),
    ("tests/c/vocabulary.h", c_vocabulary::header),
    ("crates/python/python/zoomuser/_vocabulary.py", vocabulary::python),
    ("docs/command-line.md", docs::exit_codes),
    ("docs/errors.md", docs::errors),
    ("docs/fields.md", docs::fields),
    ("docs/options.md", docs::options),
];

/// All of them with their texts, which do not depend on each other.
fn all() -> Result<Vec<(String, String)>, String> {
    let mut all =
        FILES.iter().map(|(path, make)| Ok(((*path).to_owned(), make()?))).collect::<Result<Vec<_>, String>>()?;
    all.extend(bindings::generated()?.into_iter().map(|(path, text)| (path.to_owned(), text)));
    all.extend(version::generated()?);
    Ok(all)
}

/// Writes all files that differ.
pub(crate) fn write() -> Result<(), String> {
    all()?.iter().try_for_each(|(path, text)| write_file(path, text))
}

/// Writes the declarations of the other languages that differ.
pub(crate) fn write_bindings() -> Result<(), String> {
    bindings::generated()?.iter().try_for_each(|(path, text)| write_file(path, text))
}

fn is_up_to_date(path: &str, text: &str) -> bool {
    fs::read_to_string(root().join(path)).is_ok_and(|old| old == text)
}

fn write_file(path: &str, text: &str) -> Result<(), String> {
    if is_up_to_date(path, text) {
        println!("{path}: up to date");
        return Ok(());
    }
    files::write(&root().join(path), text)?;
    println!("{path}: written");
    Ok(())
}

/// Fails if a file is not what would be written.
pub(crate) fn check() -> Result<(), String> {
    if let Some((path, _)) = all()?.iter().find(|(path, text)| !is_up_to_date(path, text)) {
        return Err(format!("{path} is not up to date: run `cargo xtask header` and commit it"));
    }
    println!("all generated files are up to date");
    Ok(())
}

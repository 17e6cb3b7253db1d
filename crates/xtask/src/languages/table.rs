//! `docs/bindings.md`: the table of the languages, made from their runs.

use super::registry::Language;
use super::{Done, SCRIPT};
use crate::command::root;
use std::collections::BTreeSet;
use std::fs;

const PATH: &str = "docs/bindings.md";
const BEGIN: &str = "<!-- the table: cargo xtask languages -->\n";
const END: &str = "<!-- the end of the table -->";
const HEAD: &str = "| language | how the library is loaded | passed | cannot be |\n| --- | --- | --- | --- |\n";

/// Writes the rows of all languages.
pub(super) fn write(done: &[Done]) -> Result<(), String> {
    let rows: String = done.iter().map(row).collect();
    let (before, after) = around()?;
    let text = format!("{before}{BEGIN}{HEAD}{rows}{END}{after}");
    fs::write(root().join(PATH), text).map_err(|error| format!("{PATH}: {error}"))
}

/// Fails if a row is not what these runs say.
pub(super) fn check(done: &[Done]) -> Result<(), String> {
    let text = read()?;
    match done.iter().find(|done| !text.contains(&row(done))) {
        Some(done) => {
            Err(format!("{PATH} does not say of {} what its run says: `cargo xtask languages`", done.language.name))
        }
        None => Ok(()),
    }
}

fn row(done: &Done) -> String {
    let Language { name, folder, loaded, .. } = done.language;
    let cases: BTreeSet<&str> = SCRIPT.lines().filter_map(|line| line.split('.').next()).collect();
    let passed = cases.len() - done.left_out.len();
    let cannot: Vec<String> = done.left_out.iter().map(|(case, why)| format!("{case}: {why}")).collect();
    let cannot = if cannot.is_empty() { "-".to_owned() } else { cannot.join("; ") };
    format!("| [{name}]({folder}.md) | {loaded} | {passed} of {} | {cannot} |\n", cases.len())
}

fn read() -> Result<String, String> {
    fs::read_to_string(root().join(PATH)).map_err(|error| format!("{PATH}: {error}"))
}

/// What stands before and after the table.
fn around() -> Result<(String, String), String> {
    let text = read()?;
    let (before, rest) = text.split_once(BEGIN).ok_or_else(|| format!("{PATH}: expected `{}`", BEGIN.trim_end()))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| format!("{PATH}: expected `{END}`"))?;
    Ok((before.to_owned(), after.to_owned()))
}

//! `docs/bindings.md`: the table of the languages, made from their runs.

use super::language::Language;
use crate::command::root;
use crate::files::{self, read};
use crate::parts;
use std::collections::BTreeSet;

const PATH: &str = "docs/bindings.md";
const HEAD: &str = "| language | how the library is loaded | passed | not possible |\n| --- | --- | --- | --- |\n";

/// What the script prints, a line each.
pub(super) const SCRIPT: &str = include_str!("../../../../tests/bindings/script.txt");

/// How a language did.
pub(super) struct Done {
    pub(super) language: Language,
    /// Cases that were left out, and why.
    pub(super) left_out: Vec<(String, String)>,
}

/// Writes the rows of all languages.
pub(super) fn write(done: &[Done]) -> Result<(), String> {
    let table = HEAD.to_owned() + &done.iter().map(row).collect::<String>();
    let text = parts::replaced(&read(PATH)?, &[table]).map_err(|why| format!("{PATH}: {why}"))?;
    files::write(&root().join(PATH), &text)
}

/// Fails if a row is not what these runs say.
pub(super) fn check(done: &[Done]) -> Result<(), String> {
    let text = read(PATH)?;
    match done.iter().find(|done| !text.contains(&row(done))) {
        Some(done) => {
            Err(format!("{PATH} does not say of {} what its run says: `cargo xtask languages`", done.language.name))
        }
        None => Ok(()),
    }
}

fn row(done: &Done) -> String {
    let Language { name, folder, loaded, .. } = &done.language;
    let cases: BTreeSet<&str> = SCRIPT.lines().filter_map(|line| line.split('.').next()).collect();
    let passed = cases.len() - done.left_out.len();
    let cannot: Vec<String> = done.left_out.iter().map(|(case, why)| format!("{case}: {why}")).collect();
    let cannot = if cannot.is_empty() { "-".to_owned() } else { cannot.join("; ") };
    format!("| [{name}]({folder}.md) | {loaded} | {passed} of {} | {cannot} |\n", cases.len())
}

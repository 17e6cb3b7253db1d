//! `cargo xtask abi --against REV`: what changed for programs since a revision, and which part of the version must change.

use super::rust_api;
use super::surface::{Files, Surface, of_files};
use super::version::{Change, Version};
use crate::command::{command, output, root, run, target_dir};
use crate::files::{fresh, read};
use std::path::{Path, PathBuf};

/// Compares this tree with a revision. Fails if the version is not high enough for what changed.
pub(crate) fn against(revision: &str) -> Result<(), String> {
    let old_tree = unpack(revision)?;
    let (old, new) = (version(&old_tree)?, version(&root())?);
    let mut olds = of_files(&files(&old_tree)?);
    let mut news = of_files(&files(&root())?);
    match rust_api::missing() {
        Some(missing) => println!("skipped: the public Rust API: {missing}"),
        None => {
            olds.extend(rust_api::of_tree(&old_tree)?);
            news.extend(rust_api::of_tree(&root())?);
        }
    }
    let change = olds.iter().zip(&news).map(|(old, new)| compare(old, new)).max().unwrap_or(Change::Nothing);
    let (part, least) = old.after(change);
    let what = match change {
        Change::Nothing => "nothing changed for programs",
        Change::Additions => "there are only additions",
        Change::Breaking => "programs that use what was removed or changed must be changed",
    };
    println!("\n{what}: after {old} the {part} version must change, to {least} or later; this is {new}");
    if new >= least || (change == Change::Nothing && new == old) {
        return Ok(());
    }
    Err(format!("the version is {new}: expected {least} or later"))
}

/// Prints what is new and what is gone. A line that changed is both.
fn compare(old: &Surface, new: &Surface) -> Change {
    let gone: Vec<&String> = old.lines.difference(&new.lines).collect();
    let added: Vec<&String> = new.lines.difference(&old.lines).collect();
    println!("{}: {} unchanged, {} removed, {} added", new.what, old.lines.len() - gone.len(), gone.len(), added.len());
    gone.iter().for_each(|line| println!("  - {line}"));
    added.iter().for_each(|line| println!("  + {line}"));
    match (gone.is_empty(), added.is_empty()) {
        (false, _) => Change::Breaking,
        (true, false) => Change::Additions,
        (true, true) => Change::Nothing,
    }
}

/// The tree of a revision, in a folder of its own.
fn unpack(revision: &str) -> Result<PathBuf, String> {
    let id = output(
        command("git")
            .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
            .arg(format!("{revision}^{{commit}}")),
    )
    .map_err(|_| format!("{revision}: no such revision"))?;
    let folder = target_dir().join("abi/old");
    fresh(&folder)?;
    let archive = folder.with_extension("tar");
    run(command("git").args(["archive", "--format=tar", "--output"]).arg(&archive).arg(id.trim()))?;
    run(command("tar").arg("--extract").arg("--file").arg(&archive).arg("-C").arg(&folder))?;
    Ok(folder)
}

fn files(tree: &Path) -> Result<Files, String> {
    Ok(Files {
        symbols: read(tree.join("abi/symbols.txt"))?,
        header: read(tree.join("include/zoomuser.h"))?,
        options: read(tree.join("docs/options.md"))?,
        fields: read(tree.join("docs/fields.md"))?,
    })
}

/// The version in the Cargo.toml of a tree.
fn version(tree: &Path) -> Result<Version, String> {
    let text = read(tree.join("Cargo.toml"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    line.and_then(Version::parse).ok_or_else(|| format!("{}: expected a version", tree.join("Cargo.toml").display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(lines: &[&str]) -> Surface {
        Surface { what: "test", lines: lines.iter().map(|line| (*line).to_owned()).collect() }
    }

    #[test]
    fn what_is_removed_or_changed_breaks_programs() {
        let old = surface(&["int a(void);", "int b(void);"]);
        let cases: [(&[&str], Change); 4] = [
            (&["int a(void);", "int b(void);"], Change::Nothing),
            (&["int a(void);", "int b(void);", "int c(void);"], Change::Additions),
            (&["int a(void);"], Change::Breaking),
            (&["int a(void);", "int b(int);"], Change::Breaking),
        ];
        for (lines, expected) in cases {
            assert_eq!(compare(&old, &surface(lines)), expected, "{lines:?}");
        }
    }
}

//! The licenses of what is linked into a release artifact: crates, and what a linker adds.

use crate::command::{cargo, output};
use crate::files::{files, read};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is linked in and is no crate: its name and license in a line, and the file with the text.
pub(crate) type Added = (&'static str, PathBuf);

/// The license of each linked third-party crate and of what else is linked, and the texts of their license files; each text
/// once.
pub(crate) fn text(target: &str, ours: &[&str], added: &[Added]) -> Result<String, String> {
    let said = output(cargo().args(["metadata", "--format-version=1", "--locked", "--filter-platform", target]))?;
    let all: Value = serde_json::from_str(&said).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages: BTreeMap<&str, &Value> =
        list(&all, "packages").iter().map(|package| (word(package, "id"), package)).collect();
    let mut crates = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in linked(&all, &packages, ours) {
        let Some(package) = packages.get(id).filter(|package| !package["source"].is_null()) else { continue };
        let name = format!("{} {}", word(package, "name"), word(package, "version"));
        let files = license_files(Path::new(word(package, "manifest_path")).parent().unwrap_or(Path::new(".")))?;
        let note = if files.is_empty() { without_text(package) } else { String::new() };
        crates.push_str(&format!("  {name}: {}{note}\n", word(package, "license")));
        for file in files {
            let names = texts.entry(read(&file)?.trim_end().to_owned()).or_default();
            if names.last() != Some(&name) {
                names.push(name.clone());
            }
        }
    }
    if crates.is_empty() {
        return Err("cargo metadata: no crate is linked".to_owned());
    }
    let mut others = String::new();
    for (what, file) in added {
        others.push_str(&format!("  {what}\n"));
        texts.entry(read(file)?.trim_end().to_owned()).or_default().push((*what).to_owned());
    }
    let mut out = format!(
        "zoomuser itself is under the MIT license or the Apache license 2.0, as you like. Linked into its files are the\n\
         standard library of Rust (MIT or Apache-2.0, https://www.rust-lang.org) and these:\n\n{others}{crates}"
    );
    for (text, names) in texts {
        out.push_str(&format!("\n{}\n{}:\n\n{text}\n", "=".repeat(100), names.join(", ")));
    }
    Ok(out)
}

/// Whose a crate is that names its license and has no file with the text.
fn without_text(package: &Value) -> String {
    let authors: Vec<&str> = list(package, "authors").iter().filter_map(Value::as_str).collect();
    let authors = if authors.is_empty() { word(package, "repository").to_owned() } else { authors.join(", ") };
    format!(", by {authors} (without a text of the license)")
}

/// The ids of all packages that ours need to run, by name. Procedural macros and what they need only run in the compiler.
fn linked<'a>(all: &'a Value, packages: &BTreeMap<&'a str, &'a Value>, ours: &[&str]) -> BTreeSet<&'a str> {
    let nodes: BTreeMap<&str, &Value> =
        list(&all["resolve"], "nodes").iter().map(|node| (word(node, "id"), node)).collect();
    let is_ours = |id: &&str| packages.get(id).is_some_and(|package| ours.contains(&word(package, "name")));
    let mut open: Vec<&str> = nodes.keys().copied().filter(is_ours).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        let is_macro = packages.get(id).is_some_and(|package| list(package, "targets").iter().any(is_macro));
        if is_macro || !found.insert(id) {
            continue;
        }
        let needed = nodes.get(id).map_or(&[][..], |node| list(node, "deps"));
        // A kind that is null is neither for the build nor for tests.
        let needed = needed.iter().filter(|need| list(need, "dep_kinds").iter().any(|kind| kind["kind"].is_null()));
        open.extend(needed.map(|need| word(need, "pkg")));
    }
    found
}

fn is_macro(target: &Value) -> bool {
    list(target, "kind").iter().any(|kind| kind == "proc-macro")
}

/// The files of a crate that speak of its license, also of code by others in its folders.
fn license_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    // The first stands for both spellings.
    const NAMES: [&str; 4] = ["LICEN", "COPYING", "COPYRIGHT", "NOTICE"];
    let mut found = files(folder)?;
    found.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        !name.ends_with(".RS") && NAMES.iter().any(|start| name.starts_with(start))
    });
    Ok(found)
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::target_dir;
    use crate::files::write;

    const TARGET: &str = "x86_64-unknown-linux-gnu";

    #[test]
    fn what_is_linked_is_listed_with_its_texts_and_what_only_the_compiler_runs_is_not() {
        let libc = target_dir().join("notices-test/COPYRIGHT");
        write(&libc, "the license of a C library\n").expect("written");
        let text = text(TARGET, &["zoomuser-cli"], &[("libc, in the program: MIT", libc)]).expect("the licenses");
        let (list, texts) = text.split_once("=====").expect("a list and texts");
        assert!(list.contains("\n  ring 0.") && list.contains("\n  libc, in the program: MIT\n"), "{list}");
        for name in ["serde_derive", "syn", "quote", "proc-macro2"] {
            assert!(!list.contains(&format!("\n  {name} ")), "{name} only runs in the compiler");
        }
        assert!(texts.contains("libc, in the program: MIT:\n\nthe license of a C library\n"));
        // Of code in a folder of ring.
        assert!(texts.contains("the fiat-crypto authors"));
        for line in list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with("libc, ")) {
            let name = line.split(':').next().unwrap_or_default();
            let has_text = texts.contains(&format!("{name}:\n")) || texts.contains(&format!("{name}, "));
            assert_eq!(has_text, !line.ends_with("(without a text of the license)"), "{line}");
        }
    }

    #[test]
    fn a_crate_without_a_text_is_named_with_its_author() {
        let package = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        let by = package(r#"{"authors":["A <a@example.com>","B"],"repository":"https://example.com/a"}"#);
        assert_eq!(without_text(&by), ", by A <a@example.com>, B (without a text of the license)");
        let unknown = package(r#"{"authors":[],"repository":"https://example.com/a"}"#);
        assert_eq!(without_text(&unknown), ", by https://example.com/a (without a text of the license)");
    }
}

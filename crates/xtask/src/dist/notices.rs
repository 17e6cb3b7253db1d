//! The licenses of the crates that are linked into a release artifact.

use crate::command::{cargo, output};
use crate::files::{entries, read};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The license of each linked third-party crate, and the texts of its license files; each text once.
pub(crate) fn text(target: &str, ours: &[&str]) -> Result<String, String> {
    let said = output(cargo().args(["metadata", "--format-version=1", "--locked", "--filter-platform", target]))?;
    let all: Value = serde_json::from_str(&said).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages: BTreeMap<&str, &Value> =
        list(&all, "packages").iter().map(|package| (word(package, "id"), package)).collect();
    let mut crates = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in linked(&all, &packages, ours) {
        let Some(package) = packages.get(id).filter(|package| !package["source"].is_null()) else { continue };
        let name = format!("{} {}", word(package, "name"), word(package, "version"));
        crates.push_str(&format!("  {name}: {}\n", word(package, "license")));
        for file in files(Path::new(word(package, "manifest_path")).parent().unwrap_or(Path::new(".")))? {
            texts.entry(read(&file)?.trim_end().to_owned()).or_default().push(name.clone());
        }
    }
    if crates.is_empty() {
        return Err("cargo metadata: no crate is linked".to_owned());
    }
    let mut out = format!(
        "zoomuser itself is under the MIT license or the Apache license 2.0, as you like. Linked into its files are the\n\
         standard library of Rust (MIT or Apache-2.0, https://www.rust-lang.org) and these crates:\n\n{crates}"
    );
    for (text, names) in texts {
        out.push_str(&format!("\n{}\n{}:\n\n{text}\n", "=".repeat(100), names.join(", ")));
    }
    Ok(out)
}

/// The ids of all packages that ours need to run, by name.
fn linked<'a>(all: &'a Value, packages: &BTreeMap<&'a str, &'a Value>, ours: &[&str]) -> BTreeSet<&'a str> {
    let nodes: BTreeMap<&str, &Value> =
        list(&all["resolve"], "nodes").iter().map(|node| (word(node, "id"), node)).collect();
    let is_ours = |id: &&str| packages.get(id).is_some_and(|package| ours.contains(&word(package, "name")));
    let mut open: Vec<&str> = nodes.keys().copied().filter(is_ours).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let needed = nodes.get(id).map_or(&[][..], |node| list(node, "deps"));
        // A kind that is null is neither for the build nor for tests.
        let needed = needed.iter().filter(|need| list(need, "dep_kinds").iter().any(|kind| kind["kind"].is_null()));
        open.extend(needed.map(|need| word(need, "pkg")));
    }
    found
}

/// The files of a crate that speak of its license.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];
    let mut found = entries(folder)?;
    found.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file() && NAMES.iter().any(|start| name.starts_with(start))
    });
    Ok(found)
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

//! The public items of the Rust crates, as `cargo public-api` lists them from the JSON of rustdoc.

use super::surface::Surface;
use crate::cargo_tool::CargoTool;
use crate::command::{cargo, output, run, target_dir};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;

/// The tool reads one version of rustdoc's format: a new compiler may need a new version of it.
const PUBLIC_API: CargoTool = CargoTool { name: "cargo-public-api", version: "0.52.0", features: None, rust: 85 };

/// The crates that Rust programs use: name and folder.
const CRATES: [(&str, &str, &str); 2] = [
    ("zoomuser", "core", "public items of the crate zoomuser"),
    ("zoomuser-bulk", "bulk", "public items of the crate zoomuser-bulk"),
];

/// Why they cannot be listed, and what to do about it.
pub(super) fn missing() -> Option<String> {
    PUBLIC_API.missing()
}

/// The items of each crate in the workspace of a tree.
pub(super) fn of_tree(tree: &Path) -> Result<Vec<Surface>, String> {
    let all = CRATES.iter().map(|(name, folder, what)| {
        // There may have been no such crate yet.
        let is_there = tree.join("crates").join(folder).exists();
        if is_there { of_crate(tree, name, what) } else { Ok(Surface { what, lines: BTreeSet::new() }) }
    });
    all.collect()
}

fn of_crate(tree: &Path, name: &str, what: &'static str) -> Result<Surface, String> {
    // Apart from other builds: with this variable build scripts believe to be on a nightly compiler.
    let target = target_dir().join("abi/target");
    let mut rustdoc = cargo();
    rustdoc.args(["rustdoc", "--quiet", "--lib", "--package", name]).current_dir(tree).env("RUSTC_BOOTSTRAP", "1");
    rustdoc.args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    run(rustdoc.env("CARGO_TARGET_DIR", &target))?;
    let json = target.join("doc").join(name.replace('-', "_")).with_extension("json");
    let mut list = PUBLIC_API.get()?;
    // Without what every type has.
    list.args(["public-api", "-sss", "--color=never", "--rustdoc-json"]).arg(&json).stderr(Stdio::inherit());
    let lines = output(&mut list)?.lines().map(str::to_owned).collect();
    Ok(Surface { what, lines })
}

//! The npm package: the binding of Node with the library for each system.

use super::assembly::{begin, copy_binding};
use super::natives::Built;
use crate::command::root;
use crate::dist::pack;
use crate::files::{copy, read, write};
use std::path::Path;

/// Makes `zoomuser-VERSION.tgz`, as `npm pack` would.
pub(super) fn build(built: &[Built], to: &Path) -> Result<(), String> {
    let folder = begin("package", built)?;
    copy_binding(&root().join("bindings/node"), &folder, &["js", "ts", "md"])?;
    write(&folder.join("package.json"), &manifest(&read("bindings/node/package.json")?)?)?;
    for one in built {
        if let Some(name) = one.native.node {
            copy(&one.library(), &folder.join("native").join(name).join(one.file()))?;
        }
    }
    pack::tar_gz(&folder, "package", &to.join(format!("zoomuser-{}.tgz", zoomuser::VERSION)))
}

/// The manifest of the binding, which is of no use without a library and therefore private, with the libraries.
fn manifest(binding: &str) -> Result<String, String> {
    let changes = [("\"README.md\"]", "\"README.md\", \"LICENSE*\", \"native\"]"), (",\n  \"private\": true", "")];
    changes.iter().try_fold(binding.to_owned(), |text, (old, new)| match text.matches(old).count() {
        1 => Ok(text.replace(old, new)),
        _ => Err(format!("bindings/node/package.json: expected {old} once")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_the_libraries_and_may_be_published() {
        let manifest = manifest(&read("bindings/node/package.json").expect("the binding")).expect("as expected");
        let value: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        assert_eq!(value["private"], serde_json::Value::Null);
        assert!(value["files"].as_array().is_some_and(|files| files.iter().any(|file| file == "native")));
        assert_eq!(value["version"], zoomuser::VERSION);
    }
}

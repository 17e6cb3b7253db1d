//! The npm package: the binding of Node with the library for each system, and koffi, through which it calls the library.

use super::assembly::{begin, copy_binding};
use super::natives::Built;
use crate::command::{command, is_there, root, run, target_dir};
use crate::dist::pack;
use crate::files::{about, copy, files, fresh, read, write};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Makes `zoomuser-VERSION.tgz`, as `npm pack` would, or says what is missing for that.
pub(super) fn build(built: &[Built], to: &Path) -> Result<Option<String>, String> {
    if !is_there("npm") {
        return Ok(Some("the npm package: npm is missing (apt-get install npm)".to_owned()));
    }
    let folder = begin("package", built)?;
    copy_binding(&root().join("bindings/node"), &folder, &["js", "ts", "md"])?;
    write(&folder.join("package.json"), &manifest(&read("bindings/node/package.json")?)?)?;
    let mut systems = BTreeSet::new();
    for one in built {
        if let Some(name) = one.native.node {
            copy(&one.library(), &folder.join("native").join(name).join(one.file()))?;
            systems.insert(name.trim_end_matches("-musl"));
        }
    }
    for system in systems {
        match koffi(system) {
            Ok(modules) => copy_all(&modules, &folder.join("node_modules"))?,
            Err(why) => return Ok(Some(format!("the npm package: koffi for {system} cannot be had: {why}"))),
        }
    }
    pack::tar_gz(&folder, "package", &to.join(format!("zoomuser-{}.tgz", zoomuser::VERSION)))?;
    Ok(None)
}

/// The folder with koffi for a system, as the lock file of the binding says. It is kept until that changes.
fn koffi(system: &str) -> Result<PathBuf, String> {
    let folder = target_dir().join("koffi").join(system);
    let (manifest, lock) = (read("bindings/node/package.json")?, read("bindings/node/package-lock.json")?);
    let mark = folder.join("installed.txt");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(folder.join("node_modules"));
    }
    fresh(&folder)?;
    write(&folder.join("package.json"), &manifest)?;
    write(&folder.join("package-lock.json"), &lock)?;
    let (os, cpu) = system.split_once('-').ok_or("a system without a processor")?;
    let mut npm = command("npm");
    npm.args(["ci", "--silent", "--omit=dev", "--ignore-scripts", "--no-audit", "--prefer-offline"]);
    npm.arg(format!("--os={os}")).arg(format!("--cpu={cpu}")).current_dir(&folder);
    run(npm.stdout(Stdio::null()))?;
    if !folder.join("node_modules/@koromix").join(format!("koffi-{system}")).exists() {
        return Err(format!("the lock file has none for {system}"));
    }
    // Of npm's own, it differs from machine to machine.
    let own = folder.join("node_modules/.package-lock.json");
    fs::remove_file(&own).map_err(about(&own))?;
    write(&mark, &lock)?;
    Ok(folder.join("node_modules"))
}

fn copy_all(from: &Path, to: &Path) -> Result<(), String> {
    files(from)?.iter().try_for_each(|file| copy(file, &to.join(pack::below(from, file))))
}

/// The manifest of the binding, which is of no use without a library and therefore private, with what the package contains.
fn manifest(binding: &str) -> Result<String, String> {
    let changes = [
        ("\"README.md\"]", "\"README.md\", \"LICENSE*\", \"native\"],\n  \"bundleDependencies\": [\"koffi\"]"),
        (",\n  \"private\": true", ""),
    ];
    changes.iter().try_fold(binding.to_owned(), |text, (old, new)| match text.matches(old).count() {
        1 => Ok(text.replace(old, new)),
        _ => Err(format!("bindings/node/package.json: expected {old} once")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_what_is_in_the_package_and_may_be_published() {
        let manifest = manifest(&read("bindings/node/package.json").expect("the binding")).expect("as expected");
        let value: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        assert_eq!(value["private"], serde_json::Value::Null);
        assert!(value["files"].as_array().is_some_and(|files| files.iter().any(|file| file == "native")));
        assert_eq!(value["bundleDependencies"][0], "koffi");
        assert_eq!(value["version"], zoomuser::VERSION);
    }
}

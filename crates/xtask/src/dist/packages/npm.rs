//! The npm package: the binding of Node with the library for each system, and koffi, through which it calls the library.

use super::assembly::{begin, copy_binding};
use super::natives::Built;
use crate::command::{command, is_there, root, target_dir};
use crate::dist::pack;
use crate::files::{about, copy, copy_all, fresh, own_name, read, write};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Makes `zoomuser-VERSION.tgz`, as `npm pack` would, or says what is missing for that.
pub(super) fn build(built: &[Built], to: &Path) -> Result<Option<String>, String> {
    if !is_there("npm") {
        return Ok(Some("the npm package: npm is missing (apt-get install npm)".to_owned()));
    }
    let folder = begin(to, "package", built)?;
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
        match koffi(system)? {
            Ok(modules) => copy_all(&modules, &folder.join("node_modules"))?,
            Err(why) => return Ok(Some(format!("the npm package: koffi for {system} is missing: {why}"))),
        }
    }
    pack::tar_gz(&folder, "package", &to.join(format!("zoomuser-{}.tgz", zoomuser::VERSION)))?;
    Ok(None)
}

/// What npm says if it cannot reach its registry.
const UNREACHABLE: [&str; 8] =
    ["EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTCACHED", "ENOTFOUND", "ETIMEDOUT"];

/// The folder with koffi for a system, as the lock file of the binding says, or why it cannot be fetched. It is kept until
/// that file changes.
fn koffi(system: &str) -> Result<Result<PathBuf, String>, String> {
    let kept = target_dir().join("koffi").join(system);
    let (manifest, lock) = (read("bindings/node/package.json")?, read("bindings/node/package-lock.json")?);
    let module = format!("node_modules/@koromix/koffi-{system}");
    let is_kept = || {
        let same_lock = fs::read_to_string(kept.join("package-lock.json")).is_ok_and(|kept| kept == lock);
        same_lock && kept.join(&module).exists()
    };
    if is_kept() {
        return Ok(Ok(kept.join("node_modules")));
    }
    let _ = fs::remove_dir_all(&kept);
    let fetched = own_name(&kept);
    fresh(&fetched)?;
    write(&fetched.join("package.json"), &manifest)?;
    write(&fetched.join("package-lock.json"), &lock)?;
    let (os, cpu) = system.split_once('-').ok_or("a system without a processor")?;
    let mut npm = command("npm");
    npm.args(["ci", "--loglevel=error", "--omit=dev", "--ignore-scripts", "--no-audit", "--prefer-offline"]);
    npm.arg(format!("--os={os}")).arg(format!("--cpu={cpu}")).current_dir(&fetched);
    let ended = npm.output().map_err(|error| format!("npm: {error}"))?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr);
        fs::remove_dir_all(&fetched).map_err(about(&fetched))?;
        return match UNREACHABLE.iter().find(|code| said.contains(**code)) {
            Some(code) => Ok(Err(format!("npm cannot reach its registry ({code})"))),
            None => Err(format!("npm ci for {system}: {}", said.trim())),
        };
    }
    if !fetched.join(&module).exists() {
        return Err(format!("bindings/node/package-lock.json has no koffi for {system}"));
    }
    match fs::rename(&fetched, &kept) {
        // Another step has fetched it at the same time.
        Err(_) if is_kept() => fs::remove_dir_all(&fetched).map_err(about(&fetched))?,
        moved => moved.map_err(about(&kept))?,
    }
    Ok(Ok(kept.join("node_modules")))
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

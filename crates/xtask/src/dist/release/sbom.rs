//! Lists of components in CycloneDX's form: of the library, the program and the Python package.

use crate::cargo_tool::CargoTool;
use crate::command::{command, output, root, run};
use crate::dist::artifacts::{folder, work_folder};
use crate::dist::pack::time;
use crate::files::{copy, fresh, read, write};

const CYCLONEDX: CargoTool = CargoTool { name: "cargo-cyclonedx", version: "0.5.9", features: None, rust: 85 };

/// A crate whose components are listed, and the name of what is built from it.
const LISTS: [(&str, &str, &str); 3] = [
    ("crates/ffi/zoomuser-ffi", "library", "zoomuser-ffi"),
    ("crates/cli/zoomuser-cli", "program", "zoomuser-cli"),
    ("crates/python/zoomuser-python", "python", "zoomuser-python"),
];

/// Writes the lists, or says what is missing for that.
pub(crate) fn write_lists() -> Result<Option<String>, String> {
    if let Some(missing) = CYCLONEDX.missing() {
        return Ok(Some(format!("lists of components: {missing}")));
    }
    // A copy of what cargo reads, because the tool writes its lists beside it.
    let tree = work_folder().join("sbom");
    fresh(&tree)?;
    let sources = output(command("git").args(["ls-files", "-z", "--", "Cargo.toml", "Cargo.lock", "crates", "tests"]))?;
    let is_read = |file: &&str| [".toml", ".lock", ".rs"].iter().any(|ending| file.ends_with(ending));
    for file in sources.split_terminator('\0').filter(is_read) {
        copy(&root().join(file), &tree.join(file))?;
    }
    let mut list = CYCLONEDX.get()?;
    list.args(["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5", "--no-build-deps"]);
    // With this variable the lists have no random number in them.
    run(list.args(["--target", "all"]).env("SOURCE_DATE_EPOCH", time().to_string()).current_dir(&tree))?;
    for (path, what, package) in LISTS {
        let text = read(tree.join(format!("{path}.cdx.json")))?;
        let text = text.replace(&tree.display().to_string(), "/zoomuser");
        let is_whole = text.contains(&format!("\"name\": \"{package}\"")) && text.contains("\"name\": \"rustls\"");
        if !is_whole {
            return Err(format!("cargo cyclonedx: the list of {package} lacks components"));
        }
        write(&folder().join(format!("zoomuser-{}-{what}.cdx.json", zoomuser::VERSION)), &text)?;
    }
    Ok(None)
}

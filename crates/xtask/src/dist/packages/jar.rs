//! The jar: the compiled binding of Java with the library for each system, where JNA looks for it.

use super::assembly::begin;
use super::natives::Built;
use crate::command::{command, is_there, root, run};
use crate::dist::pack;
use crate::files::{copy, entries, write};
use std::path::Path;

const JNA: &str = "/usr/share/java/jna.jar";

/// Makes `zoomuser-VERSION.jar`, or says what is missing for that.
pub(super) fn build(built: &[Built], to: &Path) -> Result<Option<String>, String> {
    if !is_there("javac") {
        return Ok(Some("the jar: javac is missing (apt-get install openjdk-17-jdk-headless)".to_owned()));
    }
    if !Path::new(JNA).exists() {
        return Ok(Some("the jar: jna.jar is missing (apt-get install libjna-java)".to_owned()));
    }
    let folder = begin(to, "jar", built)?;
    let sources = entries(&root().join("bindings/java/zoomuser"))?;
    let mut javac = command("javac");
    javac.args(["--release", "8", "-encoding", "UTF-8", "-Xlint:-options", "-cp", JNA, "-d"]).arg(&folder);
    run(javac.args(sources))?;
    let manifest = format!(
        "Manifest-Version: 1.0\r\nAutomatic-Module-Name: zoomuser\r\nImplementation-Title: zoomuser\r\n\
         Implementation-Version: {}\r\n\r\n",
        zoomuser::VERSION
    );
    write(&folder.join(pack::MANIFEST), &manifest)?;
    for one in built {
        if let Some(name) = one.native.jna {
            copy(&one.library(), &folder.join(name).join(one.file()))?;
        }
    }
    // What jar makes has times of its own.
    pack::zip(&folder, "", &to.join(format!("zoomuser-{}.jar", zoomuser::VERSION)))?;
    Ok(None)
}

//! Signatures by minisign, where a key is given.

use super::sums::{SUMS, artifacts};
use crate::command::{SIGNING_KEY as KEY, SIGNING_PASSWORD as PASSWORD, command, is_there};
use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Signs every artifact in a folder and the list of their checksums, or says why not.
pub(crate) fn sign(folder: &Path) -> Result<Option<String>, String> {
    // Old ones would not fit what was built anew.
    for file in crate::files::entries(folder)?.iter().filter(|path| path.extension().is_some_and(|e| e == "minisig")) {
        fs::remove_file(file).map_err(crate::files::about(file))?;
    }
    let Some(key) = env::var_os(KEY) else {
        return Ok(Some(format!("signatures: no key is given ({KEY}=FILE, made by minisign -G)")));
    };
    if !is_there("minisign") {
        return Err(format!("{KEY} is set, and minisign is missing (apt-get install minisign)"));
    }
    let mut signed = artifacts(folder)?;
    signed.push(folder.join(SUMS));
    for file in &signed {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut minisign = command("minisign");
        // Without a comment of its own it would put in the time, which differs from build to build.
        let comment = format!("zoomuser {} {name}", zoomuser::VERSION);
        minisign.args(["-S", "-s"]).arg(&key).arg("-m").arg(file).args(["-t", &comment]);
        answer(&mut minisign, &env::var(PASSWORD).unwrap_or_default())?;
    }
    println!("{} files are signed", signed.len());
    Ok(None)
}

/// Runs minisign and gives it the password, if it asks.
fn answer(minisign: &mut Command, password: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("minisign: {error}");
    let mut child = minisign.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        // One that has no password does not read it.
        let _ = writeln!(input, "{password}");
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(format!("minisign failed ({status})")) }
}

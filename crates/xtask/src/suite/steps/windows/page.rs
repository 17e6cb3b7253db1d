//! The beginning of docs/windows.md, followed with the archives under Wine.

use super::wine::{Wine, windows_path};
use crate::command::{command, run, start_sandbox};
use crate::dist::package::name;
use crate::dist::windows::archive;
use crate::dist::windows::cpu::{CPUS, Cpu};
use crate::files::{about, copy, fresh, read, write};
use crate::languages::pages::{Piece, first_program};
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/windows.md";

/// The step of the suite.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let mut left_out = Vec::new();
    for cpu in CPUS {
        if let Some(missing) = cpu.missing() {
            left_out.push(missing);
            continue;
        }
        match Wine::of(cpu)? {
            Ok(wine) => follow(cpu, &wine).map_err(|why| format!("{PAGE} on {}: {why}", cpu.name))?,
            Err(missing) => left_out.push(missing),
        }
    }
    Ok(left_out)
}

fn follow(cpu: &Cpu, wine: &Wine) -> Result<(), String> {
    let folder = wine.folder().join("page");
    fresh(&folder)?;
    // As Explorer does.
    run(command("python3").args(["-m", "zipfile", "-e"]).arg(archive(cpu)?).arg(&folder))?;
    let unpacked = folder.join(name(&format!("windows-{}", cpu.name)));
    fs::rename(&unpacked, folder.join("zoomuser")).map_err(about(&unpacked))?;
    let sandbox = start_sandbox()?;
    let ca_file = folder.join("ca.pem");
    copy(sandbox.ca_file(), &ca_file)?;
    let run_line = |line: &str| {
        if let Some(words) = line.strip_prefix("gcc ") {
            // The one that runs here.
            let words = words.replace('\\', "/");
            return run(command(cpu.tool("gcc")).args(words.split_whitespace()).current_dir(&folder));
        }
        let mut shell = wine.program(Path::new("cmd"));
        shell.args(["/c", &format!("cd /d {} && {line}", windows_path(&folder))]);
        shell.env("HTTPS_PROXY", sandbox.http_url()).env("ZOOM_TOKEN", sandbox.token());
        // The sandbox has no such user, which is a failure.
        let _ = run(shell.env("SSL_CERT_FILE", windows_path(&ca_file)));
        Ok(())
    };
    for piece in first_program(&read(PAGE)?, "bat")? {
        match piece {
            Piece::File { name, text } => write(&folder.join(name), &text)?,
            Piece::Commands(lines) => lines.lines().try_for_each(run_line)?,
        }
    }
    let requests = sandbox.requests();
    let updates = requests.iter().filter(|one| one.method == "PATCH" && one.target == "/v2/users/ada@example.com");
    // One by the command line, one by the program.
    match updates.count() {
        2 => Ok(()),
        count => Err(format!("sent {count} updates, expected 2")),
    }
}

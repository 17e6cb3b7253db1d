//! The steps of cargo and the compiler: formatting, lints, documentation, tests, the minimum version.

use crate::cargo_tool::CargoTool;
use crate::command::{cargo, command, is_there, output, root, run, target_dir};
use crate::files::entries;
use crate::native::build_workspace;
use crate::suite::step::no_skips;
use std::fs;
use std::process::Stdio;

pub(super) fn format() -> Result<Vec<String>, String> {
    no_skips(run(cargo().args(["fmt", "--all", "--check"])))
}

/// Compiles what later steps use, with the features that all crates have together.
pub(super) fn build() -> Result<Vec<String>, String> {
    build_workspace()?;
    no_skips(run(cargo().args(["test", "--quiet", "--workspace", "--no-run"])))
}

pub(super) fn clippy() -> Result<Vec<String>, String> {
    no_skips(run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])))
}

const DENY: CargoTool = CargoTool { name: "cargo-deny", version: "0.20.2", features: None, rust: 88 };
const MACHETE: CargoTool = CargoTool { name: "cargo-machete", version: "0.9.2", features: None, rust: 85 };

/// Licenses, sources and duplicates of the crates in Cargo.lock by deny.toml, and known vulnerabilities where their database
/// can be fetched.
pub(super) fn deny() -> Result<Vec<String>, String> {
    if let Some(missing) = DENY.missing() {
        return Ok(vec![missing]);
    }
    run(DENY.get()?.args(["--all-features", "check", "--show-stats", "licenses", "bans", "sources"]))?;
    let checked = DENY.get()?.args(["check", "advisories"]).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&checked.stderr);
    if checked.status.success() {
        return Ok(Vec::new());
    }
    if said.contains("failed to fetch advisory database") {
        return Ok(vec![
            "known vulnerabilities: the database of RustSec cannot be reached (needs the internet)".to_owned(),
        ]);
    }
    Err(format!("known vulnerabilities: {said}"))
}

/// No crate lists a dependency that it does not use.
pub(super) fn unused_dependencies() -> Result<Vec<String>, String> {
    if let Some(missing) = MACHETE.missing() {
        return Ok(vec![missing]);
    }
    no_skips(run(MACHETE.get()?.arg(".")))
}

pub(super) fn rustdoc() -> Result<Vec<String>, String> {
    no_skips(run(cargo().args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings")))
}

/// Every crate except ffi forbids unsafe code; the compiler enforces it.
pub(super) fn no_unsafe() -> Result<Vec<String>, String> {
    for folder in entries(&root().join("crates"))?.iter().filter(|path| !path.ends_with("ffi")) {
        for file in ["src/lib.rs", "src/main.rs"].map(|file| folder.join(file)) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            if !text.contains("#![forbid(unsafe_code)]") {
                return Err(format!("{} does not forbid unsafe code", file.display()));
            }
        }
    }
    Ok(Vec::new())
}

/// Checks with the compiler of the minimum version, where there is one: named in `MSRV_RUSTC`, or rustup's.
pub(super) fn msrv() -> Result<Vec<String>, String> {
    const VERSION: &str = env!("CARGO_PKG_RUST_VERSION");
    let compiler = match std::env::var("MSRV_RUSTC") {
        Ok(compiler) => compiler,
        Err(_) => {
            match output(command("rustup").args(["which", "rustc", "--toolchain", VERSION]).stderr(Stdio::null())) {
                Ok(path) => path.trim().to_owned(),
                Err(_) => return Ok(vec![format!("rustc {VERSION} is missing (rustup toolchain install {VERSION})")]),
            }
        }
    };
    let said = output(command(&compiler).arg("--version"))?;
    if !said.contains(&format!("rustc {VERSION}.")) {
        return Err(format!("expected rustc {VERSION}, got {}", said.trim()));
    }
    let target = target_dir().join("msrv");
    let check = ["check", "--quiet", "--workspace", "--all-targets", "--target-dir"];
    no_skips(run(cargo().args(check).arg(target).env("RUSTC", compiler)))
}

pub(super) fn test() -> Result<Vec<String>, String> {
    // Tests that need one of these programs pass without testing anything if it is missing.
    const WANTED: [(&str, &str, &str); 8] = [
        ("curl", "curl", "the comparison with curl"),
        ("openssl", "openssl", "keys of every kind"),
        ("nginx", "nginx-light", "old TLS and client certificates"),
        ("squid", "squid", "proxies with TLS and passwords"),
        ("tinyproxy", "tinyproxy", "one more proxy"),
        ("microsocks", "microsocks", "a SOCKS proxy"),
        ("redis-server", "redis-server", "rate and token shared by machines"),
        ("chromium", "chromium", "the report of a run and the page of the sandbox in a browser"),
    ];
    run(cargo().args(["test", "--workspace"]))?;
    let missing = WANTED.into_iter().filter(|(program, ..)| !is_there(program));
    Ok(missing
        .map(|(program, package, what)| format!("{what}: {program} is missing (apt-get install {package})"))
        .collect())
}

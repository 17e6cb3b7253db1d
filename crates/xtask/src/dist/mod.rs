//! `cargo xtask dist`: what is handed out, for every system.

mod elf;
mod import_library;
pub(crate) mod linux;
mod notices;
mod package;
pub(crate) mod pe;
mod sysroot;
mod tools;
pub(crate) mod wheels;
pub(crate) mod windows;

use crate::command::target_dir;
use std::path::PathBuf;

/// One kind of what is handed out. It gives back what this machine could not build, each with the way to get it.
struct Part {
    name: &'static str,
    build: fn() -> Result<Vec<String>, String>,
}

const PARTS: &[Part] = &[
    Part { name: "linux", build: linux::dist },
    Part { name: "windows", build: windows::dist },
    Part { name: "wheels", build: wheels::dist },
];

/// Which library is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// The one that is handed out.
    Release,
    /// One with the feature for tests of panics.
    Panicking,
}

/// Builds the parts of these names, or all that this machine can.
pub(crate) fn dist(names: &[&str]) -> Result<(), String> {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        let known: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        return Err(format!("there is no part {unknown}; there are {}", known.join(", ")));
    }
    let mut left_out = Vec::new();
    for part in PARTS.iter().filter(|part| names.is_empty() || names.contains(&part.name)) {
        println!("\n== {}", part.name);
        left_out.extend((part.build)()?.into_iter().map(|why| format!("{}: {why}", part.name)));
    }
    package::sum_archives()?;
    println!();
    for line in &left_out {
        println!("left out: {line}");
    }
    // Who asks for a part by name wants it whole.
    if names.is_empty() || left_out.is_empty() { Ok(()) } else { Err("not everything was built".to_owned()) }
}

/// Where all of it lies.
pub(crate) fn folder() -> PathBuf {
    target_dir().join("dist")
}

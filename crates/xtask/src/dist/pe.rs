//! What must hold of a finished file for Windows, as objdump shows it.

use super::elf::check_paths;
use super::windows::Cpu;
use crate::abi;
use crate::command::{command, output};
use crate::files::about;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The libraries of the system that may be needed. Every Windows since 7 has them.
const SYSTEM: [&str; 8] = [
    "advapi32.dll",
    "bcrypt.dll",
    "crypt32.dll",
    "kernel32.dll",
    "msvcrt.dll",
    "ntdll.dll",
    "userenv.dll",
    "ws2_32.dll",
];

/// The most bytes that the library may have.
const MOST: u64 = 2 * 1024 * 1024;

/// The library is small, exports what it should and nothing else.
pub(crate) fn check_library(cpu: &Cpu, dll: &Path) -> Result<(), String> {
    let said = check_program(cpu, dll)?;
    let size = fs::metadata(dll).map_err(about(dll))?.len();
    if size > MOST {
        return Err(format!("{}: {size} bytes, expected at most {MOST}", dll.display()));
    }
    abi::compare("exported by zoomuser.dll", &exports(&said), &abi::listed()?)
}

/// A file is for its processor, needs nothing but the system, can be loaded anywhere, says its version, and
/// names no folder of this machine.
pub(crate) fn check_program(cpu: &Cpu, file: &Path) -> Result<String, String> {
    let wrong = |what: &str| Err(format!("{}: {what}", file.display()));
    let said = output(command(cpu.tool("objdump")).arg("-p").arg(file))?;
    let format = if cpu.is_32_bit() { "pei-i386" } else { "pei-x86-64" };
    if !said.contains(&format!("file format {format}")) {
        return wrong(&format!("expected {format}"));
    }
    let imports = imports(&said);
    if let Some(other) = imports.iter().find(|name| !SYSTEM.contains(&name.as_str())) {
        return wrong(&format!("it needs {other}, which is not there on every Windows"));
    }
    if !imports.contains("kernel32.dll") {
        return wrong("no import was found");
    }
    if let Some(missing) = ["DYNAMIC_BASE", "NX_COMPAT"].iter().find(|flag| !said.contains(**flag)) {
        return wrong(&format!("expected {missing}"));
    }
    let version: Vec<u8> = "ProductVersion".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = fs::read(file).map_err(about(file))?;
    if !bytes.windows(version.len()).any(|part| part == version) {
        return wrong("expected a version resource");
    }
    check_paths(file)?;
    Ok(said)
}

fn imports(said: &str) -> BTreeSet<String> {
    said.lines().filter_map(|line| line.trim().strip_prefix("DLL Name: ")).map(str::to_ascii_lowercase).collect()
}

fn exports(said: &str) -> BTreeSet<String> {
    let table = said.split_once("[Ordinal/Name Pointer] Table").map_or("", |(_, table)| table);
    let lines = table.lines().skip(1).take_while(|line| !line.trim().is_empty());
    lines.filter_map(|line| line.split_whitespace().last()).map(str::to_owned).collect()
}

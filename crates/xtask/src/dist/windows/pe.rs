//! What must hold of a finished file for Windows.

use super::cpu::Cpu;
use crate::abi;
use crate::dist::elf::check_paths;
use crate::dist::sizes;
use crate::files::about;
use object::pe::{
    IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE, IMAGE_DLLCHARACTERISTICS_NX_COMPAT, IMAGE_FILE_MACHINE_AMD64,
    IMAGE_FILE_MACHINE_I386, ImageNtHeaders32, ImageNtHeaders64,
};
use object::read::pe::{ImageNtHeaders, ImageOptionalHeader, PeFile};
use object::{FileKind, LittleEndian};
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

/// The library is small, exports what it should and nothing else.
pub(crate) fn check_library(cpu: &Cpu, dll: &Path) -> Result<(), String> {
    let exports = check_program(cpu, dll)?;
    let size = if cpu.is_32_bit() { sizes::WINDOWS_X86 } else { sizes::WINDOWS_X64 };
    size.check(dll)?;
    abi::compare("exported by zoomuser.dll", &exports, &abi::listed()?)
}

/// A file is for its processor, needs nothing but the system, can be loaded anywhere, says its version, and
/// names no folder of this machine; gives what it exports.
pub(crate) fn check_program(cpu: &Cpu, file: &Path) -> Result<BTreeSet<String>, String> {
    let wrong = |what: &str| Err(format!("{}: {what}", file.display()));
    let bytes = fs::read(file).map_err(about(file))?;
    let facts = Facts::read(&bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    let machine = if cpu.is_32_bit() { IMAGE_FILE_MACHINE_I386 } else { IMAGE_FILE_MACHINE_AMD64 };
    if facts.machine != machine {
        return wrong(&format!("expected a file for {}", cpu.name));
    }
    if let Some(other) = facts.imports.iter().find(|name| !SYSTEM.contains(&name.as_str())) {
        return wrong(&format!("it needs {other}, which is not there on every Windows"));
    }
    if !facts.imports.contains("kernel32.dll") {
        return wrong("no import was found");
    }
    for (flag, name) in
        [(IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE, "DYNAMIC_BASE"), (IMAGE_DLLCHARACTERISTICS_NX_COMPAT, "NX_COMPAT")]
    {
        if facts.flags & flag == 0 {
            return wrong(&format!("expected {name}"));
        }
    }
    let version: Vec<u8> = "ProductVersion".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if !bytes.windows(version.len()).any(|part| part == version) {
        return wrong("expected a version resource");
    }
    check_paths(file)?;
    Ok(facts.exports)
}

/// What a file says to the loader.
struct Facts {
    machine: u16,
    flags: u16,
    /// Libraries, in lower case.
    imports: BTreeSet<String>,
    exports: BTreeSet<String>,
}

impl Facts {
    fn read(bytes: &[u8]) -> object::Result<Self> {
        match FileKind::parse(bytes)? {
            FileKind::Pe32 => Self::of::<ImageNtHeaders32>(bytes),
            _ => Self::of::<ImageNtHeaders64>(bytes),
        }
    }

    fn of<Pe: ImageNtHeaders>(bytes: &[u8]) -> object::Result<Self> {
        let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let file = PeFile::<Pe>::parse(bytes)?;
        let (mut imports, mut exports) = (BTreeSet::new(), BTreeSet::new());
        if let Some(table) = file.import_table()? {
            let mut libraries = table.descriptors()?;
            while let Some(library) = libraries.next()? {
                imports.insert(text(table.name(library.name.get(LittleEndian))?).to_ascii_lowercase());
            }
        }
        if let Some(table) = file.export_table()? {
            for (name, _) in table.name_iter() {
                exports.insert(text(table.name_from_pointer(name)?));
            }
        }
        let headers = file.nt_headers();
        let machine = headers.file_header().machine.get(LittleEndian);
        Ok(Self { machine, flags: headers.optional_header().dll_characteristics(), imports, exports })
    }
}

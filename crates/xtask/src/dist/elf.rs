//! Properties of a shared library or program for Linux, and what they may contain.

use super::sysroot::our_folders;
use crate::abi;
use crate::files::about;
use crate::native::soname;
use object::elf::{DT_NEEDED, DT_SONAME, FileHeader32, FileHeader64};
use object::read::elf::{Dyn, ElfFile, FileHeader};
use object::{Endianness, FileKind, Object, ObjectSymbol};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Libraries that are part of glibc and of musl. Whatever else is used is linked in.
const SYSTEM: [&str; 5] = ["libc.so", "libdl.so", "libm.so", "libpthread.so", "ld-linux"];

/// The shared library exports what is listed and nothing else, is looked for under its name, and runs with this glibc.
pub(crate) fn check_library(library: &Path, glibc: Option<&str>) -> Result<(), String> {
    let facts = Facts::read(library)?;
    abi::compare(&format!("exported by {}", library.display()), &facts.exported, &abi::listed()?)?;
    if facts.sonames != [soname()] {
        return Err(format!("{}: expected the soname {}, got {:?}", library.display(), soname(), facts.sonames));
    }
    check_program(library, glibc)
}

/// The libraries that a program or library needs.
pub(crate) fn needed(file: &Path) -> Result<Vec<String>, String> {
    Facts::read(file).map(|facts| facts.needed)
}

/// It needs nothing but the system's libraries, at most in this version of glibc, and does not say where it was built.
pub(crate) fn check_program(program: &Path, glibc: Option<&str>) -> Result<(), String> {
    let Facts { needed, newest_glibc, .. } = Facts::read(program)?;
    if let Some(other) = needed.iter().find(|name| !SYSTEM.iter().any(|system| name.starts_with(system))) {
        return Err(format!("{}: needs {other}, which not every system has", program.display()));
    }
    check_glibc(newest_glibc, glibc).map_err(|why| format!("{}: {why}", program.display()))?;
    check_paths(program)?;
    let needed = if needed.is_empty() { "nothing".to_owned() } else { needed.join(" ") };
    println!("{}: needs {needed}{}", program.display(), glibc.map(|glibc| format!(" of {glibc}")).unwrap_or_default());
    Ok(())
}

fn check_glibc(newest: Option<Vec<u32>>, allowed: Option<&str>) -> Result<(), String> {
    match (allowed, newest) {
        (Some(allowed), Some(newest)) if newest > version(allowed) => {
            Err(format!("needs glibc {}, not only {allowed}", dotted(&newest)))
        }
        (Some(_), None) => Err("names no version of glibc".to_owned()),
        (None, Some(newest)) => Err(format!("needs glibc {}", dotted(&newest))),
        _ => Ok(()),
    }
}

/// The folders of this machine are nobody's business.
pub(crate) fn check_paths(file: &Path) -> Result<(), String> {
    let bytes = fs::read(file).map_err(about(file))?;
    for folder in our_folders() {
        let name = folder.as_os_str().as_encoded_bytes();
        if bytes.windows(name.len()).any(|part| part == name) {
            return Err(format!("{}: contains the path {}", file.display(), folder.display()));
        }
    }
    Ok(())
}

/// What a file says to the loader.
#[derive(Default)]
struct Facts {
    /// Libraries that it needs, and the names under which it is one itself.
    needed: Vec<String>,
    sonames: Vec<String>,
    /// The highest of the versions that it needs and that are named like `GLIBC_2.17`.
    newest_glibc: Option<Vec<u32>>,
    exported: BTreeSet<String>,
}

impl Facts {
    fn read(file: &Path) -> Result<Self, String> {
        let bytes = fs::read(file).map_err(about(file))?;
        let facts = FileKind::parse(bytes.as_slice()).and_then(|kind| match kind {
            FileKind::Elf32 => Self::of::<FileHeader32<Endianness>>(&bytes),
            _ => Self::of::<FileHeader64<Endianness>>(&bytes),
        });
        facts.map_err(|error| format!("{}: {error}", file.display()))
    }

    fn of<Elf: FileHeader>(bytes: &[u8]) -> object::Result<Self> {
        let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let file = ElfFile::<Elf>::parse(bytes)?;
        let (endian, sections) = (file.endian(), file.elf_section_table());
        let mut facts = Self::default();
        if let Some((entries, strings)) = sections.dynamic(endian, bytes)? {
            let strings = sections.strings(endian, bytes, strings)?;
            for entry in entries {
                match entry.tag32(endian) {
                    Some(DT_NEEDED) => facts.needed.push(text(entry.string(endian, strings)?)),
                    Some(DT_SONAME) => facts.sonames.push(text(entry.string(endian, strings)?)),
                    _ => {}
                }
            }
        }
        if let Some((mut libraries, strings)) = sections.gnu_verneed(endian, bytes)? {
            let strings = sections.strings(endian, bytes, strings)?;
            while let Some((_, mut versions)) = libraries.next()? {
                while let Some(needed) = versions.next()? {
                    let glibc = text(needed.name(endian, strings)?).strip_prefix("GLIBC_").map(version);
                    facts.newest_glibc = facts.newest_glibc.max(glibc);
                }
            }
        }
        for symbol in file.dynamic_symbols().filter(|symbol| symbol.is_global() && !symbol.is_undefined()) {
            facts.exported.insert(symbol.name()?.to_owned());
        }
        Ok(facts)
    }
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').filter_map(|part| part.parse().ok()).collect()
}

fn dotted(version: &[u32]) -> String {
    version.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{command, output};

    #[test]
    fn versions_compare_by_numbers() {
        assert!(version("2.17") > version("2.9") && version("2.17") < version("2.17.1"));
        assert!(check_glibc(Some(version("2.17")), Some("2.17")).is_ok() && check_glibc(None, None).is_ok());
        assert!(check_glibc(Some(version("2.18")), Some("2.17")).is_err());
        assert!(check_glibc(None, Some("2.17")).is_err() && check_glibc(Some(version("2.17")), None).is_err());
    }

    /// A program that was built for this machine alone.
    #[test]
    fn what_is_not_for_others_is_refused() {
        let program = std::env::current_exe().unwrap();
        let facts = Facts::read(&program).unwrap();
        assert!(facts.newest_glibc > Some(version("2.1")), "{:?}", facts.newest_glibc);
        assert_eq!(facts.sonames, [""; 0]);
        assert!(check_program(&program, Some("9.9")).unwrap_err().contains("needs libgcc_s.so.1"));
        assert!(check_paths(&program).unwrap_err().contains("contains the path"));
    }

    /// The system's own C library, as its C compiler finds it.
    #[test]
    fn a_library_is_read() {
        let path = output(command("gcc").arg("-print-file-name=libc.so.6")).unwrap();
        let facts = Facts::read(Path::new(path.trim())).unwrap();
        assert_eq!(facts.sonames, ["libc.so.6"]);
        assert!(facts.exported.contains("malloc") && !facts.exported.contains("no_such_function"));
        assert!(facts.needed.iter().any(|name| name.starts_with("ld-linux")), "{:?}", facts.needed);
    }
}

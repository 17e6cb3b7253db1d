//! What a shared library or program for Linux says of itself, read by `readelf`, and what may stand in it.

use super::sysroot::our_folders;
use crate::abi;
use crate::command::{command, output};
use crate::files::about;
use crate::native::soname;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Libraries that are part of glibc and of musl. Whatever else is used is linked in.
const SYSTEM: [&str; 4] = ["libc.so", "libdl.so", "libpthread.so", "ld-linux"];

/// The shared library exports what is listed and nothing else, is looked for under its name, and runs with this glibc.
pub(crate) fn check_library(library: &Path, glibc: Option<&str>) -> Result<(), String> {
    let symbols = read_elf("--dyn-syms", library)?;
    abi::compare(&format!("exported by {}", library.display()), &exported(&symbols), &abi::listed()?)?;
    let names = entries(&read_elf("--dynamic", library)?, "(SONAME)");
    if names != [soname()] {
        return Err(format!("{}: expected the soname {}, got {names:?}", library.display(), soname()));
    }
    check_program(library, glibc)
}

/// It needs nothing but the system's libraries, at most in this version of glibc, and does not say where it was built.
pub(crate) fn check_program(program: &Path, glibc: Option<&str>) -> Result<(), String> {
    let needed = entries(&read_elf("--dynamic", program)?, "(NEEDED)");
    if let Some(other) = needed.iter().find(|name| !SYSTEM.iter().any(|system| name.starts_with(system))) {
        return Err(format!("{}: needs {other}, which not every system has", program.display()));
    }
    check_glibc(program, glibc)?;
    check_paths(program)?;
    let needed = if needed.is_empty() { "nothing".to_owned() } else { needed.join(" ") };
    println!("{}: needs {needed}{}", program.display(), glibc.map(|glibc| format!(" of {glibc}")).unwrap_or_default());
    Ok(())
}

fn check_glibc(program: &Path, glibc: Option<&str>) -> Result<(), String> {
    match (glibc, newest_glibc(&read_elf("--version-info", program)?)) {
        (Some(allowed), Some(newest)) if newest > version(allowed) => {
            Err(format!("{}: needs glibc {}, not only {allowed}", program.display(), dotted(&newest)))
        }
        (Some(_), None) => Err(format!("{}: names no version of glibc", program.display())),
        (None, Some(newest)) => Err(format!("{}: needs glibc {}", program.display(), dotted(&newest))),
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

fn read_elf(what: &str, file: &Path) -> Result<String, String> {
    output(command("readelf").args(["--wide", what]).arg(file).env("LC_ALL", "C"))
}

/// Lines like `    41: 0000000000055430   170 FUNC    GLOBAL DEFAULT   12 zoom_form_new`: what is defined.
fn exported(symbols: &str) -> BTreeSet<String> {
    let columns = symbols.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    columns
        .filter_map(|columns| match columns.as_slice() {
            [number, _, _, _, "GLOBAL" | "WEAK", _, section, name, ..]
                if number.ends_with(':') && *section != "UND" =>
            {
                Some((*name).to_owned())
            }
            _ => None,
        })
        .collect()
}

/// Lines like ` 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]`: what stands in brackets.
fn entries(dynamic: &str, tag: &str) -> Vec<String> {
    let lines = dynamic.lines().filter(|line| line.contains(tag));
    lines.filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect()
}

/// The highest of the versions that are named like `GLIBC_2.17`.
fn newest_glibc(versions: &str) -> Option<Vec<u32>> {
    let named = versions.split("GLIBC_").skip(1);
    named.map(|rest| version(rest.split(|c: char| c != '.' && !c.is_ascii_digit()).next().unwrap_or_default())).max()
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

    #[test]
    fn the_highest_version_counts_by_numbers() {
        let versions = "0x0010: Name: GLIBC_2.2.5 Flags: none\n0x0020: Name: GLIBC_2.17  Flags\n Name: GLIBC_2.9 ";
        assert_eq!(newest_glibc(versions), Some(vec![2, 17]));
        assert!(version("2.17") > version("2.9") && version("2.17") < version("2.17.1"));
        assert_eq!(newest_glibc("Name: GCC_3.0"), None);
    }

    #[test]
    fn defined_symbols_are_exported() {
        let symbols = "   Num:    Value          Size Type    Bind   Vis      Ndx Name\n\
                       \x20    1: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND read@GLIBC_2.2.5 (2)\n\
                       \x20    2: 0000000000055430   170 FUNC    GLOBAL DEFAULT   12 zoom_form_new\n\
                       \x20    3: 0000000000055430   170 FUNC    LOCAL  DEFAULT   12 inner\n";
        assert_eq!(exported(symbols), BTreeSet::from(["zoom_form_new".to_owned()]));
    }

    #[test]
    fn names_of_libraries_stand_in_brackets() {
        let dynamic =
            " 0x01 (NEEDED)             Shared library: [libc.so.6]\n 0x0e (SONAME)  Library soname: [a.so.1]\n";
        assert_eq!(entries(dynamic, "(NEEDED)"), ["libc.so.6"]);
    }

    /// A program that was built for this machine alone.
    #[test]
    fn what_is_not_for_others_is_refused() {
        let program = std::env::current_exe().unwrap();
        assert!(check_program(&program, Some("9.9")).unwrap_err().contains("needs libgcc_s.so.1"));
        assert!(check_glibc(&program, Some("2.1")).unwrap_err().contains("needs glibc 2."));
        assert!(check_glibc(&program, None).unwrap_err().contains("needs glibc 2."));
        assert!(check_glibc(&program, Some("9.9")).is_ok());
        assert!(check_paths(&program).unwrap_err().contains("contains the path"));
    }
}

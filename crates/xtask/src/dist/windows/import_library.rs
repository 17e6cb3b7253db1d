//! What a linker wants to know of the DLL: a list of its exports, and an import library for each family of linkers.
//!
//! On 32 bit a C compiler calls stdcall functions `_name@N`, N being the bytes of their parameters, while the DLL exports
//! them under their plain names. All three say which export is meant.

use super::cpu::Cpu;
use crate::c_api::Api;
use crate::command::{command, run};
use crate::dist::artifacts::Kind;
use crate::files::{about, write};
use ar_archive_writer::{COFFShortExport, MachineTypes, write_import_library};
use std::fs::File;
use std::path::Path;

/// Writes `zoomuser.def`, `libzoomuser.dll.a` for MinGW and `zoomuser.lib` for Microsoft's linker.
pub(crate) fn write_all(cpu: &Cpu, kind: Kind, out: &Path) -> Result<(), String> {
    /// Of the feature for tests of panics; not in the header.
    const PANICKING: [(&str, u32); 3] =
        [("zoom_test_panic", 0), ("zoom_test_panic_locked", 0), ("zoom_test_panic_result", 4)];
    let api = Api::read()?;
    let listed = api.functions.iter().map(|function| (function.name.as_str(), function.stack_bytes()));
    let panicking = PANICKING.into_iter().filter(|_| kind == Kind::Panicking);
    let exports = listed.chain(panicking);
    let exports: Vec<Export> =
        exports.map(|(name, bytes)| Export { name, stack_bytes: cpu.is_32_bit().then_some(bytes) }).collect();
    let definitions = out.join("zoomuser.def");
    write(&definitions, &definition_file(&exports))?;
    let mut dlltool = command(cpu.tool("dlltool"));
    dlltool.arg("--kill-at").arg("--input-def").arg(&definitions);
    // Its members are named after a file for temporary use, by chance unless it is given.
    run(dlltool.args(["--temp-prefix", "zoomuser", "--output-lib", "libzoomuser.dll.a"]).current_dir(out))?;
    microsoft(cpu, &exports, &out.join("zoomuser.lib"))
}

struct Export<'a> {
    name: &'a str,
    /// The N of stdcall; `None` where there is one calling convention only.
    stack_bytes: Option<u32>,
}

fn definition_file(exports: &[Export<'_>]) -> String {
    let line = |export: &Export<'_>| match export.stack_bytes {
        Some(bytes) => format!("    {}@{bytes}\n", export.name),
        None => format!("    {}\n", export.name),
    };
    format!("LIBRARY zoomuser.dll\nEXPORTS\n{}", exports.iter().map(line).collect::<String>())
}

/// Of the short form that Microsoft's own librarian writes.
fn microsoft(cpu: &Cpu, exports: &[Export<'_>], to: &Path) -> Result<(), String> {
    let export = |export: &Export<'_>| COFFShortExport {
        name: export.name.to_owned(),
        ext_name: None,
        symbol_name: export.stack_bytes.map(|bytes| format!("_{}@{bytes}", export.name)),
        alias_target: None,
        ordinal: 0,
        noname: false,
        data: false,
        private: false,
        constant: false,
    };
    let exports: Vec<COFFShortExport> = exports.iter().map(export).collect();
    let machine = if cpu.is_32_bit() { MachineTypes::I386 } else { MachineTypes::AMD64 };
    let mut file = File::create(to).map_err(about(to))?;
    write_import_library(&mut file, "zoomuser.dll", &exports, machine, false, false).map_err(about(to))
}

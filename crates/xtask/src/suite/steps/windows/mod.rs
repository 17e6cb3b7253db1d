//! The C tests and examples for Windows, 32 and 64 bit, compiled by MinGW and run under Wine against the sandbox, and what
//! only Windows has: its calling conventions, its certificate store, its proxy settings, its names of files.

pub(crate) mod page;
mod wine;

use super::c::{needs, sources};
use crate::command::{command, is_there, output, root, run, start_sandbox, target_dir};
use crate::dist::artifacts::Kind;
use crate::dist::windows::cpu::Cpu;
use crate::dist::windows::pe;
use crate::files::{copy, fresh, read};
use crate::sandboxed::Sandboxed;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wine::{Wine, windows_path};

/// C tests that cannot run on Windows, each with the reason.
const NOT_HERE: [(&str, &str); 9] = [
    ("test_bulk", "the small DLL has no bulk runs"),
    ("test_bulk_threads", "the small DLL has no bulk runs"),
    ("test_exit", "there is no fork"),
    ("test_fork", "there is no fork"),
    ("test_fork_unattended", "there is no fork; tests/windows/test_files.c has processes instead"),
    ("test_keep", "it counts the sockets in /proc"),
    ("test_lookup", "it takes the place of the system's getaddrinfo, which a DLL cannot be made to call"),
    ("test_load", "there is no dlopen; tests/windows/test_load.c does the same"),
    ("test_names", "it looks for the names of bulk runs, which the small DLL does not have"),
];

const WARNINGS: [&str; 5] = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-g"];

/// One processor's library, Wine, and sandbox.
struct Bench<'a> {
    cpu: &'a Cpu,
    wine: &'a Wine,
    sandboxed: Sandboxed<'a>,
    library: PathBuf,
    panicking: PathBuf,
}

/// Runs what can be run here for a processor.
pub(crate) fn check(cpu: &Cpu) -> Result<Vec<String>, String> {
    if let Some(missing) = cpu.missing() {
        return Ok(vec![missing]);
    }
    for (name, why) in NOT_HERE {
        println!("not for Windows: tests/c/{name}.c: {why}");
    }
    let library = cpu.library(Kind::Release)?;
    pe::check_library(cpu, &library.join("zoomuser.dll"))?;
    mistakes_are_caught(cpu, &library)?;
    let microsoft = microsoft_program(cpu, &library)?;
    let wine = match Wine::of(cpu)? {
        Ok(wine) => wine,
        Err(missing) => return Ok(vec![missing]),
    };
    let mut left_out = Vec::new();
    match microsoft {
        Ok(program) => run(&mut wine.program(&program))?,
        Err(missing) => left_out.push(missing),
    }
    let sandbox = start_sandbox()?;
    let panicking = cpu.library(Kind::Panicking)?;
    let folder = wine.folder().join("tests");
    let (ca_file, folder_name) = (windows_path(&wine.folder().join("ca.pem")), windows_path(&folder));
    let sandboxed = Sandboxed { sandbox: &sandbox, ca_file, folder, folder_name };
    Bench { cpu, wine: &wine, sandboxed, library, panicking }.run_all()?;
    Ok(left_out)
}

impl Bench<'_> {
    fn run_all(&self) -> Result<(), String> {
        self.core_tests()?;
        copy(self.sandboxed.sandbox.ca_file(), &self.wine.folder().join("ca.pem"))?;
        let (mut tests, mut others) = (0, 0);
        for test in sources("tests/c", "test_", "c")? {
            tests += usize::from(self.test(&test)?);
        }
        for example in sources("examples/c", "", "c")? {
            self.example(&example)?;
            others += 1;
        }
        for test in sources("tests/windows", "test_", "c")? {
            self.windows_test(&test)?;
            others += 1;
        }
        println!("{}: {tests} C tests, and {others} examples and tests of Windows' own passed", self.cpu.name);
        Ok(())
    }

    /// The tests of the core library, which see files, clocks and threads as Windows has them.
    fn core_tests(&self) -> Result<(), String> {
        let mut cargo = self.cpu.cargo()?;
        cargo.args(["test", "--quiet", "--no-run", "--package", "zoomuser", "--lib", "--message-format=json"]);
        let said = output(&mut cargo)?;
        let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let built = messages.filter_map(|message| Some(message.get("executable")?.as_str()?.to_owned())).next_back();
        let built = built.ok_or("cargo names no test program")?;
        let program = self.wine.folder().join("core").join("core.exe");
        copy(Path::new(&built), &program)?;
        run(self.wine.program(&program).arg("--quiet"))
    }

    /// A test of the C API; whether it is one for Windows.
    fn test(&self, test: &Path) -> Result<bool, String> {
        let name = test.file_stem().unwrap_or_default().to_string_lossy();
        if NOT_HERE.iter().any(|(other, _)| *other == name) {
            return Ok(false);
        }
        let needs = needs(&read(test)?).unwrap_or_default();
        let panics = needs.iter().any(|word| word == "panic");
        let (library, flags) = if panics { (&self.panicking, "-DZOOM_TEST_PANIC") } else { (&self.library, "-O1") };
        // Both import libraries lead to the same functions.
        let import = if name == "test_utf16" { "zoomuser.lib" } else { "libzoomuser.dll.a" };
        self.run_test(&self.compile(test, &[flags], library, import)?)?;
        Ok(true)
    }

    fn example(&self, example: &Path) -> Result<(), String> {
        let program = self.compile(example, &[], &self.library, "libzoomuser.dll.a")?;
        let name = example.file_stem().unwrap_or_default().to_string_lossy();
        self.sandboxed.run_example(&name, &mut self.wine.program(&program))
    }

    fn windows_test(&self, test: &Path) -> Result<(), String> {
        let program = self.compile(test, &["-lcrypt32", "-ladvapi32"], &self.library, "libzoomuser.dll.a")?;
        self.run_test(&program)?;
        if test.ends_with("test_files.c") {
            let asked = self
                .sandboxed
                .sandbox
                .requests()
                .into_iter()
                .filter(|request| request.target.starts_with("/oauth/token"));
            match asked.count() {
                1 => {}
                asked => return Err(format!("the processes asked for {asked} tokens, not for one")),
            }
        }
        Ok(())
    }

    /// Compiles a program beside its DLL.
    fn compile(&self, source: &Path, flags: &[&str], library: &Path, import: &str) -> Result<PathBuf, String> {
        let name = source.file_stem().unwrap_or_default();
        let folder = self.wine.folder().join(name);
        copy(&library.join("zoomuser.dll"), &folder.join("zoomuser.dll"))?;
        let program = folder.join(name).with_extension("exe");
        let mut gcc = gcc(self.cpu);
        // Nothing of MinGW's own has to lie beside it.
        gcc.arg("-static").arg(source).arg("-o").arg(&program).arg(library.join(import)).args(flags).arg("-lpthread");
        run(gcc.arg("-lws2_32"))?;
        Ok(program)
    }

    fn run_test(&self, program: &Path) -> Result<(), String> {
        let folder = self.wine.folder().join("Größe 名");
        let (library, definitions) = (folder.join("zoomuser.dll"), self.wine.folder().join("zoomuser.def"));
        copy(&self.library.join("zoomuser.dll"), &library)?;
        copy(&self.library.join("zoomuser.def"), &definitions)?;
        let mut test = self.wine.program(program);
        test.env("ZOOM_TEST_LIBRARY", windows_path(&library)).env("ZOOM_TEST_FOLDER", windows_path(&folder));
        self.sandboxed.run_test(test.env("ZOOM_TEST_DEFINITIONS", windows_path(&definitions)))
    }
}

fn gcc(cpu: &Cpu) -> Command {
    let mut gcc = command(cpu.tool("gcc"));
    gcc.args(WARNINGS);
    for folder in ["include", "tests/c", "tests/windows"] {
        gcc.arg("-I").arg(root().join(folder));
    }
    gcc
}

/// On 32 bit, a callback with the wrong calling convention does not compile, and a function that is declared with it does
/// not link with either import library.
fn mistakes_are_caught(cpu: &Cpu, library: &Path) -> Result<(), String> {
    let folder = target_dir().join("wine").join(cpu.name).join("mistakes");
    fresh(&folder)?;
    for (source, expected) in [("wrong_callback.c", "incompatible"), ("wrong_function.c", "undefined reference")] {
        for import in ["libzoomuser.dll.a", "zoomuser.lib"] {
            let mut gcc = gcc(cpu);
            gcc.arg(root().join("tests/windows").join(source)).arg(library.join(import));
            let built = gcc.arg("-o").arg(folder.join("mistake.exe")).output().map_err(|error| error.to_string())?;
            let said = String::from_utf8_lossy(&built.stderr);
            if built.status.success() == cpu.is_32_bit() || (cpu.is_32_bit() && !said.contains(expected)) {
                return Err(format!("{}: {source} with {import}: {said}", cpu.name));
            }
        }
    }
    Ok(())
}

/// A linker of Microsoft's kind takes `zoomuser.lib`, and the program finds its functions.
fn microsoft_program(cpu: &Cpu, library: &Path) -> Result<Result<PathBuf, String>, String> {
    let Some(linker) = microsoft_linker() else {
        return Ok(Err(format!("{}: zoomuser.lib with lld-link, which is missing (apt-get install lld)", cpu.name)));
    };
    let folder = target_dir().join("wine").join(cpu.name).join("microsoft");
    copy(&library.join("zoomuser.dll"), &folder.join("zoomuser.dll"))?;
    let (object, program) = (folder.join("microsoft.o"), folder.join("microsoft.exe"));
    run(gcc(cpu).arg("-c").arg(root().join("tests/windows/microsoft.c")).arg("-o").arg(&object))?;
    let mut link = command(linker);
    link.args(["/nologo", "/entry:start", "/subsystem:console", "/nodefaultlib", "/safeseh:no"]);
    run(link.arg(format!("/out:{}", program.display())).arg(&object).arg(library.join("zoomuser.lib")))?;
    Ok(Ok(program))
}

/// LLVM's, from Debian or from the compiler.
fn microsoft_linker() -> Option<PathBuf> {
    if is_there("lld-link") {
        return Some("lld-link".into());
    }
    let libraries = output(command("rustc").args(["--print", "target-libdir"]).stderr(Stdio::null())).ok()?;
    let linker = Path::new(libraries.trim()).with_file_name("bin").join("gcc-ld/lld-link");
    linker.exists().then_some(linker)
}

//! The C and C++ tests: each program in every language version and against each form of the library that it asks for.

use crate::command::{command, flag, output, root, run, start_sandbox, target_dir, timed};
use crate::files::{self, entries, link, read};
use crate::native::{build_workspace, link_soname, std_static_libs};
use crate::sandboxed::Sandboxed;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread::{self, ScopedJoinHandle};
use zoomuser_sandbox::Sandbox;

const WARNINGS: &[&str] = &["-pedantic", "-Wall", "-Wextra", "-Werror", "-g"];

/// Where the library is, as usual and with the feature for tests of panics, and what a static link needs beside it.
pub(crate) struct Library {
    pub(crate) usual: PathBuf,
    pub(crate) panicking: PathBuf,
    pub(crate) static_libs: Vec<String>,
    /// If its programs are not made by the usual compilers and run as they are.
    pub(crate) machine: Option<Machine>,
}

/// How programs for another machine are made and run on this one. Both are the beginnings of command lines.
pub(crate) struct Machine {
    pub(crate) compiler: Vec<OsString>,
    pub(crate) emulator: Vec<OsString>,
}

/// How a test is watched while it runs.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Watch {
    /// Not at all; then every version and form is built.
    Nobody,
    /// By the address and undefined-behaviour sanitizers and the leak sanitizer, in the C code.
    Sanitizers,
    /// By valgrind.
    Valgrind,
}

/// One program to build and run, and how.
struct Program<'a> {
    sources: Vec<PathBuf>,
    /// `c89`, `c99`, `c11`; `cxx11` and later, or `cxx` for the C++ that the compiler takes by itself.
    version: String,
    flags: Vec<String>,
    is_static: bool,
    /// Where the library is.
    folder: &'a Path,
    /// What is built.
    file: PathBuf,
    /// The name of an example, which updates a user of the sandbox.
    example: Option<String>,
}

impl<'a> Program<'a> {
    /// A program that uses the shared library in this folder.
    fn new(sources: Vec<PathBuf>, version: &str, folder: &'a Path, file: PathBuf) -> Self {
        let version = version.to_owned();
        Self { sources, version, flags: Vec::new(), is_static: false, folder, file, example: None }
    }
}

/// Runs every test and example of a language, `c` or `cpp`.
pub(crate) fn check(language: &str, watch: Watch) -> Result<Vec<String>, String> {
    check_with(&build()?, language, watch, &format!("{language}-tests")).map(|()| Vec::new())
}

/// Runs every C test and example with a library that is there already, each in its first version of the language.
pub(crate) fn check_library(library: &Library, name: &str) -> Result<(), String> {
    check_with(library, "c", Watch::Nobody, &format!("c-tests-{name}"))
}

fn check_with(library: &Library, language: &str, watch: Watch, out: &str) -> Result<(), String> {
    let out = target_dir().join(out);
    files::folder(&out)?;
    for folder in [&library.usual, &library.panicking] {
        // The library has a soname, under which the loader looks for it.
        link_soname(folder)?;
    }
    let mut programs = Vec::new();
    for test in sources(&format!("tests/{language}"), "test_", language)? {
        programs.extend(test_programs(&test, watch, library, &out)?);
    }
    let tests = programs.len();
    if tests == 0 {
        return Err(format!("there is no test in tests/{language}"));
    }
    if watch == Watch::Nobody {
        for example in sources(&format!("examples/{language}"), "", language)? {
            programs.extend(example_programs(&example, language, library, &out));
        }
    }
    check_programs(&programs, watch, library)?;
    println!("{tests} builds of the tests and {} of the examples passed", programs.len() - tests);
    Ok(())
}

/// Builds and runs the programs, as many at a time as there are processors, each of these with a sandbox of its own.
fn check_programs(programs: &[Program<'_>], watch: Watch, library: &Library) -> Result<(), String> {
    let left = Mutex::new(programs.iter());
    let next = || left.lock().map_or(None, |mut left| left.next());
    let work = || {
        let sandbox = start_sandbox()?;
        while let Some(program) = next() {
            check_program(program, watch, library, &sandbox).inspect_err(|_| while next().is_some() {})?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let join = |worker: ScopedJoinHandle<'_, _>| worker.join().map_err(|_| "a thread panicked".to_owned());
        workers.into_iter().try_for_each(|worker| join(worker)?)
    })
}

fn check_program(program: &Program<'_>, watch: Watch, library: &Library, sandbox: &Sandbox) -> Result<(), String> {
    compile(program, watch, library)?;
    if watch == Watch::Sanitizers {
        prove_sanitized(&program.file)?;
    }
    let mut command = prepared(program, watch, library);
    match &program.example {
        Some(name) => Sandboxed::here(sandbox).run_example(name, &mut command),
        None => Sandboxed::here(sandbox).run_test(&mut command),
    }
}

/// A test in every way that its first line names, or in the first one if it is watched.
fn test_programs<'a>(test: &Path, watch: Watch, library: &'a Library, out: &Path) -> Result<Vec<Program<'a>>, String> {
    let text = read(test)?;
    let needs = needs(&text).ok_or_else(|| format!("{}: its first line does not say what it needs", test.display()))?;
    let has = |wanted: &str| needs.iter().any(|word| word == wanted);
    if watch == Watch::Valgrind && has("leaks") {
        return Ok(Vec::new());
    }
    let folder = if has("panic") { &library.panicking } else { &library.usual };
    let others = needs.iter().filter_map(|word| word.strip_prefix("with=")).map(|file| test.with_file_name(file));
    let sources: Vec<PathBuf> = std::iter::once(test.to_owned()).chain(others).collect();
    let mut flags: Vec<String> =
        needs.iter().filter(|word| word.starts_with("no-")).map(|word| format!("-f{word}")).collect();
    if watch == Watch::Sanitizers {
        flags.extend(["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"].map(str::to_owned));
    }
    let is_version = |word: &str| matches!(word, "c89" | "c99" | "c11") || word.starts_with("cxx");
    let versions = if library.machine.is_none() { usize::MAX } else { 1 };
    let name = test.file_stem().unwrap_or_default().to_string_lossy();
    let suffix = match watch {
        Watch::Nobody => "",
        Watch::Sanitizers => "-sanitized",
        Watch::Valgrind => "-valgrind",
    };
    let mut programs = Vec::new();
    for version in needs.iter().filter(|word| is_version(word)).take(versions) {
        for form in needs.iter().filter(|word| matches!(word.as_str(), "shared" | "static")) {
            let file = out.join(format!("{name}-{version}-{form}{suffix}"));
            let program = Program::new(sources.clone(), version, folder, file);
            programs.push(Program { flags: flags.clone(), is_static: form == "static", ..program });
        }
    }
    programs.truncate(if watch == Watch::Nobody { usize::MAX } else { 1 });
    Ok(programs)
}

/// An example with both forms of the library.
fn example_programs<'a>(
    example: &Path,
    language: &str,
    library: &'a Library,
    out: &Path,
) -> impl Iterator<Item = Program<'a>> {
    let name = example.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let version = if language == "c" { "c89" } else { "cxx11" };
    [false, true].into_iter().map(move |is_static| {
        let file = out.join(format!("example-{name}-{is_static}"));
        let program = Program::new(vec![example.to_owned()], version, &library.usual, file);
        Program { is_static, example: Some(name.clone()), ..program }
    })
}

/// Builds one program against the shared library.
pub(crate) fn compile_program(source: &Path, version: &str, file: &Path) -> Result<(), String> {
    let library = build()?;
    link_soname(&library.usual)?;
    let program = Program::new(vec![source.to_owned()], version, &library.usual, file.to_owned());
    compile(&program, Watch::Nobody, &library)
}

fn build() -> Result<Library, String> {
    let usual = build_workspace()?;
    let panicking = target_dir().join("panic");
    for ending in ["so", "a"] {
        let built = usual.join("libzoomuser_test_panic").with_extension(ending);
        link(&built, &panicking.join("libzoomuser").with_extension(ending))?;
    }
    Ok(Library { usual, panicking, static_libs: std_static_libs()?, machine: None })
}

/// The files of a folder whose names begin and end so, sorted.
pub(crate) fn sources(folder: &str, prefix: &str, extension: &str) -> Result<Vec<PathBuf>, String> {
    let mut files = entries(&root().join(folder))?;
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && path.extension().is_some_and(|found| found == extension)
    });
    Ok(files)
}

/// The words of a first line like `/* needs: c89 cxx shared */`: language versions, forms of the library, `panic`, `leaks`
/// (memory is left on purpose), flags like `no-rtti`, and further files of the program like `with=other.cpp`. Other words are comments.
pub(crate) fn needs(text: &str) -> Option<Vec<String>> {
    let line = text.lines().next()?.strip_prefix("/* needs: ")?.strip_suffix(" */")?;
    Some(line.split_whitespace().map(str::to_owned).collect())
}

fn compile(program: &Program<'_>, watch: Watch, library: &Library) -> Result<(), String> {
    let cxx = program.version.strip_prefix("cxx");
    let mut compiler = match &library.machine {
        Some(machine) => begun(&machine.compiler)?,
        None => command(if cxx.is_some() { "g++" } else { "gcc" }),
    };
    match cxx {
        None => compiler.arg(format!("-std={}", program.version)),
        Some("") => &mut compiler,
        Some(year) => compiler.arg(format!("-std=c++{year}")),
    };
    compiler.args(WARNINGS).args(&program.flags);
    for folder in ["include", "bindings/cpp", "tests/c"] {
        compiler.arg("-I").arg(root().join(folder));
    }
    if program.folder == library.panicking {
        compiler.arg("-DZOOM_TEST_PANIC");
    }
    compiler.arg("-o").arg(&program.file);
    if cxx.is_some() {
        compiler.args(["-x", "c++"]); // C files too
    }
    compiler.args(&program.sources).args(["-x", "none"]);
    if program.is_static {
        compiler.arg(program.folder.join("libzoomuser.a")).args(&library.static_libs);
        if watch == Watch::Nobody {
            // The library's debug information would make each program 30 MB large.
            compiler.arg("-Wl,--strip-debug");
        }
    } else {
        compiler.arg("-L").arg(program.folder).arg(flag("-Wl,-rpath,", program.folder)).arg("-lzoomuser");
    }
    compiler.args(["-lpthread", "-ldl", "-lm"]);
    run(&mut compiler)
}

/// A sanitizer that is not in the program would find nothing.
fn prove_sanitized(program: &Path) -> Result<(), String> {
    let symbols = output(command("nm").arg(program))?;
    match ["__asan_init", "__ubsan_handle"].iter().find(|symbol| !symbols.contains(**symbol)) {
        Some(symbol) => Err(format!("{}: no {symbol}, so the sanitizers are not on", program.display())),
        None => Ok(()),
    }
}

/// A command of which the beginning is given.
fn begun(words: &[OsString]) -> Result<Command, String> {
    let (program, words) = words.split_first().ok_or("a machine without a compiler")?;
    let mut begun = command(program);
    begun.args(words);
    Ok(begun)
}

/// A program, with a time in which it has to end.
fn prepared(program: &Program<'_>, watch: Watch, library: &Library) -> Command {
    let file = |name: &str| root().join("tests/c").join(name).display().to_string();
    let emulator = library.machine.as_ref().map_or(&[][..], |machine| &machine.emulator);
    let is_slow = watch != Watch::Nobody || !emulator.is_empty();
    let mut timed = timed(if is_slow { 600 } else { 120 });
    timed.args(emulator);
    if is_slow {
        timed.env("ZOOM_TEST_FORKS", "20").env("LSAN_OPTIONS", format!("suppressions={}", file("lsan.supp")));
    }
    if watch == Watch::Valgrind {
        timed.args(["valgrind", "--quiet", "--leak-check=full", "--error-exitcode=9", "--fair-sched=yes"]);
        timed.arg("--child-silent-after-fork=yes").arg(format!("--suppressions={}", file("valgrind.supp")));
    }
    timed.arg(&program.file).env("ZOOM_TEST_LIBRARY", program.folder.join("libzoomuser.so"));
    timed
}

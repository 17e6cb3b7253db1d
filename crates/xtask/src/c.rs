//! The C and C++ tests: each program in every language version and against each form of the library that it asks for.

use crate::command::{cargo, command, output, root, run, target_dir};
use crate::files::about;
use crate::native::{build_library, link_soname};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
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
enum Watch {
    /// Not at all; then every version and form is built.
    Nobody,
    /// By the address and undefined-behaviour sanitizers and the leak sanitizer, in the C code.
    Sanitizers,
    /// By valgrind.
    Valgrind,
}

/// One program to build, and how.
struct Build<'a> {
    sources: Vec<PathBuf>,
    /// `c89`, `c99`, `c11`; `cxx11` and later, or `cxx` for the C++ that the compiler takes by itself.
    version: &'a str,
    flags: Vec<String>,
    is_static: bool,
    folder: &'a Path,
}

/// Runs every C test and example.
pub(crate) fn check() -> Result<Vec<String>, String> {
    check_language("c", "c89", Watch::Nobody)
}

/// Runs every C test once more, watched by gcc's sanitizers.
pub(crate) fn check_sanitized() -> Result<Vec<String>, String> {
    check_language("c", "c89", Watch::Sanitizers)
}

/// Runs every C test once more, watched by valgrind.
pub(crate) fn check_valgrind() -> Result<Vec<String>, String> {
    check_language("c", "c89", Watch::Valgrind)
}

/// Runs every C++ test and example.
pub(crate) fn check_cpp() -> Result<Vec<String>, String> {
    check_language("cpp", "cxx11", Watch::Nobody)
}

/// Runs every C test and example with a library that is there already, each in its first version of the language.
pub(crate) fn check_library(library: &Library, name: &str) -> Result<(), String> {
    check_with(library, "c", "c89", Watch::Nobody, &format!("c-tests-{name}"))
}

fn check_language(language: &str, examples_version: &str, watch: Watch) -> Result<Vec<String>, String> {
    check_with(&build()?, language, examples_version, watch, &format!("{language}-tests")).map(|()| Vec::new())
}

fn check_with(
    library: &Library,
    language: &str,
    examples_version: &str,
    watch: Watch,
    out: &str,
) -> Result<(), String> {
    let sandbox = Sandbox::start().map_err(|error| format!("the sandbox does not start: {error}"))?;
    let out = target_dir().join(out);
    fs::create_dir_all(&out).map_err(about(&out))?;
    let mut tests = 0;
    for test in sources(&format!("tests/{language}"), "test_", language)? {
        tests += run_test(&test, watch, library, &sandbox, &out)?;
    }
    if tests == 0 {
        return Err(format!("there is no test in tests/{language}"));
    }
    let mut examples = 0;
    if watch != Watch::Nobody {
        println!("{tests} tests passed");
        return Ok(());
    }
    for example in sources(&format!("examples/{language}"), "", language)? {
        examples += run_example(&example, examples_version, library, &sandbox, &out)?;
    }
    println!("{tests} builds of the tests and {examples} of the examples passed");
    Ok(())
}

/// Builds and runs a test in every way that its first line names, or in the first one if it is watched; gives how many
/// these are.
fn run_test(test: &Path, watch: Watch, library: &Library, sandbox: &Sandbox, out: &Path) -> Result<usize, String> {
    let text = fs::read_to_string(test).map_err(|error| error.to_string())?;
    let needs = needs(&text).ok_or_else(|| format!("{}: its first line does not say what it needs", test.display()))?;
    if watch == Watch::Valgrind && needs.iter().any(|word| word == "leaks") {
        return Ok(0);
    }
    let folder = if needs.iter().any(|word| word == "panic") { &library.panicking } else { &library.usual };
    let others = needs.iter().filter_map(|word| word.strip_prefix("with=")).map(|file| test.with_file_name(file));
    let sources: Vec<PathBuf> = std::iter::once(test.to_owned()).chain(others).collect();
    let mut flags: Vec<String> =
        needs.iter().filter(|word| word.starts_with("no-")).map(|word| format!("-f{word}")).collect();
    if watch == Watch::Sanitizers {
        flags.extend(["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"].map(str::to_owned));
    }
    let is_version = |word: &str| matches!(word, "c89" | "c99" | "c11") || word.starts_with("cxx");
    let versions = if library.machine.is_none() { usize::MAX } else { 1 };
    let mut count = 0;
    for version in needs.iter().filter(|word| is_version(word)).take(versions) {
        for form in needs.iter().filter(|word| matches!(word.as_str(), "shared" | "static")) {
            let name = test.file_stem().unwrap_or_default().to_string_lossy();
            let suffix = match watch {
                Watch::Nobody => "",
                Watch::Sanitizers => "-sanitized",
                Watch::Valgrind => "-valgrind",
            };
            let program = out.join(format!("{name}-{version}-{form}{suffix}"));
            let is_static = form == "static";
            let build = Build { sources: sources.clone(), version, flags: flags.clone(), is_static, folder };
            compile(&build, library, &program)?;
            if watch == Watch::Sanitizers {
                prove_sanitized(&program)?;
            }
            execute(&program, watch, library, folder, sandbox, &[])?;
            count += 1;
            if watch != Watch::Nobody {
                return Ok(count);
            }
        }
    }
    Ok(count)
}

/// An example updates a user of the sandbox, with both forms of the library.
fn run_example(
    example: &Path,
    version: &str,
    library: &Library,
    sandbox: &Sandbox,
    out: &Path,
) -> Result<usize, String> {
    let options = format!("{{\"base_url\":{:?},\"ca_file\":{:?}}}", sandbox.base_url(), sandbox.ca_file());
    let name = example.file_stem().unwrap_or_default().to_string_lossy();
    let words: &[&str] = match name.as_ref() {
        "one_call" => &["jane@example.com", "{\"dept\":\"Research\"}", &options],
        _ => &["jane@example.com", "Research"],
    };
    for is_static in [false, true] {
        let program = out.join(format!("example-{name}-{is_static}"));
        let folder = &library.usual;
        let build = Build { sources: vec![example.to_owned()], version, flags: Vec::new(), is_static, folder };
        compile(&build, library, &program)?;
        execute(&program, Watch::Nobody, library, folder, sandbox, words)?;
        if !sandbox.user("jane@example.com").is_some_and(|jane| jane.contains("\"dept\":\"Research\"")) {
            return Err(format!("{} did not change the user", example.display()));
        }
    }
    Ok(2)
}

/// Builds one program against the shared library.
pub(crate) fn compile_program(source: &Path, version: &str, program: &Path) -> Result<(), String> {
    let library = build()?;
    let (sources, folder) = (vec![source.to_owned()], library.usual.as_path());
    compile(&Build { sources, version, flags: Vec::new(), is_static: false, folder }, &library, program)
}

fn build() -> Result<Library, String> {
    let static_libs = build_library(&[])?;
    let panicking = target_dir().join("panic");
    run(cargo()
        .args(["build", "--quiet", "--package", "zoomuser-ffi", "--features", "test-panic", "--target-dir"])
        .arg(&panicking))?;
    Ok(Library { usual: target_dir().join("debug"), panicking: panicking.join("debug"), static_libs, machine: None })
}

/// The files of a folder whose names begin and end so, sorted.
pub(crate) fn sources(folder: &str, prefix: &str, extension: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && path.extension().is_some_and(|found| found == extension)
    });
    files.sort();
    Ok(files)
}

/// The words of a first line like `/* needs: c89 cxx shared */`: language versions, forms of the library, `panic`, `leaks`
/// (memory is left on purpose), flags like `no-rtti`, and further files of the program like `with=other.cpp`. The other words are for people.
pub(crate) fn needs(text: &str) -> Option<Vec<String>> {
    let line = text.lines().next()?.strip_prefix("/* needs: ")?.strip_suffix(" */")?;
    Some(line.split_whitespace().map(str::to_owned).collect())
}

fn compile(build: &Build<'_>, library: &Library, program: &Path) -> Result<(), String> {
    let cxx = build.version.strip_prefix("cxx");
    let mut compiler = match &library.machine {
        Some(machine) => begun(&machine.compiler)?,
        None => command(if cxx.is_some() { "g++" } else { "gcc" }),
    };
    match cxx {
        None => compiler.arg(format!("-std={}", build.version)),
        Some("") => &mut compiler,
        Some(year) => compiler.arg(format!("-std=c++{year}")),
    };
    compiler.args(WARNINGS).args(&build.flags);
    for folder in ["include", "bindings/cpp", "tests/c"] {
        compiler.arg("-I").arg(root().join(folder));
    }
    if build.folder == library.panicking {
        compiler.arg("-DZOOM_TEST_PANIC");
    }
    compiler.arg("-o").arg(program);
    if cxx.is_some() {
        compiler.args(["-x", "c++"]); // C files too
    }
    compiler.args(&build.sources).args(["-x", "none"]);
    if build.is_static {
        compiler.arg(build.folder.join("libzoomuser.a")).args(&library.static_libs);
    } else {
        let mut rpath = OsString::from("-Wl,-rpath,");
        rpath.push(build.folder);
        compiler.arg("-L").arg(build.folder).arg(rpath).arg("-lzoomuser");
    }
    compiler.args(["-lpthread", "-ldl"]);
    // The library has a soname, under which the loader looks for it.
    link_soname(build.folder)?;
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

fn execute(
    program: &Path,
    watch: Watch,
    library: &Library,
    folder: &Path,
    sandbox: &Sandbox,
    words: &[&str],
) -> Result<(), String> {
    sandbox.reset();
    let file = |name: &str| root().join("tests/c").join(name).display().to_string();
    let mut timed = command("timeout");
    let emulator = library.machine.as_ref().map_or(&[][..], |machine| &machine.emulator);
    let is_slow = watch != Watch::Nobody || !emulator.is_empty();
    timed.args(["--kill-after=5", if is_slow { "600" } else { "120" }]).args(emulator);
    if is_slow {
        timed.env("ZOOM_TEST_FORKS", "20").env("LSAN_OPTIONS", format!("suppressions={}", file("lsan.supp")));
    }
    if watch == Watch::Valgrind {
        timed.args(["valgrind", "--quiet", "--leak-check=full", "--error-exitcode=9", "--fair-sched=yes"]);
        timed.arg("--child-silent-after-fork=yes").arg(format!("--suppressions={}", file("valgrind.supp")));
    }
    run(timed
        .arg(program)
        .args(words)
        .env("ZOOM_TEST_BASE_URL", sandbox.base_url())
        .env("ZOOM_TEST_HTTP_BASE_URL", sandbox.http_base_url())
        .env("ZOOM_TEST_CA_FILE", sandbox.ca_file())
        .env("ZOOM_TEST_TOKEN", sandbox.token())
        .env("ZOOM_TEST_LIBRARY", folder.join("libzoomuser.so"))
        .env("ZOOM_TOKEN", sandbox.token())
        .env("ZOOM_BASE_URL", sandbox.base_url())
        .env("ZOOM_CA_FILE", sandbox.ca_file()))
}

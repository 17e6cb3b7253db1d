//! The C tests: each program in every language version and against each form of the library that it asks for.

use crate::command::{cargo, command, root, run, target_dir};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use zoomuser_sandbox::Sandbox;

const WARNINGS: &[&str] = &["-pedantic", "-Wall", "-Wextra", "-Werror", "-g"];

/// Where the library is, as usual and with the feature for tests of panics, and what a static link needs beside it.
struct Library {
    usual: PathBuf,
    panicking: PathBuf,
    static_libs: Vec<String>,
}

/// One way to build a test.
struct Build<'a> {
    /// `c89`, `c99`, `c11` or `cxx`.
    version: &'a str,
    is_static: bool,
    folder: &'a Path,
}

/// Builds the library and runs every test and example.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let library = build()?;
    let sandbox = Sandbox::start().map_err(|error| format!("the sandbox does not start: {error}"))?;
    let out = target_dir().join("c-tests");
    fs::create_dir_all(&out).map_err(|error| error.to_string())?;
    let mut count = 0;
    for test in sources("tests/c", "test_")? {
        let text = fs::read_to_string(&test).map_err(|error| error.to_string())?;
        let needs =
            needs(&text).ok_or_else(|| format!("{}: its first line does not say what it needs", test.display()))?;
        let folder = if needs.iter().any(|word| word == "panic") { &library.panicking } else { &library.usual };
        for version in needs.iter().filter(|word| matches!(word.as_str(), "c89" | "c99" | "c11" | "cxx")) {
            for form in needs.iter().filter(|word| matches!(word.as_str(), "shared" | "static")) {
                let name = test.file_stem().unwrap_or_default().to_string_lossy();
                let program = out.join(format!("{name}-{version}-{form}"));
                let build = Build { version, is_static: form == "static", folder };
                compile(&test, &build, &library, &program)?;
                execute(&program, folder, &sandbox, &[])?;
                count += 1;
            }
        }
    }
    if count == 0 {
        return Err("there is no C test".to_owned());
    }
    let examples = run_examples(&library, &sandbox, &out)?;
    println!("{count} builds of the C tests and {examples} of the examples passed");
    Ok(Vec::new())
}

fn build() -> Result<Library, String> {
    let list = target_dir().join("native-static-libs");
    let mut print = OsString::from("native-static-libs=");
    print.push(&list);
    run(cargo()
        .args(["rustc", "--quiet", "--package", "zoomuser-ffi", "--crate-type", "staticlib", "--", "--print"])
        .arg(print))?;
    let listed = fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let static_libs = listed.split_whitespace().filter(|word| word.starts_with("-l")).map(str::to_owned).collect();
    run(cargo().args(["build", "--quiet", "--package", "zoomuser-ffi"]))?;
    let panicking = target_dir().join("panic");
    run(cargo()
        .args(["build", "--quiet", "--package", "zoomuser-ffi", "--features", "test-panic", "--target-dir"])
        .arg(&panicking))?;
    Ok(Library { usual: target_dir().join("debug"), panicking: panicking.join("debug"), static_libs })
}

/// The C files of a folder whose names begin so, sorted.
fn sources(folder: &str, prefix: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(prefix) && name.ends_with(".c")
        })
        .collect();
    files.sort();
    Ok(files)
}

/// The words of a first line like `/* needs: c89 cxx shared */`.
fn needs(text: &str) -> Option<Vec<String>> {
    let line = text.lines().next()?.strip_prefix("/* needs: ")?.strip_suffix(" */")?;
    Some(line.split_whitespace().map(str::to_owned).collect())
}

fn compile(source: &Path, build: &Build<'_>, library: &Library, program: &Path) -> Result<(), String> {
    let is_cxx = build.version == "cxx";
    let mut compiler = command(if is_cxx { "g++" } else { "gcc" });
    if is_cxx {
        compiler.args(["-x", "c++"]);
    } else {
        compiler.arg(format!("-std={}", build.version));
    }
    compiler.args(WARNINGS).arg("-I").arg(root().join("include")).arg("-I").arg(root().join("tests/c"));
    if build.folder == library.panicking {
        compiler.arg("-DZOOM_TEST_PANIC");
    }
    compiler.arg("-o").arg(program).arg(source);
    if is_cxx {
        compiler.args(["-x", "none"]);
    }
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

/// Makes `libzoomuser.so.0.1` beside `libzoomuser.so`, as an installation does.
fn link_soname(folder: &Path) -> Result<(), String> {
    let link = folder.join(soname());
    if fs::read_link(&link).is_ok_and(|target| target == Path::new("libzoomuser.so")) {
        return Ok(());
    }
    std::os::unix::fs::symlink("libzoomuser.so", &link).map_err(|error| format!("{}: {error}", link.display()))
}

fn soname() -> String {
    let mut version = zoomuser::VERSION.split('.');
    match (version.next(), version.next()) {
        (Some("0"), Some(minor)) => format!("libzoomuser.so.0.{minor}"),
        (major, _) => format!("libzoomuser.so.{}", major.unwrap_or("0")),
    }
}

fn execute(program: &Path, folder: &Path, sandbox: &Sandbox, words: &[&str]) -> Result<(), String> {
    sandbox.reset();
    run(command("timeout")
        .args(["--kill-after=5", "120"])
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

/// Each example updates a user of the sandbox, in both forms of the library.
fn run_examples(library: &Library, sandbox: &Sandbox, out: &Path) -> Result<usize, String> {
    let options = format!("{{\"base_url\":{:?},\"ca_file\":{:?}}}", sandbox.base_url(), sandbox.ca_file());
    let mut count = 0;
    for example in sources("examples/c", "")? {
        let name = example.file_stem().unwrap_or_default().to_string_lossy();
        let words: &[&str] = match name.as_ref() {
            "one_call" => &["jane@example.com", "{\"dept\":\"Research\"}", &options],
            _ => &["jane@example.com", "Research"],
        };
        for is_static in [false, true] {
            let program = out.join(format!("example-{name}-{is_static}"));
            compile(&example, &Build { version: "c89", is_static, folder: &library.usual }, library, &program)?;
            execute(&program, &library.usual, sandbox, words)?;
            if !sandbox.user("jane@example.com").is_some_and(|jane| jane.contains("\"dept\":\"Research\"")) {
                return Err(format!("{} did not change the user", example.display()));
            }
            count += 1;
        }
    }
    Ok(count)
}

//! `cargo xtask test`: every test of the project, and what could not be run here.

use crate::command::{cargo, command, is_there, output, root, run, target_dir};
use crate::dist::linux::{AARCH64, ARMV7, I686, X86_64_MUSL};
use crate::dist::windows::{X64, X86};
use crate::{
    abi, bindings, c, consumers, export, fuzz, generate, languages, linux, purebasic, python, wheels, windows,
};
use std::fs;
use std::process::Stdio;
use std::time::Instant;

/// One step of the suite.
struct Step {
    name: &'static str,
    /// What it proves, in a few words.
    what: &'static str,
    /// Programs without which it cannot run, each with the way to get it.
    needs: &'static [(&'static str, &'static str)],
    run: fn() -> Result<Vec<String>, String>,
}

const FORMAT: (&str, &str) = ("rustfmt", "rustup component add rustfmt");
const CLIPPY: (&str, &str) = ("cargo-clippy", "rustup component add clippy");
const GCC: (&str, &str) = ("gcc", "apt-get install gcc");
const GXX: (&str, &str) = ("g++", "apt-get install g++");

const STEPS: &[Step] = &[
    Step { name: "format", what: "the sources have their form", needs: &[FORMAT], run: format },
    Step { name: "generated", what: "what is generated is up to date", needs: &[], run: generated },
    Step { name: "clippy", what: "no lint complains", needs: &[CLIPPY], run: clippy },
    Step { name: "rustdoc", what: "the documentation has no dead link", needs: &[], run: rustdoc },
    Step { name: "unsafe", what: "unsafe code stands in the C face only", needs: &[], run: no_unsafe },
    Step { name: "rust", what: "the tests of all crates", needs: &[], run: rust },
    Step { name: "msrv", what: "the oldest supported compiler takes it", needs: &[], run: msrv },
    Step {
        name: "abi",
        what: "exports, header and documentation agree",
        needs: &[("nm", "apt-get install binutils")],
        run: abi::check,
    },
    Step {
        name: "bindings",
        what: "every binding declares what the header says",
        needs: &[],
        run: || nothing_left_out(bindings::check()),
    },
    Step { name: "c", what: "the C tests and examples, shared and static", needs: &[GCC, GXX], run: c::check },
    Step { name: "cpp", what: "the C++ tests and examples", needs: &[GXX], run: c::check_cpp },
    Step {
        name: "sanitizers",
        what: "the C tests under the address and undefined-behaviour sanitizers",
        needs: &[GCC, ("nm", "apt-get install binutils")],
        run: c::check_sanitized,
    },
    Step {
        name: "valgrind",
        what: "the C tests under valgrind",
        needs: &[GCC, ("valgrind", "apt-get install valgrind")],
        run: c::check_valgrind,
    },
    Step {
        name: "export",
        what: "rendered requests and emitted programs do what they say",
        needs: &[GCC],
        run: export::check,
    },
    Step {
        name: "purebasic",
        what: "the PureBasic include and examples, run by an interpreter of our own",
        needs: &[GCC, ("python3", "apt-get install python3")],
        run: purebasic::check,
    },
    Step {
        name: "languages",
        what: "the bindings of other languages, each run by its own compiler or interpreter",
        needs: &[],
        run: languages::check,
    },
    Step { name: "install", what: "an installation can be built against", needs: &[GCC], run: consumers::check },
    Step {
        name: "python",
        what: "the Python package: lints, types, tests, and installed as a user does",
        needs: &[("python3", "apt-get install python3")],
        run: python::check,
    },
    Step {
        name: "dist-linux",
        what: "what is handed out for Linux with an old glibc, unpacked and used",
        needs: &[GCC],
        run: linux::check_here,
    },
    Step {
        name: "dist-aarch64",
        what: "the C tests with what is handed out for ARM, emulated",
        needs: &[],
        run: || linux::check_elsewhere(&AARCH64),
    },
    Step { name: "dist-armv7", what: "the same for 32-bit ARM", needs: &[], run: || linux::check_elsewhere(&ARMV7) },
    Step { name: "dist-i686", what: "the same for 32-bit x86", needs: &[], run: || linux::check_elsewhere(&I686) },
    Step {
        name: "dist-musl",
        what: "the same for musl on x86-64",
        needs: &[],
        run: || linux::check_elsewhere(&X86_64_MUSL),
    },
    Step {
        name: "dist-wheels",
        what: "wheels of the Python package, judged, installed and used",
        needs: &[("python3", "apt-get install python3")],
        run: wheels::check,
    },
    Step { name: "wine-x64", what: "the DLL for Windows, run under Wine", needs: &[], run: || windows::check(&X64) },
    Step { name: "wine-x86", what: "the same for 32 bit", needs: &[], run: || windows::check(&X86) },
    Step { name: "fuzz", what: "random input breaks no rule", needs: &[fuzz::CARGO_FUZZ, GXX], run: fuzz::step },
];

/// Steps of many minutes, which run only when they are asked for by name: they build for other systems.
const LONG: [&str; 7] = ["dist-aarch64", "dist-armv7", "dist-i686", "dist-musl", "dist-wheels", "wine-x64", "wine-x86"];

/// Runs the steps of these names, or whose names begin so, or all.
pub(crate) fn run_all(names: &[&str]) -> Result<(), String> {
    let is_name = |name: &str| STEPS.iter().any(|step| step.name == name);
    let fits = |step: &Step, name: &str| step.name == name || (!is_name(name) && step.name.starts_with(name));
    let wanted = |step: &&Step| names.is_empty() || names.iter().any(|name| fits(step, name));
    let steps: Vec<&Step> = STEPS.iter().filter(wanted).collect();
    if steps.is_empty() {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!("no such test; there are {}", known.join(", ")));
    }
    let (mut passed, mut failed, mut skipped) = (0, Vec::new(), Vec::new());
    for step in steps {
        if names.is_empty() && LONG.contains(&step.name) {
            skipped.push(format!("{}: takes long (cargo xtask test {})", step.name, step.name));
            continue;
        }
        println!("\n== {}: {}", step.name, step.what);
        let missing: Vec<_> = step.needs.iter().filter(|(program, _)| !is_there(program)).collect();
        if !missing.is_empty() {
            skipped.extend(missing.iter().map(|(program, get)| format!("{}: {program} is missing ({get})", step.name)));
            continue;
        }
        let started = Instant::now();
        match (step.run)() {
            Ok(left_out) => {
                println!("== {}: passed in {:.1} s", step.name, started.elapsed().as_secs_f32());
                passed += 1;
                skipped.extend(left_out.into_iter().map(|why| format!("{}: {why}", step.name)));
            }
            Err(why) => {
                println!("== {}: FAILED: {why}", step.name);
                failed.push(step.name);
            }
        }
    }
    println!();
    for line in &skipped {
        println!("skipped: {line}");
    }
    println!("{passed} passed, {} failed, {} skipped", failed.len(), skipped.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

fn nothing_left_out(done: Result<(), String>) -> Result<Vec<String>, String> {
    done.map(|()| Vec::new())
}

fn format() -> Result<Vec<String>, String> {
    nothing_left_out(run(cargo().args(["fmt", "--all", "--check"])))
}

fn generated() -> Result<Vec<String>, String> {
    nothing_left_out(generate::check())
}

fn clippy() -> Result<Vec<String>, String> {
    nothing_left_out(run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])))
}

fn rustdoc() -> Result<Vec<String>, String> {
    nothing_left_out(run(cargo()
        .args(["doc", "--quiet", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings")))
}

/// Every crate but the C face forbids unsafe code; the compiler then keeps it.
fn no_unsafe() -> Result<Vec<String>, String> {
    let crates = fs::read_dir(root().join("crates")).map_err(|error| error.to_string())?;
    for folder in crates.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| !path.ends_with("ffi")) {
        for file in ["src/lib.rs", "src/main.rs"].map(|file| folder.join(file)) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            if !text.contains("#![forbid(unsafe_code)]") {
                return Err(format!("{} does not forbid unsafe code", file.display()));
            }
        }
    }
    Ok(Vec::new())
}

/// Checks with the compiler of the minimum version, where there is one: named in `MSRV_RUSTC`, or rustup's.
fn msrv() -> Result<Vec<String>, String> {
    const VERSION: &str = env!("CARGO_PKG_RUST_VERSION");
    let compiler = match std::env::var("MSRV_RUSTC") {
        Ok(compiler) => compiler,
        Err(_) => {
            match output(command("rustup").args(["which", "rustc", "--toolchain", VERSION]).stderr(Stdio::null())) {
                Ok(path) => path.trim().to_owned(),
                Err(_) => return Ok(vec![format!("rustc {VERSION} is missing (rustup toolchain install {VERSION})")]),
            }
        }
    };
    let said = output(command(&compiler).arg("--version"))?;
    if !said.contains(&format!("rustc {VERSION}.")) {
        return Err(format!("expected rustc {VERSION}, got {}", said.trim()));
    }
    let target = target_dir().join("msrv");
    let check = ["check", "--quiet", "--workspace", "--all-targets", "--target-dir"];
    nothing_left_out(run(cargo().args(check).arg(target).env("RUSTC", compiler)))
}

fn rust() -> Result<Vec<String>, String> {
    // Tests that need one of these pass over what they cannot do without it.
    const WANTED: [(&str, &str, &str); 6] = [
        ("curl", "curl", "the comparison with curl"),
        ("openssl", "openssl", "keys of every kind"),
        ("nginx", "nginx-light", "old TLS and client certificates"),
        ("squid", "squid", "proxies with TLS and passwords"),
        ("tinyproxy", "tinyproxy", "one more proxy"),
        ("microsocks", "microsocks", "a SOCKS proxy"),
    ];
    run(cargo().args(["test", "--workspace"]))?;
    let missing = WANTED.into_iter().filter(|(program, ..)| !is_there(program));
    Ok(missing
        .map(|(program, package, what)| format!("{what}: {program} is missing (apt-get install {package})"))
        .collect())
}

//! The project's own tasks: `cargo xtask TASK`.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod abi;
mod bench;
mod bench_python;
mod bindings;
mod c;
mod command;
mod consumers;
mod dist;
mod docs;
mod environment;
mod export;
mod files;
mod fuzz;
mod generate;
mod header;
mod install;
mod languages;
mod linux;
mod native;
mod nginx;
mod package_files;
mod purebasic;
mod python;
mod spec_diff;
mod suite;
mod tables;
mod twins;
mod vocabulary;
mod wheels;
mod windows;
mod wine;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  test [NAME...]    every test, or those whose name begins with NAME; says what was skipped and how to get it
  fuzz [SECONDS] [TARGET...]
                    every fuzz target, or these, for 20 or so many seconds each; needs cargo-fuzz
  bench             the library beside libcurl, in one run; needs nginx and libcurl
  bench python      the Python package beside requests and httpx, in one run; needs nginx
  install --prefix DIR
                    libraries, headers, zoomuser.pc and CMake's package files below this folder
  dist [PART...]    archives for linux and windows, and Python wheels: these parts, or all that this machine can build
  spec-diff FILE    the catalogue beside an OpenAPI 3 file of Zoom's user API; fails on a difference without a reason
  languages [NAME...]
                    the script of tests/bindings in every language, or in these; writes the table of docs/bindings.md
                    when all could run
  bindings          the declarations of every binding that are made from the C header
  check-bindings    those that are written by hand against the C header
  header [--check]  writes what is generated from the sources (or only says whether it is up to date):
                    the C header, the tables of the C face, the vocabulary of Python, the bindings,
                    docs/errors.md, docs/fields.md, docs/options.md
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test", names @ ..] => suite::run_all(names),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        ["bench"] => bench::run_all(),
        ["bench", "python"] => bench_python::run_all(),
        ["install", "--prefix", prefix] => install::install(prefix.as_ref()),
        ["dist", names @ ..] => dist::dist(names),
        ["spec-diff", file] => spec_diff::run(file.as_ref()),
        ["languages", names @ ..] => languages::run_named(names),
        ["bindings"] => generate::write_bindings(),
        ["check-bindings"] => bindings::check(),
        ["header"] => generate::write(),
        ["header", "--check"] => generate::check(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("expected a task\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

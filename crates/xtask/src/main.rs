//! The project's own tasks: `cargo xtask TASK`.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod abi;
mod architecture;
mod bench;
mod bindings;
mod c_api;
mod cargo_tool;
mod command;
mod dist;
mod doc_links;
mod environment;
mod files;
mod fuzz;
mod generate;
mod install;
mod languages;
mod native;
mod package_files;
mod parts;
mod sandboxed;
mod site;
mod spec_diff;
mod suite;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  test [NAME...]    run every test, or the steps whose name begins with NAME; lists what was skipped and how to enable it
  fuzz [SECONDS] [TARGET...]
                    run every fuzz target, or these, for 20 or SECONDS seconds each; needs cargo-fuzz
  bench             benchmark the library against libcurl; needs nginx and libcurl
  bench --check-docs
                    compare the sizes in docs/benchmarks.md with the release artifacts that were built last
  bench bulk        benchmark a bulk run: CPU time, memory up to 1,000,000 rows, the rate at a plan's limit
  bench bulk-resume resume a journal of a million rows
  bench bulk-check  benchmark the check of a file with 1,000,000 rows
  bench pacing      benchmark the rate limiter: a quarter of an hour
  bench share       benchmark the rate that machines share: four minutes; needs redis-server or valkey-server
  bench python      benchmark the Python package against requests, httpx and aiohttp; needs nginx
  install --prefix DIR
                    install libraries, headers, zoomuser.pc and the CMake package files under DIR
  dist [--check] [PART...]
                    build the release artifacts in target/dist: linux, windows, wheels, packages and components, or these;
                    linux-x86_64, windows-x64 and so on are one system of them;
                    --check builds them elsewhere and compares the bytes with those that are in target/dist
  abi --against REV
                    compare exports, header, status numbers, options, fields and the public Rust API with a revision, and
                    say which part of the version must change
  site              build the documentation as a site in target/site and check its links
  spec-diff FILE    compare the schema with an OpenAPI 3 file of Zoom's user API; fails on an unexplained difference
  languages [NAME...]
                    run the script of tests/bindings in every language, or in these; rewrites the table of
                    docs/bindings.md when every language could run
  header [--check]  generate the C header, the tables of the C API, Python's vocabulary, the bindings and
                    the tables of docs/command-line.md, errors.md, fields.md and options.md; --check only compares
  bindings          generate the declarations of the bindings only
  check-bindings    compare hand-written bindings with the C header, and name C functions that a binding does not call
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test", names @ ..] => suite::run_all(names),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        ["bench"] => bench::run_all(),
        ["bench", "--check-docs"] => dist::sizes::check_docs(),
        ["bench", "bulk"] => bench::run_one("bulk_apply"),
        ["bench", "bulk-resume"] => bench::bulk_resume(),
        ["bench", "bulk-check"] => bench::run_one("bulk_check"),
        ["bench", "pacing"] => bench::run_one("pacing"),
        ["bench", "share"] => bench::share(),
        ["bench", "python"] => bench::python::run_all(),
        ["install", "--prefix", prefix] => install::install(prefix.as_ref()),
        ["dist", names @ ..] => dist::dist(names),
        ["site"] => site::build(),
        ["abi", "--against", revision] => abi::against(revision),
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

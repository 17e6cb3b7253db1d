//! The table of the steps.

mod c;
mod consumers;
mod export;
mod linux;
mod packages;
mod purebasic;
mod python;
mod recipes;
mod rust;
mod wheels;
mod windows;

use super::step::Cargo::{Avoids, Compiles, Releases, Uses};
use super::step::{Step, no_skips, step};
use crate::dist::linux::{AARCH64, ARMV7, I686, X86_64_MUSL};
use crate::dist::windows::cpu::{X64, X86};
use crate::{abi, architecture, bindings, doc_links, fuzz, generate, languages, site};
use c::Watch::{Nobody, Sanitizers, Valgrind};

const PYTHON: (&str, &str) = ("python3", "apt-get install python3");
const BINUTILS: (&str, &str) = ("nm", "apt-get install binutils");
const FORMAT: (&str, &str) = ("rustfmt", "rustup component add rustfmt");
const CLIPPY: (&str, &str) = ("cargo-clippy", "rustup component add clippy");
const GCC: (&str, &str) = ("gcc", "apt-get install gcc");
const GXX: (&str, &str) = ("g++", "apt-get install g++");

/// Every step. One that can run before others are done does so in this order: what fails fast, then what takes long.
pub(super) const STEPS: &[Step] = &[
    step("format", "the sources are formatted", &[FORMAT], Avoids, rust::format),
    step("generated", "generated files are up to date", &[], Avoids, || no_skips(generate::check())),
    step("links", "links and paths in the Markdown pages exist", &[], Avoids, || no_skips(doc_links::check())),
    step("unsafe", "only the C API has unsafe code", &[], Avoids, rust::no_unsafe),
    step(
        "structure",
        "the map of ARCHITECTURE.md is true; no circles; files and folders are small",
        &[],
        Avoids,
        || no_skips(architecture::check()),
    ),
    step("bindings", "every binding declares and calls what the header has", &[], Avoids, || {
        no_skips(bindings::check())
    }),
    step("machete", "no crate lists a dependency that it does not use", &[], Avoids, rust::unused_dependencies),
    step("build", "all crates and their tests compile", &[], Compiles, rust::build),
    step(
        "dist-linux",
        "the Linux archive for old glibc and the packages, each installed and used",
        &[GCC],
        Releases,
        linux::check_here,
    ),
    step("deny", "licenses, sources and duplicates of the crates, and known vulnerabilities", &[], Avoids, rust::deny),
    step("clippy", "no lint warns", &[CLIPPY], Compiles, rust::clippy),
    step("rustdoc", "the Rust documentation has no dead link", &[], Compiles, rust::rustdoc),
    step("abi", "exports, header and documentation agree", &[BINUTILS], Uses, abi::check),
    step("python", "the Python package: lints, types, tests", &[PYTHON], Uses, python::check),
    step(
        "purebasic",
        "the PureBasic include and examples, run by an interpreter",
        &[GCC, PYTHON],
        Uses,
        purebasic::check,
    ),
    step("fuzz", "short runs of the fuzz targets", &[fuzz::CARGO_FUZZ, GXX], Avoids, fuzz::step),
    step("c", "the C tests and examples, shared and static", &[GCC, GXX], Uses, || c::check("c", Nobody)),
    step("pip", "the Python package, installed as a user does", &[PYTHON], Avoids, python::check_installed),
    step("rust", "the tests of all crates", &[], Uses, rust::test),
    step("valgrind", "the C tests under valgrind", &[GCC, ("valgrind", "apt-get install valgrind")], Uses, || {
        c::check("c", Valgrind)
    }),
    step("install", "an installation can be built against", &[GCC], Uses, consumers::check),
    step(
        "languages",
        "the bindings of other languages, run by their compilers and interpreters",
        &[],
        Uses,
        languages::check,
    ),
    step("site", "the documentation as a site, and its links", &[PYTHON], Compiles, site::check),
    step("sanitizers", "the C tests under the sanitizers of gcc", &[GCC, BINUTILS], Uses, || c::check("c", Sanitizers)),
    step("cpp", "the C++ tests and examples", &[GXX], Uses, || c::check("cpp", Nobody)),
    step("export", "rendered requests and generated programs work", &[GCC], Uses, export::check),
    step("msrv", "the minimum Rust version builds it", &[], Avoids, rust::msrv),
    step(
        "recipes",
        "what CONTRIBUTING.md says of adding things, followed in a copy",
        &[("git", "apt-get install git")],
        Avoids,
        || no_skips(recipes::check()),
    ),
    step("dist-aarch64", "the C tests with the ARM archive, emulated", &[], Releases, || {
        linux::check_elsewhere(&AARCH64)
    }),
    step("dist-armv7", "the same for 32-bit ARM", &[], Releases, || linux::check_elsewhere(&ARMV7)),
    step("dist-i686", "the same for 32-bit x86", &[], Releases, || linux::check_elsewhere(&I686)),
    step("dist-musl", "the same for musl on x86-64", &[], Releases, || linux::check_elsewhere(&X86_64_MUSL)),
    step("dist-packages", "what dist-linux does with the packages, without its other tests", &[], Releases, || {
        packages::check_archive()
    }),
    step("dist-again", "two builds of the archive for this machine have the same bytes", &[], Releases, || {
        linux::check_again()
    }),
    step(
        "dist-wheels",
        "wheels of the Python package, checked, installed and used",
        &[PYTHON],
        Releases,
        wheels::check,
    ),
    step("wine-x64", "the DLL for Windows, run under Wine", &[], Releases, || windows::check(&X64)),
    step("wine-x86", "the same for 32 bit", &[], Releases, || windows::check(&X86)),
    step(
        "wine-page",
        "what docs/windows.md says first, followed with both archives under Wine",
        &[PYTHON],
        Releases,
        windows::page::check,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_build_release_artifacts_run_one_at_a_time() {
        let releases = |step: &&Step| ["dist-", "wine-"].iter().any(|start| step.name.starts_with(start));
        let releases: Vec<&Step> = STEPS.iter().filter(releases).collect();
        assert_eq!(releases.len(), 11);
        for one in &releases {
            assert!(releases.iter().all(|other| !one.goes_with(other)), "{}", one.name);
        }
    }
}

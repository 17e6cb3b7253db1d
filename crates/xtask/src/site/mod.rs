//! `cargo xtask site`: the documentation as a site in `target/site`.

mod book;
mod contents;
mod links;

use crate::cargo_tool::CargoTool;
use crate::command::{cargo, command, output, root, run, target_dir};
use crate::environment::Environment;
use crate::files::{copy, copy_all, fresh, write};
use crate::native::build_workspace;
use std::path::Path;
use std::process::Stdio;

// Neither its server nor what watches files.
const MDBOOK: CargoTool = CargoTool { name: "mdbook", version: "0.5.4", features: Some("search"), rust: 88 };

/// What is documented with the Python package.
const PYTHON_MODULES: [&str; 3] = ["zoomuser", "zoomuser.bulk", "zoomuser.testing"];

/// The step of the suite: builds it and checks its links.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let missing: Vec<String> = MDBOOK.missing().into_iter().chain(Environment::missing()).collect();
    if missing.is_empty() {
        build()?;
    }
    Ok(missing)
}

/// Builds the site and checks its links.
pub(crate) fn build() -> Result<(), String> {
    let (site, work) = (target_dir().join("site"), target_dir().join("site-work"));
    let source = work.join("book");
    book::write_book(&source)?;
    let mut mdbook = MDBOOK.get()?;
    run(mdbook.arg("build").arg(&source).arg("--dest-dir").arg(&site).env("RUST_LOG", "warn"))?;
    rust_pages(&site.join("rust"))?;
    python_pages(&work, &site.join("python"))?;
    let count = links::check(&site)?;
    println!("{}: {count} pages, whose links lead to what exists", site.join("index.html").display());
    Ok(())
}

/// The pages of rustdoc, of the crates that Rust programs use.
fn rust_pages(to: &Path) -> Result<(), String> {
    let made = target_dir().join("doc");
    // What was made for other crates would be in the list of crates.
    fresh(&made)?;
    run(cargo().args(["doc", "--quiet", "--no-deps", "--package", "zoomuser", "--package", "zoomuser-bulk", "--lib"]))?;
    copy_all(&made, to)?;
    // Which cargo makes on nightly only, and other pages link to.
    let redirect =
        "<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0; url=zoomuser/index.html\"><title>Rust</title>\n";
    write(&to.join("index.html"), redirect)
}

/// The pages of pdoc.
fn python_pages(work: &Path, to: &Path) -> Result<(), String> {
    let environment = Environment::kept("site", "crates/xtask/src/site/requirements.txt".as_ref())?;
    let library = build_workspace()?.join("lib_zoomuser.so");
    let place = work.join("python");
    fresh(&place)?;
    let package = root().join("crates/python/python");
    let tracked = output(command("git").args(["ls-files", "-z"]).current_dir(&package))?;
    for file in tracked.split_terminator('\0') {
        copy(&package.join(file), &place.join(file))?;
    }
    copy(&library, &place.join("zoomuser/_zoomuser.abi3.so"))?;
    let mut pdoc = environment.program("python");
    // It shows annotations that it cannot evaluate as they are written, and warns of each.
    pdoc.args(["-W", "ignore", "-m", "pdoc", "--docformat", "google", "--output-directory"])
        .arg(to)
        .args(PYTHON_MODULES);
    run(pdoc.env("PYTHONPATH", &place).current_dir(&place).stdout(Stdio::null()))
}

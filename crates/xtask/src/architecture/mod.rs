//! The structure of the crates: the map of `ARCHITECTURE.md`, circles, the order of core's folders, sizes.

mod map;
mod modules;
mod order;
mod paths;
mod size;

use crate::command::root;
use crate::files::{entries, files, read};
use map::Map;
use std::path::Path;

const PAGE: &str = "ARCHITECTURE.md";

/// The source folder of a crate, and its files: path below the root, and text.
#[derive(Debug, Clone)]
struct Sources {
    folder: String,
    files: Vec<(String, String)>,
}

/// Fails if anything about the structure is wrong.
pub(crate) fn check() -> Result<(), String> {
    let crates = crates()?;
    let map = map::read(&read(PAGE)?);
    let mut wrong = map_faults(&map, &crates);
    wrong.extend(use_faults(&map, &crates)?);
    wrong.extend(size_faults(&crates));
    if wrong.is_empty() {
        println!("{} crates have their structure", crates.len());
        return Ok(());
    }
    Err(wrong.join("\n"))
}

/// The map is of every crate but this one, which is a tool.
fn map_faults(map: &Map, crates: &[Sources]) -> Vec<String> {
    let mapped: Vec<&Sources> = crates.iter().filter(|one| one.folder != "crates/xtask/src").collect();
    let folders: Vec<String> = mapped.iter().map(|one| one.folder.clone()).collect();
    let files = mapped.iter().flat_map(|one| one.files.iter().map(|(path, _)| path.clone())).collect();
    map::compare(map, &folders, &files).into_iter().map(|why| format!("{PAGE}: {why}")).collect()
}

/// Circles; and what goes up in the crates where a file or folder at the top uses only those above it in the map.
fn use_faults(map: &Map, crates: &[Sources]) -> Result<Vec<String>, String> {
    let mut wrong = Vec::new();
    for one in crates {
        let inside = |path: &str| path[one.folder.len() + 1..].to_owned();
        let files: Vec<_> = one.files.iter().map(|(path, text)| (inside(path), text.clone())).collect();
        let uses = modules::uses(&files).map_err(|why| format!("{}: {why}", one.folder))?;
        let mut faults = vec![("closes a circle", order::circular(&uses))];
        if ["crates/bulk/src", "crates/core/src"].contains(&one.folder.as_str()) {
            let order: Vec<&str> = map.top(&one.folder).into_iter().filter(|name| *name != "lib").collect();
            faults.push(("goes up", order::upward(&uses, &order)));
        }
        for (what, uses) in faults {
            let shown = uses.iter().map(|one| format!("{} -> {}: {}", one.from, one.to, one.name));
            wrong.extend(shown.map(|shown| format!("{}: {shown} {what}", one.folder)));
        }
    }
    Ok(wrong)
}

fn size_faults(crates: &[Sources]) -> Vec<String> {
    let files: Vec<_> = crates.iter().flat_map(|one| one.files.clone()).collect();
    size::too_large(&files).iter().map(|(path, why)| format!("{path}: {why}")).collect()
}

/// Every crate's sources, in the order of their paths.
fn crates() -> Result<Vec<Sources>, String> {
    let below_root = |path: &Path| path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned();
    let mut found = Vec::new();
    for folder in entries(&root().join("crates"))?.iter().map(|path| path.join("src")).filter(|path| path.is_dir()) {
        let sources = files(&folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
        let files = sources.map(|path| Ok((below_root(&path), read(&path)?))).collect::<Result<_, String>>()?;
        found.push(Sources { folder: below_root(&folder), files });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expect_none(wrong: &[String]) {
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn the_map_names_every_file_and_nothing_else() {
        let map = map::read(&read(PAGE).expect(PAGE));
        expect_none(&map_faults(&map, &crates().expect("crates")));
    }

    #[test]
    fn no_crate_has_a_circle_and_two_keep_their_order() {
        let map = map::read(&read(PAGE).expect(PAGE));
        assert!(["crates/bulk/src", "crates/core/src"].iter().all(|folder| map.top(folder).len() > 10));
        expect_none(&use_faults(&map, &crates().expect("crates")).expect("Rust"));
    }

    #[test]
    fn files_are_short_and_folders_small() {
        expect_none(&size_faults(&crates().expect("crates")));
    }

    fn core(files: &[(&str, &str)]) -> Vec<Sources> {
        let files = files.iter().map(|(path, text)| (format!("crates/core/src/{path}"), (*text).to_owned()));
        vec![Sources { folder: "crates/core/src".to_owned(), files: files.collect() }]
    }

    #[test]
    fn seeded_uses_are_named_by_file_and_name() {
        let crates = core(&[
            ("text.rs", "use crate::net::tcp::Tcp;"),
            ("net/mod.rs", "pub(crate) mod tcp;"),
            ("net/tcp.rs", "pub(crate) struct Tcp;\nfn f() { crate::text::g() }"),
        ]);
        let map = map::read("```\ncrates/core/src/  x\n  lib.rs  x\n  text.rs  x\n  net/  x\n    tcp.rs  x\n```\n");
        let wrong = use_faults(&map, &crates).expect("Rust");
        for expected in [
            "crates/core/src: text.rs -> net/tcp.rs: Tcp goes up",
            "crates/core/src: text.rs -> net/tcp.rs: Tcp closes a circle",
            "crates/core/src: net/tcp.rs -> text.rs: g closes a circle",
        ] {
            assert!(wrong.iter().any(|why| why == expected), "{expected}: {wrong:?}");
        }
    }

    #[test]
    fn seeded_sizes_are_named() {
        let long = "x\n".repeat(451);
        let crates = core(&[("text.rs", &long)]);
        assert!(size_faults(&crates)[0].starts_with("crates/core/src/text.rs: 451 lines"));
    }
}

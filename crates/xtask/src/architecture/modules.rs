//! Which file of a crate uses which.

use super::paths::{self, Import, Mention, Mentions};
use std::collections::{BTreeMap, BTreeSet};

/// One file uses a name of another; both relative to the crate's `src`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) name: String,
}

/// The modules of a crate by path, each with its file and what the file mentions.
struct Crate<'a> {
    modules: BTreeMap<Vec<String>, (&'a str, Mentions)>,
}

/// The uses between these files: path below `src`, and text.
pub(super) fn uses(files: &[(String, String)]) -> Result<BTreeSet<Use>, String> {
    let mut modules = BTreeMap::new();
    for (file, text) in files {
        let mentions = paths::read(text).map_err(|why| format!("{file}: {why}"))?;
        modules.insert(module_of(file), (file.as_str(), mentions));
    }
    let tests: Vec<Vec<String>> = modules
        .iter()
        .flat_map(|(module, (_, mentions))| mentions.test_modules.iter().map(|name| child(module, name)))
        .collect();
    modules.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
    let all = Crate { modules };
    let mut found = BTreeSet::new();
    for (module, (file, mentions)) in &all.modules {
        let mut add = |path: &[String]| {
            if let Some((to, name)) = all.definition(path, 0).filter(|(to, _)| to != file) {
                found.insert(Use { from: (*file).to_owned(), to: to.to_owned(), name });
            }
        };
        for import in &mentions.imports {
            let Some(path) = all.absolute(module, &import.path) else { continue };
            // A re-export of a child is no use of it, and of an imported module what is used is found in the code.
            let is_reexport = import.is_public && path.starts_with(module) && path.len() > module.len();
            if !is_reexport && !all.modules.contains_key(&path) {
                add(&path);
            }
        }
        for mention in &mentions.paths {
            if let Some(path) = all.absolute(module, mention) {
                add(&path);
            }
        }
    }
    Ok(found)
}

/// `net/tls/mod.rs` is `net::tls`, `lib.rs` the root.
fn module_of(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let mut segments: Vec<String> = path.split('/').map(str::to_owned).collect();
    let is_root = segments.len() == 1 && matches!(path, "lib" | "main");
    if is_root || segments.last().is_some_and(|last| last == "mod") {
        segments.pop();
    }
    segments
}

fn child(module: &[String], name: &str) -> Vec<String> {
    [module, &[name.to_owned()]].concat()
}

impl Crate<'_> {
    /// The path from the root of the crate, if it leads into the crate.
    fn absolute(&self, module: &[String], mention: &Mention) -> Option<Vec<String>> {
        let (first, rest) = mention.segments.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" if mention.depth == 0 => Some([module, rest].concat()),
            "super" => {
                let ups = mention.segments.iter().take_while(|segment| *segment == "super").count();
                // The first of them only lead out of the file's inline modules.
                let module = module.get(..module.len().checked_sub(ups.saturating_sub(mention.depth))?)?;
                (ups >= mention.depth).then(|| [module, mention.segments.get(ups..).unwrap_or_default()].concat())
            }
            _ if self.modules.contains_key(&child(module, first)) => Some([module, &mention.segments].concat()),
            // A module that is imported.
            _ if mention.segments.len() > 1 => {
                let imports = &self.modules.get(module)?.1.imports;
                // `use memchr::memchr` is of another crate.
                let is_it = |import: &&Import| import.name == *first && import.path.segments.first() != Some(first);
                let import = imports.iter().find(is_it)?;
                let target = self.absolute(module, &import.path).filter(|_| import.path.segments.len() > 1)?;
                self.modules.contains_key(&target).then(|| [target.as_slice(), rest].concat())
            }
            _ => None,
        }
    }

    /// The file in which the thing of this path is defined, re-exports followed, and the thing's name.
    fn definition(&self, path: &[String], steps: usize) -> Option<(&str, String)> {
        const MAX_REEXPORTS: usize = 16;
        let known = (0..=path.len()).rev().find(|length| self.modules.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(known);
        let (file, mentions) = self.modules.get(module)?;
        let Some(name) = rest.first() else { return Some((file, "mod".to_owned())) };
        let import = mentions.imports.iter().find(|import| import.name == *name);
        let target = import.and_then(|import| self.absolute(module, &import.path)).filter(|_| steps < MAX_REEXPORTS);
        match target {
            Some(target) => self.definition(&[target.as_slice(), &rest[1..]].concat(), steps + 1),
            None => Some((file, name.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<(String, String)> =
            files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        let uses = uses(&files).expect("Rust");
        uses.iter().map(|one| format!("{} -> {}: {}", one.from, one.to, one.name)).collect()
    }

    #[test]
    fn uses_lead_from_file_to_file() {
        let found = shown(&[
            ("lib.rs", "mod a;\nmod b;\npub use b::c::C;"),
            ("a.rs", "use crate::b::c::C;\nfn f() { crate::b::d(); std::fs::read(); }"),
            ("b/mod.rs", "pub(crate) mod c;\npub(crate) fn d() {}"),
            ("b/c.rs", "use memchr::memchr;\npub struct C;\nfn e() { memchr::memchr(); super::d() }"),
        ]);
        assert_eq!(found, ["a.rs -> b/c.rs: C", "a.rs -> b/mod.rs: d", "b/c.rs -> b/mod.rs: d"]);
    }

    #[test]
    fn reexports_and_imports_are_followed_to_the_definition() {
        let found = shown(&[
            ("lib.rs", "mod a;\nmod b;\npub use b::C;\nmod e;"),
            ("a.rs", "use crate::C;\nuse crate::b;\nfn f() { b::c::g(); b::C::h(); }"),
            ("b/mod.rs", "mod c;\npub use c::C;\nuse crate::e::E;"),
            ("b/c.rs", "use super::E;\npub struct C;"),
            ("e.rs", "pub struct E;"),
        ]);
        assert_eq!(found, ["a.rs -> b/c.rs: C", "a.rs -> b/c.rs: g", "b/c.rs -> e.rs: E", "b/mod.rs -> e.rs: E"]);
    }

    #[test]
    fn test_modules_in_files_of_their_own_do_not_count() {
        let found = shown(&[
            ("lib.rs", "mod a;\nmod b;"),
            ("a.rs", "#[cfg(test)]\nmod tests;"),
            ("a/tests.rs", "use crate::b::B;"),
            ("b.rs", "pub struct B;"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn super_in_an_inline_module_is_the_file_itself() {
        let files = [
            ("lib.rs", "mod a;\nmod b;"),
            ("a.rs", "mod inner { fn c() { super::d(); super::super::b::e() } }\nfn d() {}"),
            ("b.rs", "pub fn e() {}"),
        ];
        assert_eq!(shown(&files), ["a.rs -> b.rs: e"]);
    }
}

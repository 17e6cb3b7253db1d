//! The map in `ARCHITECTURE.md` beside the files that are there.
//!
//! A map is a fenced block. Its first line is the folder, each further line a file or folder in it, indented by two blanks
//! a level, and what it is in a few words. The line of a folder with a `mod.rs` is the line of that file too.

use std::collections::BTreeSet;

/// What the maps name, in their order: files and folders below the root; folders end in `/`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    pub(super) named: Vec<String>,
    /// What cannot be read, with its line.
    pub(super) wrong: Vec<String>,
}

/// Reads every map of a page.
pub(super) fn read(page: &str) -> Map {
    let mut map = Map::default();
    // The folders that the line before is in; none outside a map.
    let mut folders: Vec<String> = Vec::new();
    let mut in_block = false;
    for (number, line) in page.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if line.starts_with("```") {
            in_block = !in_block;
            folders.clear();
        } else if in_block {
            let begins_map = folders.is_empty() && line.starts_with("crates/") && first_word(line).ends_with('/');
            if begins_map || !folders.is_empty() {
                if let Err(why) = entry(line, &mut folders, &mut map.named) {
                    map.wrong.push(format!("line {number}: {why}"));
                }
            }
        }
    }
    map
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or("")
}

/// Adds the path of one line.
fn entry(line: &str, folders: &mut Vec<String>, named: &mut Vec<String>) -> Result<(), String> {
    let blanks = line.len() - line.trim_start().len();
    let (level, name) = (blanks / 2, first_word(line));
    let what = line.trim_start().get(name.len()..).unwrap_or("").trim();
    if blanks % 2 != 0 || level > folders.len() || (level == 0) != folders.is_empty() {
        return Err(format!("`{name}`: expected two blanks a level"));
    }
    if what.is_empty() {
        return Err(format!("`{name}`: expected what it is, in a few words"));
    }
    folders.truncate(level);
    let path = folders.concat() + name;
    if name.ends_with('/') {
        folders.push(name.to_owned());
    }
    if named.contains(&path) {
        return Err(format!("`{name}` stands there twice"));
    }
    named.push(path);
    Ok(())
}

impl Map {
    /// The files and folders at the top of a folder, without their ending.
    pub(super) fn top(&self, folder: &str) -> Vec<&str> {
        let inside = self.named.iter().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'));
        let names = inside.map(|path| path.trim_end_matches('/').trim_end_matches(".rs"));
        names.filter(|name| !name.is_empty() && !name.contains('/')).collect()
    }
}

/// What is missing from the map, and what it names that is gone. `files` are those of `folders`, below the root.
pub(super) fn compare(map: &Map, folders: &[String], files: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = map.wrong.clone();
    let mut expected: BTreeSet<String> = folders.iter().map(|folder| format!("{folder}/")).collect();
    for file in files {
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        expected.insert(if name == "mod.rs" { format!("{folder}/") } else { file.clone() });
        let root = folders.iter().find(|root| file.starts_with(&format!("{root}/"))).map_or(0, String::len);
        let inside = file.match_indices('/').map(|(at, _)| at).filter(|at| *at > root);
        expected.extend(inside.map(|at| file[..=at].to_owned()));
    }
    let named = map.named.iter().cloned().collect();
    wrong.extend(expected.difference(&named).map(|path| format!("{path} is missing: add a line for it")));
    wrong.extend(named.difference(&expected).map(|path| format!("{path} is gone: take its line out")));
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Page\n\n```\ntests   not a map\n```\n\n```text\ncrates/a/src/    the library\n  lib.rs         its root\n  \
                        net/           connections\n    tcp.rs       TCP\n  text.rs        text\n```\n";

    fn check(page: &str, files: &[&str]) -> Vec<String> {
        let files = files.iter().map(|file| format!("crates/a/src/{file}")).collect();
        compare(&read(page), &["crates/a/src".to_owned()], &files)
    }

    const FILES: [&str; 4] = ["lib.rs", "net/mod.rs", "net/tcp.rs", "text.rs"];

    #[test]
    fn a_true_map_passes() {
        assert_eq!(check(PAGE, &FILES), Vec::<String>::new());
    }

    #[test]
    fn the_top_of_a_folder_has_the_order_of_the_map() {
        assert_eq!(read(PAGE).top("crates/a/src"), ["lib", "net", "text"]);
    }

    #[test]
    fn seeded_faults_are_found() {
        let faults = [
            ("    tcp.rs       TCP\n", "", "crates/a/src/net/tcp.rs is missing"),
            ("    tcp.rs       TCP\n", "    udp.rs  UDP\n", "crates/a/src/net/udp.rs is gone"),
            ("    tcp.rs ", "  tcp.rs ", "crates/a/src/tcp.rs is gone"),
            ("  net/           connections\n    tcp.rs       TCP\n", "", "crates/a/src/net/ is missing"),
            (
                "  text.rs        text\n",
                "  text.rs        text\n  text.rs  text\n",
                "line 13: `text.rs` stands there twice",
            ),
            ("  text.rs        text\n", "  text.rs\n", "`text.rs`: expected what it is"),
            ("  text.rs ", "   text.rs ", "`text.rs`: expected two blanks a level"),
            ("  text.rs ", "      text.rs ", "`text.rs`: expected two blanks a level"),
            ("crates/a/src/ ", "crates/b/src/ ", "crates/a/src/ is missing"),
            ("```text\n", "", "crates/a/src/lib.rs is missing"),
        ];
        for (from, to, expected) in faults {
            assert!(PAGE.contains(from), "{from}");
            let wrong = check(&PAGE.replacen(from, to, 1), &FILES);
            assert!(wrong.iter().any(|why| why.contains(expected)), "{from:?}: {wrong:?}");
        }
    }

    #[test]
    fn a_new_file_and_a_removed_file_are_found() {
        assert_eq!(
            check(PAGE, &["lib.rs", "net/mod.rs", "net/tcp.rs", "text.rs", "new.rs"]),
            ["crates/a/src/new.rs is missing: add a line for it"]
        );
        assert_eq!(
            check(PAGE, &["lib.rs", "net/mod.rs", "net/tcp.rs"]),
            ["crates/a/src/text.rs is gone: take its line out"]
        );
    }
}

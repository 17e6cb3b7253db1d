//! Relative links and paths in the Markdown pages: each must exist.

use crate::command::root;
use crate::files;
use std::path::{Path, PathBuf};

/// Folders that hold pages. Paths in code spans that begin with one of them are checked.
const FOLDERS: &[&str] = &["abi", "bindings", "crates", "docs", "examples", "fuzz", "include", "tests"];

/// Names paths of past versions.
const HISTORY: &str = "CHANGELOG.md";

/// Fails if a page links to a file or a heading that does not exist, or names a path that does not exist.
pub(crate) fn check() -> Result<(), String> {
    let (root, mut wrong) = (root(), Vec::new());
    let pages = pages(&root)?;
    for page in &pages {
        let name = page.strip_prefix(&root).unwrap_or(page).display().to_string();
        let text = files::read(page)?;
        let mut missing = missing_links(page, &text)?;
        if name != HISTORY {
            missing.extend(missing_paths(&root, &text));
        }
        wrong.extend(missing.into_iter().map(|what| format!("{name}: {what} does not exist")));
    }
    if wrong.is_empty() {
        println!("{} pages link to what exists", pages.len());
        return Ok(());
    }
    Err(wrong.join("\n"))
}

fn pages(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = files::entries(root)?;
    found.retain(|path| path.is_file());
    for folder in FOLDERS {
        found.extend(files::files(&root.join(folder))?);
    }
    let is_ours = |path: &Path| !path.iter().any(|part| part == "node_modules" || part == "target");
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md") && is_ours(path));
    Ok(found)
}

/// The lines outside fenced code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

fn missing_links(page: &Path, text: &str) -> Result<Vec<String>, String> {
    let folder = page.parent().unwrap_or(page);
    let mut missing = Vec::new();
    for link in links(text).filter(|link| !link.contains("://")) {
        let (path, heading) = link.split_once('#').unwrap_or((link, ""));
        let target = folder.join(path);
        let is_there = match (path, heading) {
            ("", _) => has_heading(text, heading),
            (_, "") => target.exists(),
            _ => target.exists() && has_heading(&files::read(&target)?, heading),
        };
        if !is_there {
            missing.push(format!("the link {link}"));
        }
    }
    Ok(missing)
}

/// The targets of the links `[text](target)` outside fenced code blocks.
pub(crate) fn links(text: &str) -> impl Iterator<Item = &str> {
    let ends = prose(text).flat_map(|line| line.split("](").skip(1));
    ends.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

/// Whether a page has the heading that GitHub gives this anchor.
fn has_heading(text: &str, anchor: &str) -> bool {
    let slug = |heading: &str| -> String {
        let kept = heading.trim().to_lowercase().replace(' ', "-");
        kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    };
    prose(text).filter(|line| line.starts_with('#')).any(|line| slug(line.trim_start_matches('#')) == anchor)
}

fn missing_paths(root: &Path, text: &str) -> Vec<String> {
    let spans = prose(text).flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_path = |span: &&str| {
        let is_ours = span.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first));
        // A pattern, a command, or a place in the reader's own project.
        is_ours && !span.contains(|c: char| c.is_whitespace() || "<>*{}$".contains(c))
    };
    spans.filter(is_path).filter(|span| !root.join(span).exists()).map(|span| format!("the path {span}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_and_path_of_the_pages_exists() {
        check().unwrap_or_else(|wrong| panic!("{wrong}"));
    }

    #[test]
    fn seeded_links_and_headings_that_do_not_exist_are_found() {
        let page = root().join("docs/errors.md");
        let text = "# A title\n[a](fields.md) [b](no_such.md), [c](https://example.com/x)\n[d](#a-title) [e](#no-title)\n\
                    [f](fields.md#choices) [g](fields.md#no-choices)\n```\n[h](no_such_either.md)\n```\n";
        let expected = ["the link no_such.md", "the link #no-title", "the link fields.md#no-choices"];
        assert_eq!(missing_links(&page, text).expect("pages"), expected);
    }

    #[test]
    fn seeded_paths_that_do_not_exist_are_found() {
        let text = "`crates/core/src/lib.rs`, `crates/core/src/`, `crates/no/such.rs` and `docs/<language>.md`;\n\
                    `tests/no_such`, `users/me`, `cargo run docs/no_such.md`\n```\n`crates/no/such/either.rs`\n```\n";
        assert_eq!(missing_paths(&root(), text), ["the path crates/no/such.rs", "the path tests/no_such"]);
    }

    #[test]
    fn links_in_code_are_none() {
        let text = "[a](b)\n```c\nx[1](2)\n```\n[c](d) [e](f)\n";
        assert_eq!(links(text).collect::<Vec<_>>(), ["b", "d", "f"]);
    }
}

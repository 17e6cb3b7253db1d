//! The list of exported functions: `abi/symbols.txt` against the library, the header and the documentation; and the whole
//! interface against that of an earlier revision.

mod against;
mod rust_api;
mod surface;
mod version;

pub(crate) use against::against;

use crate::command::{command, output};
use crate::files::read;
use crate::native::build_workspace;
use std::collections::BTreeSet;

/// Every function is in all four places.
pub(crate) fn check() -> Result<Vec<String>, String> {
    let library = build_workspace()?.join("libzoomuser.so");
    let listed = listed()?;
    let exported = exported(&output(command("nm").args(["-D", "--defined-only"]).arg(&library))?);
    compare("exported by libzoomuser.so", &exported, &listed)?;
    compare("declared in include/zoomuser.h", &called(&read("include/zoomuser.h")?, "ZOOM_CALL "), &listed)?;
    compare("listed in docs/c-api.md", &called(&read("docs/c-api.md")?, "| `"), &listed)?;
    println!("{} functions are exported, declared and documented", listed.len());
    Ok(Vec::new())
}

/// The names in `abi/symbols.txt`: name, version of its first appearance, and where it is deprecated that version.
pub(crate) fn listed() -> Result<BTreeSet<String>, String> {
    let text = read("abi/symbols.txt")?;
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (Some(name), 2 | 3) = (words.first(), words.len()) else {
            return Err(format!("abi/symbols.txt: expected name, since and perhaps deprecated: {line}"));
        };
        if !names.insert((*name).to_owned()) {
            return Err(format!("abi/symbols.txt: {name} is listed twice"));
        }
    }
    Ok(names)
}

/// All symbols, so that nothing of Rust's can slip out either.
fn exported(nm: &str) -> BTreeSet<String> {
    nm.lines().filter_map(|line| line.split_whitespace().last()).map(str::to_owned).collect()
}

/// The words that begin with `zoom_` right behind `mark`.
fn called(text: &str, mark: &str) -> BTreeSet<String> {
    text.split(mark)
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| name.starts_with("zoom_"))
        .collect()
}

/// Fails unless what was found is what is listed.
pub(crate) fn compare(what: &str, found: &BTreeSet<String>, listed: &BTreeSet<String>) -> Result<(), String> {
    let more: Vec<_> = found.difference(listed).cloned().collect();
    let fewer: Vec<_> = listed.difference(found).cloned().collect();
    if more.is_empty() && fewer.is_empty() {
        return Ok(());
    }
    Err(format!("{what}, but not in abi/symbols.txt: {more:?}; in abi/symbols.txt, but not {what}: {fewer:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use version::Version;

    #[test]
    fn no_function_is_older_than_the_first_release_or_newer_than_this_version() {
        let parse = |text: &str| Version::parse(text).expect("a version");
        for line in read("abi/symbols.txt").expect("the list").lines().filter(|line| !line.starts_with('#')) {
            let since = line.split_whitespace().nth(1).expect("a version");
            let since = parse(&format!("{since}.0"));
            assert!(parse("0.2.0") <= since && since <= parse(zoomuser::VERSION), "{line}");
        }
    }
}

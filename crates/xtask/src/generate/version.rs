//! The version in files that are otherwise written by hand: packages of the bindings, pages. It comes from Cargo.toml.

use crate::command::root;
use crate::files::{files, read};
use crate::native::soname;
use std::path::PathBuf;

/// Files that are no pages.
const OTHERS: [&str; 12] = [
    "bindings/node/package.json",
    "bindings/node/package-lock.json",
    "bindings/perl/lib/Zoomuser.pm",
    "bindings/csharp/Zoomuser.dll.config",
    "bindings/pascal/zoomuserlib.inc",
    "bindings/php/src/Zoom.php",
    "bindings/ruby/zoomuser.gemspec",
    "bindings/ruby/lib/zoomuser.rb",
    "bindings/ruby/lib/zoomuser/library.rb",
    "bindings/tcl/pkgIndex.tcl",
    "bindings/tcl/zoomuser.tcl",
    "tests/install/CMakeLists.txt",
];

/// What stands before a version. The text keeps the number of its parts: 0.2 remains a version of two parts.
const MARKS: [&str; 16] = [
    "libzoomuser.so.",
    "zoomuser-",
    "zoomuser_",
    "libzoomuser",
    "zoomuser.",
    "Zoomuser.",
    "zoomuser@",
    "zoomuser==",
    "find_package(zoomuser ",
    "ifneeded zoomuser ",
    "package provide zoomuser ",
    "\"name\": \"zoomuser\",\n  \"version\": \"",
    "\"name\": \"zoomuser\",\n      \"version\": \"",
    "ERSION = '",
    "spec.version = \"",
    "ERSION = \"",
];

/// Every file that names the version, with its text as it has to be.
pub(super) fn generated() -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for path in pages()?.into_iter().chain(OTHERS.iter().map(|path| (*path).to_owned())) {
        let old = read(&path)?;
        let (new, count) = MARKS.into_iter().fold((old, 0), |(text, count), mark| {
            let (text, more) = replaced(&text, mark);
            (text, count + more)
        });
        if count > 0 {
            found.push((path, new));
        } else if OTHERS.contains(&path.as_str()) {
            return Err(format!("{path}: expected a version"));
        }
    }
    Ok(found)
}

/// The pages of the project.
fn pages() -> Result<Vec<String>, String> {
    let root = root();
    let mut found: Vec<PathBuf> = vec![root.join("README.md"), root.join("crates/python/README.md")];
    for folder in ["docs", "examples", "bindings"] {
        found.extend(files(&root.join(folder))?);
    }
    let is_page = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "md") && !path.iter().any(|part| part == "node_modules")
    };
    let names = found.into_iter().filter(is_page).map(|path| {
        let name = path.strip_prefix(&root).map_err(|error| error.to_string())?;
        Ok(name.display().to_string())
    });
    names.collect()
}

/// The text with the version of the project behind each mark that a version follows, and their number.
fn replaced(text: &str, mark: &str) -> (String, usize) {
    let (mut new, mut count) = (String::new(), 0);
    let mut parts = text.split(mark);
    new.push_str(parts.next().unwrap_or_default());
    for rest in parts {
        new.push_str(mark);
        let old = version(rest);
        let written = match old.matches('.').count() {
            1 => soname().trim_start_matches("libzoomuser.so.").to_owned(),
            2 => zoomuser::VERSION.to_owned(),
            _ => old.to_owned(),
        };
        count += usize::from(old.contains('.'));
        new.push_str(&written);
        new.push_str(&rest[old.len()..]);
    }
    (new, count)
}

/// The version that a text begins with: at most three numbers with points between them.
fn version(text: &str) -> &str {
    let mut end = 0;
    for _ in 0..3 {
        let rest = &text[end..];
        let rest = if end == 0 { rest } else { rest.strip_prefix('.').unwrap_or_default() };
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        end += digits + usize::from(end > 0);
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_ends_before_what_is_none() {
        for (text, expected) in
            [("0.1.0-linux", "0.1.0"), ("0.1. The", "0.1"), ("0.1`", "0.1"), ("so", ""), ("1.2.3.4", "1.2.3")]
        {
            assert_eq!(version(text), expected);
        }
    }

    #[test]
    fn a_version_keeps_the_number_of_its_parts() {
        let (text, count) =
            replaced("a libzoomuser.so.0.0.9, libzoomuser.so.0.0 and libzoomuser.so", "libzoomuser.so.");
        assert_eq!(text, format!("a libzoomuser.so.{}, {} and libzoomuser.so", zoomuser::VERSION, soname()));
        assert_eq!(count, 2);
    }
}

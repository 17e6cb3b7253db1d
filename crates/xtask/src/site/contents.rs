//! The order of the pages.

/// Chapters: a title, and its pages as paths below the root, each with its title.
pub(super) const CHAPTERS: &[(&str, &[(&str, &str)])] = &[
    (
        "Languages",
        &[
            ("docs/c-api.md", "C"),
            ("bindings/cpp/README.md", "C++"),
            ("docs/csharp.md", "C#"),
            ("docs/cobol.md", "COBOL"),
            ("docs/fortran.md", "Fortran"),
            ("docs/go.md", "Go"),
            ("docs/java.md", "Java"),
            ("docs/lua.md", "Lua"),
            ("docs/node.md", "Node"),
            ("docs/pascal.md", "Pascal and Delphi"),
            ("docs/perl.md", "Perl"),
            ("docs/php.md", "PHP"),
            ("bindings/purebasic/README.md", "PureBasic"),
            ("crates/python/README.md", "Python"),
            ("docs/ruby.md", "Ruby"),
            ("docs/rust.md", "Rust"),
            ("docs/tcl.md", "Tcl"),
            ("docs/autoit.md", "AutoIt"),
            ("docs/foxpro.md", "Visual FoxPro"),
            ("docs/vba.md", "VBA and VB6"),
            ("docs/other-languages.md", "Other languages"),
            ("docs/bindings.md", "Comparison"),
        ],
    ),
    (
        "Systems",
        &[
            ("docs/release.md", "The release folder"),
            ("docs/linux.md", "Linux"),
            ("docs/windows.md", "Windows"),
            ("docs/network.md", "Network"),
        ],
    ),
    (
        "Tasks",
        &[
            ("docs/command-line.md", "The command line"),
            ("docs/bulk.md", "Many users"),
            ("docs/list.md", "Lists of users"),
            ("docs/confirm.md", "Confirming an update"),
            ("docs/unattended.md", "Unattended operation"),
            ("docs/share.md", "Several machines"),
            ("docs/doctor.md", "The doctor"),
            ("docs/sandbox.md", "The sandbox"),
            ("docs/render-and-import.md", "Rendering and importing requests"),
        ],
    ),
    (
        "Reference",
        &[
            (API, "Interfaces"),
            ("docs/fields.md", "Fields"),
            ("docs/options.md", "Options"),
            ("docs/errors.md", "Errors"),
        ],
    ),
    (
        "Project",
        &[
            ("docs/reliability.md", "Reliability"),
            ("docs/benchmarks.md", "Benchmarks"),
            ("SECURITY.md", "Security"),
            ("CHANGELOG.md", "Changelog"),
            ("CONTRIBUTING.md", "Contributing"),
            ("ARCHITECTURE.md", "Architecture"),
        ],
    ),
];

/// A page that only the site has: the way to what other tools make.
pub(super) const API: &str = "docs/interfaces.md";

/// The text of that page.
pub(super) const API_TEXT: &str = "\
# Interfaces

* [The C header](../include/zoomuser.h), with every function and constant
* [The Rust crate `zoomuser`](../rust/zoomuser/index.html), and [`zoomuser_bulk`](../rust/zoomuser_bulk/index.html)
* [The Python package `zoomuser`](../python/zoomuser.html)
";

/// The title above all other pages, of source files and folders that pages link to.
pub(super) const OTHERS: &str = "Source files";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::root;
    use crate::files::entries;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    #[test]
    fn every_page_of_docs_is_a_chapter_and_every_chapter_a_page() {
        let pages = entries(&root().join("docs")).expect("the pages");
        let pages: BTreeSet<PathBuf> =
            pages.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
        let chapters = CHAPTERS.iter().flat_map(|(_, pages)| *pages).map(|(path, _)| *path).filter(|path| *path != API);
        let chapters: BTreeSet<PathBuf> = chapters.map(|path| root().join(path)).collect();
        let missing: Vec<&PathBuf> = pages.difference(&chapters).collect();
        assert!(missing.is_empty(), "no chapter of CHAPTERS is {missing:?}");
        assert!(chapters.iter().all(|path| path.is_file()), "{chapters:?}");
    }
}

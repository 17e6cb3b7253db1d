//! The pages as mdBook takes them: the pages of the project under their own paths, and a page for each source file and
//! folder that one of them links to.

use super::contents::{API, API_TEXT, CHAPTERS, OTHERS};
use crate::command::{command, output, root};
use crate::doc_links::links;
use crate::files::{copy, fresh, read, write};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Writes the book into a folder.
pub(super) fn write_book(folder: &Path) -> Result<(), String> {
    fresh(folder)?;
    let tracked = output(command("git").args(["ls-files", "-z"]))?;
    let mut book =
        Book { tracked: tracked.split_terminator('\0').map(PathBuf::from).collect(), pages: BTreeMap::new() };
    book.add_page(Path::new("README.md"))?;
    for (path, _) in CHAPTERS.iter().flat_map(|(_, pages)| *pages) {
        book.add_page(Path::new(path))?;
    }
    // What is linked may link further.
    while let Some(path) = book.next() {
        book.add_page(&path)?;
    }
    let source = folder.join("src");
    for (path, text) in &book.pages {
        write(&source.join(named(path)), &book.with_links(path, text))?;
    }
    for picture in book.tracked.iter().filter(|path| path.extension().is_some_and(|ending| ending == "png")) {
        copy(&root().join(picture), &source.join(picture))?;
    }
    write(&source.join("SUMMARY.md"), &book.summary())?;
    let settings = include_str!("book.toml").replace("@VERSION@", zoomuser::VERSION);
    write(&folder.join("book.toml"), &settings)?;
    // The lines of code have up to 120 characters.
    write(&folder.join("wide.css"), ":root { --content-max-width: 1080px; }\n")
}

struct Book {
    tracked: BTreeSet<PathBuf>,
    /// The text of each page, by its path in the book.
    pages: BTreeMap<PathBuf, String>,
}

impl Book {
    /// A page, a source file as a page, or a folder as a list of its files.
    fn add_page(&mut self, path: &Path) -> Result<(), String> {
        let text = if path == Path::new(API) {
            API_TEXT.to_owned()
        } else if self.tracked.contains(path) && is_page(path) {
            read(path)?
        } else if let Some(folder) = path.parent().filter(|_| path.ends_with("README.md")) {
            self.list(folder)
        } else {
            let file = path.with_extension("");
            code(&file, &read(&file)?)
        };
        self.pages.insert(path.to_owned(), text);
        Ok(())
    }

    /// A page that is linked and not there yet.
    fn next(&self) -> Option<PathBuf> {
        let linked = |(path, text): (&PathBuf, &String)| {
            links(text).filter_map(|link| self.page(path, link)).map(|(page, _)| page).collect::<Vec<_>>()
        };
        self.pages.iter().flat_map(linked).find(|page| !self.pages.contains_key(page))
    }

    /// The page of the book that a link of a page means, and its heading; `None` for what is no page.
    fn page<'a>(&self, from: &Path, link: &'a str) -> Option<(PathBuf, Option<&'a str>)> {
        let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
        if path.is_empty() || link.contains("://") {
            return None;
        }
        let target = normal(&from.parent().unwrap_or(from).join(path));
        let is_folder = self.tracked.iter().any(|file| file.starts_with(&target) && *file != target);
        let page = match target.extension() {
            _ if is_folder => target.join("README.md"),
            Some(ending) if ending == "png" => return None,
            Some(ending) if ending == "md" => target,
            _ if self.tracked.contains(&target) => with_ending(&target),
            _ => return None,
        };
        Some((page, heading))
    }

    /// A text with the links to source files and folders led to their pages.
    fn with_links(&self, path: &Path, text: &str) -> String {
        let mut text = text.to_owned();
        let found: BTreeSet<String> = links(&text).map(str::to_owned).collect();
        for link in found {
            let Some((page, heading)) = self.page(path, &link) else { continue };
            let up = "../".repeat(path.components().count() - 1);
            let heading = heading.map(|heading| format!("#{heading}")).unwrap_or_default();
            text = text.replace(&format!("]({link})"), &format!("]({up}{}{heading})", named(&page).display()));
        }
        text
    }

    /// A folder as a list of what lies directly in it.
    fn list(&self, folder: &Path) -> String {
        let files = self.tracked.iter().filter_map(|file| file.strip_prefix(folder).ok());
        let names: BTreeSet<_> = files.filter_map(|file| file.components().next()).collect();
        let lines = names.iter().map(|name| format!("* [{0}]({0})\n", Path::new(name).display()));
        format!("# {}\n\n{}", folder.display(), lines.collect::<String>())
    }

    fn summary(&self) -> String {
        let mut out = "# Summary\n\n[zoomuser](index.md)\n".to_owned();
        let mut listed = BTreeSet::from([PathBuf::from("README.md")]);
        for (title, pages) in CHAPTERS {
            out.push_str(&format!("\n# {title}\n\n"));
            for (path, title) in *pages {
                out.push_str(&format!("* [{title}]({})\n", named(Path::new(path)).display()));
                listed.insert(PathBuf::from(path));
            }
        }
        // Nested, and therefore folded.
        out.push_str(&format!("* [{OTHERS}]()\n"));
        for path in self.pages.keys().filter(|path| !listed.contains(*path)) {
            let title = path.to_string_lossy();
            let title = title.strip_suffix("/README.md").or(title.strip_suffix(".md")).unwrap_or(&title);
            out.push_str(&format!("    * [{title}]({})\n", named(path).display()));
        }
        out
    }
}

/// The name of a page in the book: mdBook would rename the page of a folder, but not the links to it.
fn named(page: &Path) -> PathBuf {
    if page.ends_with("README.md") { page.with_file_name("index.md") } else { page.to_owned() }
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
}

/// A source file as a page.
fn code(path: &Path, text: &str) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let language = match &*ending {
        "h" => "c",
        "hpp" => "cpp",
        other => other,
    };
    format!("# {name}\n\n`````{language}\n{}\n`````\n", text.trim_end())
}

/// The path of the page of a source file.
fn with_ending(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".md");
    name.into()
}

/// A path without `..`.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Book {
        let tracked = ["docs/a.md", "docs/b.png", "examples/c/x.c", "README.md"].map(PathBuf::from);
        Book { tracked: tracked.into(), pages: BTreeMap::new() }
    }

    #[test]
    fn links_to_code_and_folders_lead_to_their_pages() {
        let text = "[a](a.md#top) [x](../examples/c/x.c) [c](../examples/c) [b](b.png) [w](https://w) [h](#h)";
        let expected = "[a](../docs/a.md#top) [x](../examples/c/x.c.md) [c](../examples/c/index.md) [b](b.png) \
                        [w](https://w) [h](#h)";
        assert_eq!(book().with_links(Path::new("docs/z.md"), text), expected);
    }
}

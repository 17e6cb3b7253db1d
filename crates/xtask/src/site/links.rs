//! The links of the site: each leads to a file, and in the pages of the book to an element of it.

use super::book::normal;
use crate::files::{files, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Fails if a link leads nowhere; returns the number of pages.
pub(super) fn check(site: &Path) -> Result<usize, String> {
    let all: BTreeSet<PathBuf> = files(site)?.into_iter().collect();
    let mut pages = BTreeMap::new();
    for page in all.iter().filter(|file| file.extension().is_some_and(|ending| ending == "html")) {
        pages.insert(page.clone(), read(page)?);
    }
    let mut wrong = Vec::new();
    for (page, text) in &pages {
        // What rustdoc and pdoc make is checked by them; here, that it is there.
        let is_book = !["rust", "python"].iter().any(|made| page.starts_with(site.join(made)));
        for link in values(text, "href").chain(values(text, "src")) {
            let is_right = match target(page, &link) {
                None => true,
                Some((file, id)) if all.contains(&file) => {
                    let page = pages.get(&file).filter(|_| is_book && !id.is_empty());
                    page.is_none_or(|text| values(text, "id").any(|found| found == id))
                }
                Some(_) => false,
            };
            if !is_right {
                wrong.push(format!("{}: {link} leads nowhere", page.strip_prefix(site).unwrap_or(page).display()));
            }
        }
    }
    wrong.dedup();
    if wrong.is_empty() { Ok(pages.len()) } else { Err(wrong.join("\n")) }
}

/// The values of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> impl Iterator<Item = String> + use<'a> {
    let mark = format!(" {attribute}=\"");
    let starts: Vec<usize> = page.match_indices(&mark).map(|(at, _)| at + mark.len()).collect();
    starts.into_iter().filter_map(|start| page[start..].split_once('"')).map(|(value, _)| value.replace("&amp;", "&"))
}

/// The file and the element that a link of a page means; `None` for another site.
fn target(page: &Path, link: &str) -> Option<(PathBuf, String)> {
    // The last one is a template in the search of pdoc.
    if link.contains("://")
        || link.contains("${")
        || ["mailto:", "data:", "javascript:"].iter().any(|scheme| link.starts_with(scheme))
    {
        return None;
    }
    let (path, id) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let mut file = if path.is_empty() { page.to_owned() } else { normal(&page.parent()?.join(path)) };
    if path.ends_with('/') || path.ends_with("..") || path == "." {
        file.push("index.html");
    }
    Some((file, decoded(id)))
}

/// Text without percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_seen_from_its_page() {
        let found =
            |link| target(Path::new("/site/docs/a.html"), link).map(|(file, id)| (file.display().to_string(), id));
        assert_eq!(found("../b.html#x%20y"), Some(("/site/b.html".to_owned(), "x y".to_owned())));
        assert_eq!(found("#top"), Some(("/site/docs/a.html".to_owned(), "top".to_owned())));
        assert_eq!(found("../"), Some(("/site/index.html".to_owned(), String::new())));
        assert_eq!(found("https://zoom.us/"), None);
    }

    #[test]
    fn the_values_of_an_attribute_are_found() {
        let page = "<a href=\"b?x=1&amp;y=2\" id=\"one\"><img src=\"c\"></a>";
        assert_eq!(values(page, "href").collect::<Vec<_>>(), ["b?x=1&y=2"]);
        assert_eq!(values(page, "id").collect::<Vec<_>>(), ["one"]);
    }
}

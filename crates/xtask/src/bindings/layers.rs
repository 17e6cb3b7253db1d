//! Whether the layer of a language calls every function of the C API, in one form of its text or another.

use crate::c_api::Api;
use crate::c_api::function::base;
use std::collections::BTreeSet;

/// A layer: all of its files that are written by hand, as one text.
pub(super) struct Layer<'a> {
    pub(super) text: &'a str,
    /// The prefix of a function where it is called, instead of `zoom_`.
    pub(super) calls: &'a str,
    /// Functions that it does without.
    pub(super) unused: &'a [&'a str],
}

/// Functions that the layer neither calls nor does without, and functions that it does without wrongly.
pub(super) fn check(layer: &Layer<'_>, api: &Api) -> Vec<String> {
    let text = plain(layer.text);
    let names: BTreeSet<&str> = api.functions.iter().map(|function| base(&function.name)).collect();
    let mut wrong = Vec::new();
    for name in &names {
        let called = plain(layer.calls) + name.trim_start_matches("zoom_");
        match (is_called(&text, &called), layer.unused.contains(name)) {
            (false, false) => {
                wrong.push(format!("{name} is not called: add it, or name it in `unused` or `Left out:`"));
            }
            (true, true) => wrong.push(format!("{name} is called: take it out of `unused`")),
            _ => {}
        }
    }
    let gone = layer.unused.iter().filter(|name| !names.contains(*name));
    wrong.extend(gone.map(|name| format!("{name} is not in the header: take it out of `unused`")));
    wrong
}

/// Some languages have no case, and COBOL no `_`.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('-', "_")
}

fn is_called(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let after = after.strip_prefix("_utf16").or(after.strip_prefix("_n")).unwrap_or(after);
        !before.ends_with(is_word) && !after.starts_with(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::c_api::function::Function;

    #[test]
    fn seeded_faults_are_found() {
        let function = |name: &str| Function { name: name.to_owned(), ..Function::default() };
        let functions = ["zoom_a", "zoom_a_b", "zoom_a_b_utf16"].map(function).into();
        let api = Api { functions, ..Api::default() };
        let check = |text: &str, calls: &str, unused: &[&str]| check(&Layer { text, calls, unused }, &api);
        let none = Vec::<String>::new();
        assert_eq!(check("zoom_a(); zoom_a_b_utf16();", "zoom_", &[]), none);
        assert_eq!(check("CALL ZRAW-A. CALL ZRAW-A-B-N.", "ZRAW-", &[]), none);
        assert_eq!(check("zu.a();", "zu.", &["zoom_a_b"]), none);
        let missing = ["zoom_a is not called: add it, or name it in `unused` or `Left out:`"];
        for text in ["zoom_a_b();", "zoom_a_b(); zoom_ab(); my_zoom_a();"] {
            assert_eq!(check(text, "zoom_", &[]), missing, "{text}");
        }
        let called = ["zoom_a is called: take it out of `unused`"];
        assert_eq!(check("zoom_a(); zoom_a_b();", "zoom_", &["zoom_a"]), called);
        let gone = ["zoom_c is not in the header: take it out of `unused`"];
        assert_eq!(check("zoom_a(); zoom_a_b();", "zoom_", &["zoom_c"]), gone);
    }
}

//! What each language needs to call the library: one file a language, each a pure function from the C API to the text of
//! the binding's declarations. The idiomatic layer of a language is written by hand.

pub(super) mod c;
pub(super) mod cobol;
pub(super) mod csharp;
pub(super) mod fortran;
pub(super) mod java;
pub(super) mod node;
pub(super) mod pascal;

use crate::c_api::statuses;

/// The first line of every generated file, after the sign for a comment.
const NOTICE: &str = "Made from the C API by `cargo xtask bindings`. Not to be changed by hand.";

/// The names of options and of fields: the noun of their class, the prefix in C, and what they are.
const OPTIONS: (&str, &str, &str) = ("Option", "ZOOM_OPT_", "options of a client; docs/options.md");
const FIELDS: (&str, &str, &str) = ("Field", "ZOOM_FIELD_", "fields of a user; docs/fields.md");

/// A text of each item, one after the other.
pub(super) fn each<T>(items: impl IntoIterator<Item = T>, text: impl FnMut(T) -> String) -> String {
    items.into_iter().map(text).collect()
}

/// The statuses as constants: what is before the name, and between name and number.
pub(super) fn status_constants(before: &str, equals: &str) -> String {
    each(statuses(), |(name, _, number)| format!("{before}{name}{equals}{number}\n"))
}

/// `NOT_FOUND` as `NotFound`.
pub(super) fn pascal_case(name: &str) -> String {
    each(name.split('_'), |word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + &rest.to_lowercase()
    })
}

/// `user_id` as `userId`.
pub(super) fn camel_case(name: &str) -> String {
    let pascal = pascal_case(name);
    let (first, rest) = pascal.split_at(pascal.len().min(1));
    first.to_lowercase() + rest
}

/// Breaks a line behind a comma where it is longer than this: `apart` is the end of a line and the beginning of the next.
pub(super) fn wrapped(line: &str, width: usize, apart: &str) -> String {
    let (mut text, mut used) = (String::new(), 0);
    for word in line.split_inclusive(", ") {
        if used > 0 && used + word.len() > width {
            text.truncate(text.trim_end().len());
            text.push_str(apart);
            used = 0;
        }
        text.push_str(word);
        used += word.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_lines_are_broken_behind_a_comma() {
        let line = format!("f({}, {})", "a".repeat(60), "b".repeat(60));
        assert_eq!(wrapped(&line, 110, " &\n  "), format!("f({}, &\n  {})", "a".repeat(60), "b".repeat(60)));
        assert_eq!(wrapped("f(a, b)", 110, " &\n"), "f(a, b)");
    }
}

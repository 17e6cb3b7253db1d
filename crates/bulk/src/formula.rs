//! The `'` that keeps a spreadsheet from running a text in CSV as a formula.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text with a `'` in front if a spreadsheet would run it, or if [`unguarded`] would take one off.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// A cell of a CSV file as it stands there, with a `'` in front if a spreadsheet would run it.
pub fn guarded_cell(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(STARTS) { format!("'{cell}").into() } else { cell.into() }
}

/// A text without the `'` that [`guarded`] put in front; `None` if it has none.
pub fn unguarded(text: &str) -> Option<&str> {
    text.strip_prefix('\'').filter(|rest| is_formula(rest))
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (text, written) in [
            ("=1", "'=1"),
            ("-", "'-"),
            ("'=1", "''=1"),
            ("''+1", "'''+1"),
            ("\tx", "'\tx"),
            ("'a", "'a"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written);
            assert_eq!(unguarded(written).unwrap_or(written), text);
        }
    }
}

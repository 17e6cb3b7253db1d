//! Comparison of phone numbers in a normalized form.

/// Whether two phone numbers are equal. Each is a calling code (`+44`, or "" if unknown) and a number.
///
/// Spaces, parentheses, hyphens, dots and slashes are ignored. A number that begins with `+` or `00` includes its calling
/// code. A number without a code equals one that has one to three more digits at its beginning.
pub(crate) fn same(a: (&str, &str), b: (&str, &str)) -> bool {
    let (a, b) = (Number::of(a), Number::of(b));
    match (a.is_international, b.is_international) {
        (true, false) => a.is_with_code(&b),
        (false, true) => b.is_with_code(&a),
        _ => a.text == b.text,
    }
}

/// A normalized number.
struct Number {
    /// The calling code, if it was given separately.
    code: String,
    text: String,
    /// Whether `text` includes the calling code.
    is_international: bool,
}

impl Number {
    fn of((code, number): (&str, &str)) -> Self {
        let (code, number) = (code.trim_start(), number.trim_start());
        let code = significant(code.strip_prefix('+').unwrap_or(code));
        match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
            Some(whole) => Self { code, text: significant(whole), is_international: true },
            None if code.is_empty() => Self { code, text: significant(number), is_international: false },
            None => Self { text: format!("{code}{}", significant(number)), code, is_international: true },
        }
    }

    /// Whether this is `local` with a calling code before it.
    fn is_with_code(&self, local: &Self) -> bool {
        match self.text.strip_suffix(&local.text) {
            Some(code) if self.code.is_empty() => !local.text.is_empty() && (1..=3).contains(&code.len()),
            Some(code) => code == self.code,
            None => false,
        }
    }
}

/// The significant characters: digits and, for extensions, letters and other signs.
fn significant(text: &str) -> String {
    let is_formatting =
        |c: &char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}');
    text.chars().filter(|c| !is_formatting(c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_is_ignored() {
        for (a, b, alike) in [
            (("", "555-0100"), ("", "(555) 01.00"), true),
            (("+44", "5550100"), ("", "+44 555 0100"), true),
            (("+44", "5550100"), ("44", "00445550100"), true),
            (("", "5550100"), ("+44", "5550100"), true),
            (("", "8005551234"), ("", "+1 800 555 1234"), true),
            (("", "8005551234"), ("", "+1234 800 555 1234"), false),
            (("+44", "5550100"), ("+49", "5550100"), false),
            (("+44", "5550100"), ("+44", "5550101"), false),
            (("", "0100"), ("+44", "5550100"), false),
            (("", "5550100"), ("", "15550100"), false),
            (("", "5550100 x 12"), ("", "5550100X12"), true),
            (("", "5550100x12"), ("", "555010012"), false),
            (("", ""), ("", "+1"), false),
            (("", ""), ("", ""), true),
        ] {
            assert_eq!((same(a, b), same(b, a)), (alike, alike), "{a:?} {b:?}");
        }
    }
}

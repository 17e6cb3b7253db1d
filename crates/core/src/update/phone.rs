//! Telephone numbers in a normal form, so that two ways of writing one number are the same.

/// Whether two numbers are the same. Each is its calling code (`+44`; "" where it is not given) and the number.
///
/// Blanks, brackets, hyphens, dots and slashes do not count. A number that begins with `+` or `00` has its calling code
/// in it. One whose code is not known is the same as one that has a code of one to three digits before the same rest.
pub(crate) fn same(a: (&str, &str), b: (&str, &str)) -> bool {
    let (a, b) = (Number::of(a), Number::of(b));
    match (a.is_whole, b.is_whole) {
        (true, false) => a.is_with_code(&b),
        (false, true) => b.is_with_code(&a),
        _ => a.text == b.text,
    }
}

/// A number in its normal form.
struct Number {
    /// The calling code, where it was given beside the number.
    code: String,
    text: String,
    /// Whether the calling code is in the text.
    is_whole: bool,
}

impl Number {
    fn of((code, number): (&str, &str)) -> Self {
        let (code, number) = (code.trim_start(), number.trim_start());
        let code = signs(code.strip_prefix('+').unwrap_or(code));
        match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
            Some(whole) => Self { code, text: signs(whole), is_whole: true },
            None if code.is_empty() => Self { code, text: signs(number), is_whole: false },
            None => Self { text: format!("{code}{}", signs(number)), code, is_whole: true },
        }
    }

    /// Whether this is `local` with a calling code in front of it.
    fn is_with_code(&self, local: &Self) -> bool {
        match self.text.strip_suffix(&local.text) {
            Some(code) if self.code.is_empty() => !local.text.is_empty() && (1..=3).contains(&code.len()),
            Some(code) => code == self.code,
            None => false,
        }
    }
}

/// What of a number counts: digits and, for extensions, letters and other signs.
fn signs(text: &str) -> String {
    let is_written_only =
        |c: &char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}');
    text.chars().filter(|c| !is_written_only(c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_may_be_written_in_many_ways() {
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

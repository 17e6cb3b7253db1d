//! What spreadsheets do to numbers, ids and text.

/// A finding about the text of a cell: whether it is an error, and the message.
pub(super) type Finding = (bool, &'static str);

/// Errors that a spreadsheet shows in place of a value, in English and German.
const ERRORS: &[&str] = &[
    "#N/A", "#NV", "#REF!", "#BEZUG!", "#VALUE!", "#WERT!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#ZAHL!",
    "#SPILL!", "#CALC!",
];

/// What a spreadsheet did to a cell. `is_digits` says that the column has numbers or ids.
pub(super) fn finding(cell: &str, is_digits: bool) -> Option<Finding> {
    let bytes = cell.as_bytes();
    match bytes.first()? {
        b'#' if ERRORS.contains(&cell) || (cell.len() > 2 && bytes.iter().all(|byte| *byte == b'#')) => Some((
            true,
            "the error or placeholder of a spreadsheet in place of the value: correct the cell in the spreadsheet",
        )),
        b'=' if cell.starts_with("=\"") => {
            Some((true, "a formula that a spreadsheet is to show as text: write the text alone, without = and quotes"))
        }
        b'\'' if bytes.get(1).is_some_and(u8::is_ascii_digit) => {
            Some((is_digits, "begins with ', with which a spreadsheet marks text: take the ' off"))
        }
        b'-' | b'0'..=b'9' if is_scientific(bytes) => Some((
            is_digits,
            "a number that a spreadsheet rounded (E+): format the column as text and enter the digits again",
        )),
        b'0'..=b'9' if is_digits && is_date(cell) => Some((
            true,
            "a date, which a spreadsheet makes of some numbers: format the column as text and enter the value again",
        )),
        _ => None,
    }
}

/// Whether a text is a number such as `2.55189E+09` or `4,41E+11`.
fn is_scientific(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let Some(at) = text.iter().position(|byte| matches!(byte, b'E' | b'e')) else { return false };
    let (number, exponent) = text.split_at(at);
    let is_digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let is_exponent = matches!(exponent, [_, b'+' | b'-', digits @ ..] if is_digits(digits));
    is_exponent && number.iter().filter(|byte| !byte.is_ascii_digit()).all(|byte| matches!(byte, b'.' | b','))
}

/// Whether a text is a date such as `2024-01-31`, `31.01.2024`, `1/31/24` or `1-Jan`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let is_number = |part: &str, longest: usize| {
        !part.is_empty() && part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [a, b, c] => {
            let is_year_first = is_number(a, 4) && a.len() == 4 && is_number(b, 2) && is_number(c, 2);
            let is_year_last = is_number(a, 2) && is_number(b, 2) && is_number(c, 4) && matches!(c.len(), 2 | 4);
            is_year_first || is_year_last
        }
        [day, month] => is_number(day, 2) && month.len() == 3 && month.bytes().all(|byte| byte.is_ascii_alphabetic()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_found_and_text_is_not() {
        for (cell, in_digits, in_text) in [
            ("2.55189E+09", Some(true), Some(false)),
            ("4,41E+11", Some(true), Some(false)),
            ("-1E-05", Some(true), Some(false)),
            ("=\"0123\"", Some(true), Some(true)),
            ("'0123", Some(true), Some(false)),
            ("#N/A", Some(true), Some(true)),
            ("#WERT!", Some(true), Some(true)),
            ("####", Some(true), Some(true)),
            ("2024-01-31", Some(true), None),
            ("31.01.2024", Some(true), None),
            ("1/31/24", Some(true), None),
            ("1-Jan", Some(true), None),
            ("12E5", None, None),
            ("'t Hooft", None, None),
            ("#1 team", None, None),
            ("=1+1", None, None),
            ("123-456-7890", None, None),
            ("555.010.0100", None, None),
            ("+49 30 5550100", None, None),
            ("", None, None),
        ] {
            assert_eq!(finding(cell, true).map(|found| found.0), in_digits, "{cell} in digits");
            assert_eq!(finding(cell, false).map(|found| found.0), in_text, "{cell} in text");
            for (_, message) in finding(cell, true).into_iter().chain(finding(cell, false)) {
                assert!(message.contains("spreadsheet"), "{message}");
            }
        }
    }
}

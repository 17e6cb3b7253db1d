//! Typographic quotes and dashes, which word processors insert and shells and JSON do not accept.

fn is_quote(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}' | '\u{00ab}' | '\u{00bb}')
}

/// Whether it is a typographic quote or dash.
pub(crate) fn is_sign(c: char) -> bool {
    is_quote(c) || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The error for a typographic character in a command.
pub(crate) fn refusal(c: char, line: usize) -> String {
    let code = u32::from(c);
    match is_quote(c) {
        true => format!(
            "line {line}: U+{code:04X} is a typographic quote, which a shell treats as a letter: write \" or ' instead"
        ),
        false => format!(
            "line {line}: U+{code:04X} is a typographic dash, which a shell treats as a letter: write - or -- instead"
        ),
    }
}

/// The error for typographic quotes in a text that is not valid JSON.
pub(crate) fn in_json(text: &str) -> Option<String> {
    let quote = text.chars().find(|c| is_quote(*c))?;
    Some(format!(
        "body: U+{:04X} is a typographic quote, which is not valid in JSON: write \" instead",
        u32::from(quote)
    ))
}

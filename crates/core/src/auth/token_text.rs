//! Checks of tokens and credentials as callers pass them: placeholders, quotes and other mistakes. No message repeats the
//! text.

use crate::response::problem::Problem;
use crate::secret::Secret;

/// The accepted lengths of a token, in bytes. Zoom's have some hundreds; one of a few characters could not be redacted
/// without redacting innocent text.
const TOKEN_LEN: std::ops::RangeInclusive<usize> = 4..=16 * 1024;

const TOKEN_SYNTAX: &str = "expected letters, digits and -._~+/, and = only at the end";

const QUOTES: &[char] =
    &['"', '\'', '`', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}'];

/// Reads an access token from an option or the program; "" is none.
pub(crate) fn token(value: &str) -> Result<Secret, String> {
    check(value)?;
    issued_token(value)
}

/// Reads an access token as the token service issued it: anything that can be part of a header.
pub(crate) fn issued_token(value: &str) -> Result<Secret, String> {
    if let Some(bad) = value.chars().find(|c| !c.is_ascii_graphic()) {
        return Err(format!("holds {}: expected letters, digits and signs without blanks", named(bad)));
    }
    if !value.is_empty() && !TOKEN_LEN.contains(&value.len()) {
        return Err(format!("expected {} to {} characters", TOKEN_LEN.start(), TOKEN_LEN.end()));
    }
    Ok(Secret::new(value))
}

/// The text without the line end that functions such as fgets leave, and whether there was one.
pub(crate) fn without_line_end(text: &str) -> (&str, bool) {
    let shorter = text.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    match shorter.or_else(|| text.strip_suffix('\r')) {
        Some(line) => (line, true),
        None => (text, false),
    }
}

/// The warnings for options whose value had a line end.
pub(crate) fn dropped_line_ends(options: &[&str]) -> Vec<Problem> {
    let warning = |name| Problem::new(name, format!("the line end after it was dropped; give the {name} without one"));
    options.iter().copied().map(warning).collect()
}

/// A description of a character, also of an invisible one.
pub(crate) fn named(c: char) -> String {
    match c {
        ' ' => "a blank".to_owned(),
        c if c.is_ascii_graphic() => format!("\"{c}\""),
        c if c.is_ascii_control() => "a control character, e.g. the end of a line".to_owned(),
        c => format!("the character U+{:04X}", u32::from(c)),
    }
}

/// Refuses a text that is not an access token by the syntax of RFC 6750 (b64token), and says why.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let is_good = |c: char| c.is_ascii_alphanumeric() || "-._~+/".contains(c);
    let body = text.trim_end_matches('=');
    if body.chars().all(is_good) && (!body.is_empty() || text.is_empty()) {
        return Ok(());
    }
    if names_bearer(text) {
        return Err("give the token alone, without the word Bearer".to_owned());
    }
    if text.starts_with("{\"") {
        return Err("is JSON: give the value of access_token alone".to_owned());
    }
    if let Some(why) = assigned(text).or_else(|| placeholder(text)) {
        return Err(why);
    }
    if text.starts_with(QUOTES) || text.ends_with(QUOTES) {
        return Err("has quotes around it: give the token without them".to_owned());
    }
    if text.starts_with('$') {
        return Err("is the name of a variable that nobody replaced: give its value".to_owned());
    }
    let bad = body.chars().find(|c| !is_good(*c)).unwrap_or('=');
    if bad == '@' {
        let why = "expected an access token, got what looks like an e-mail address: are the arguments swapped?";
        return Err(why.to_owned());
    }
    Err(format!("holds {}: {TOKEN_SYNTAX}", named(bad)))
}

/// Refuses a text that is obviously not an id or a secret of an app. Their syntax is not documented, so a single character
/// proves nothing.
pub(crate) fn check_credential(text: &str) -> Result<(), String> {
    const NAMES: [&str; 3] = ["account_id", "client_id", "client_secret"];
    let is_own = |text: &str| {
        let name = text.split('=').next().unwrap_or_default().to_ascii_lowercase();
        text.contains('=') && NAMES.iter().any(|own| name.ends_with(own))
    };
    let is_quoted = text.chars().count() > 1 && text.starts_with(QUOTES) && text.ends_with(QUOTES);
    let why = match text {
        text if is_own(text) => assigned(text),
        _ if is_quoted => Some("has quotes around it: give the value without them".to_owned()),
        text => placeholder(text),
    };
    why.map_or(Ok(()), Err)
}

/// `Bearer x`, `Bearer: x`, `Authorization: Bearer x`.
fn names_bearer(text: &str) -> bool {
    let starts = |text: &str, word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let text = text.trim_start();
    let value = if starts(text, "authorization:") { text.get(14..).unwrap_or_default().trim_start() } else { text };
    starts(value, "bearer ") || starts(value, "bearer:") || starts(text, "authorization:")
}

/// `NAME=value`, as in an environment file.
fn assigned(text: &str) -> Option<String> {
    let line = text.strip_prefix("export ").or_else(|| text.strip_prefix("set ")).unwrap_or(text);
    let (name, value) = line.split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    let is_value = !value.trim_start_matches('=').is_empty();
    (is_name && is_value).then(|| "has the form NAME=value: give the value alone, without the name and =".to_owned())
}

/// A placeholder, or a variable that was not expanded.
fn placeholder(text: &str) -> Option<String> {
    let within = |start: &str, end: &str| {
        let inside = text.strip_prefix(start).and_then(|text| text.strip_suffix(end));
        inside.filter(|inside| !inside.is_empty())
    };
    let is_name = |name: &str| {
        let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'_');
        first && name.contains('_') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let variable = |form: &str| Some(format!("is a variable ({form}) that nobody replaced: give its value"));
    if within("{{", "}}").is_some() {
        return variable("{{...}}");
    }
    if within("${", "}").is_some() || within("$(", ")").is_some() {
        return variable("${...}");
    }
    if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("$env:")) {
        return variable("$env:NAME");
    }
    if text.strip_prefix('$').is_some_and(is_name) {
        return variable("$NAME");
    }
    if within("%", "%").is_some_and(|name| !name.contains('%') && name.bytes().all(|byte| byte.is_ascii_graphic())) {
        return variable("%NAME%");
    }
    let in_signs = |signs: &str| Some(format!("is a placeholder in {signs}: put the value in its place"));
    for (start, end) in [("<", ">"), ("[", "]"), ("{", "}")] {
        if within(start, end).is_some() {
            return in_signs(&format!("{start}{end}"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_end_is_dropped() {
        for (text, line, dropped) in [
            ("x", "x", false),
            ("x\n", "x", true),
            ("x\r\n", "x", true),
            ("x\r", "x", true),
            ("x\n\n", "x\n", true),
            ("x\n\r", "x\n", true),
            ("\n", "", true),
            ("", "", false),
        ] {
            assert_eq!(without_line_end(text), (line, dropped), "{text:?}");
        }
    }

    #[test]
    fn no_text_panics_or_is_repeated() {
        let signs =
            ["\"", "'", "<", ">", "{", "}", "{{", "}}", "$", "%", "=", " ", ";", "Bearer ", "\u{201c}", "\u{fc}", ""];
        for start in signs {
            for end in signs {
                for inner in ["", "secret9", "SECRET_9"] {
                    let text = format!("{start}{inner}{end}");
                    for why in [check(&text).err(), check_credential(&text).err()].into_iter().flatten() {
                        assert!(inner.is_empty() || !why.contains(inner), "{text}: {why}");
                    }
                }
            }
        }
        assert_eq!((check(""), check_credential("")), (Ok(()), Ok(())));
    }
}

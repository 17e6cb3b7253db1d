//! Splits a command into words as `cmd.exe` and Microsoft's C runtime do.

use crate::command::{Command, MISSING_CONTINUATION, SECOND_COMMAND, Word, is_curl};
use zoomuser::internal::render::quoting::CMD_PERCENT;

/// Marks the end of a command; the text must not contain it.
const END: char = '\0';
/// Marks a `%` that may delimit a variable; the text must not contain it.
const PERCENT: char = '\u{1}';

/// Whether a text is for `cmd.exe`.
pub(crate) fn is_cmd(text: &str) -> bool {
    text.contains("^\"") || text.contains(CMD_PERCENT) || text.lines().any(|line| line.trim_end().ends_with('^'))
}

/// The first curl command of a text.
pub(crate) fn split(text: &str) -> Result<Command, String> {
    if text.contains([END, PERCENT]) {
        return Err("the text contains control characters".to_owned());
    }
    let read = shell(text);
    let mut lines = read.split(END).map(runtime).filter(|words| !words.is_empty());
    let mut command = lines
        .by_ref()
        .find(|words| words.first().is_some_and(|word| is_curl(&word.text)))
        .map(|words| Command::new(words.into_iter().skip(1).collect()))
        .ok_or("expected a curl command")?;
    for words in lines {
        if words.first().is_some_and(|word| word.text.starts_with('-')) && !command.warnings().contains(&SECOND_COMMAND)
        {
            command.warn(MISSING_CONTINUATION);
            command.words.extend(words);
        } else {
            command.warn(SECOND_COMMAND);
        }
    }
    Ok(command)
}

/// The text as cmd.exe passes it to a program: without `^`, with [`END`] after each command and [`PERCENT`] for some `%`.
fn shell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_quotes = false;
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        if let Some(after) = rest.strip_prefix(CMD_PERCENT).or_else(|| rest.strip_prefix("%%")) {
            out.push('%');
            chars = after.chars();
            continue;
        }
        let Some(c) = chars.next() else { return out };
        match c {
            '\r' => {}
            '\n' => {
                in_quotes = false;
                out.push(END);
            }
            // The line end is removed; the character after it, even a line end, is taken literally.
            '^' if !in_quotes => match chars.find(|c| *c != '\r') {
                Some('\n') => out.extend(chars.find(|c| *c != '\r')),
                Some(c) => out.push(c),
                None => {}
            },
            '&' | '|' | '<' | '>' if !in_quotes => out.push(END),
            '%' => out.push(PERCENT),
            c => {
                in_quotes ^= c == '"';
                out.push(c);
            }
        }
    }
}

/// Splits a line as the C runtime does.
fn runtime(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut in_quotes = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '\t' | '\n' if !in_quotes => words.extend(word.take()),
            '\\' => {
                let mut count = 1;
                while chars.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                let is_before_quote = chars.peek() == Some(&'"');
                let text = word.get_or_insert_default();
                text.push_str(&"\\".repeat(if is_before_quote { count / 2 } else { count }));
                if is_before_quote && count % 2 == 1 {
                    text.extend(chars.next());
                }
            }
            '"' if in_quotes && chars.next_if_eq(&'"').is_some() => word.get_or_insert_default().push('"'),
            '"' => {
                in_quotes = !in_quotes;
                word.get_or_insert_default();
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words.into_iter().map(|text| Word { variables: variables(&text), text: text.replace(PERCENT, "%") }).collect()
}

/// The variables `%NAME%`. Two hexadecimal digits are a URL escape, not a name.
fn variables(text: &str) -> Vec<String> {
    let is_hex = |name: &str| name.len() == 2 && name.bytes().all(|b| b.is_ascii_hexdigit());
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && !is_hex(name)
    };
    let mut pieces = text.split(PERCENT);
    pieces.next();
    let mut pieces: Vec<&str> = pieces.collect();
    // The text after the last `%` is not delimited.
    pieces.pop();
    pieces.into_iter().filter(is_name).map(|name| format!("%{name}%")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text).expect(text).words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_split_as_by_cmd_and_the_runtime() {
        for (text, expected) in [
            ("curl ^\n  -X \"PATCH\" ^\r\n  a", &["-X", "PATCH", "a"][..]),
            // As a browser copies it.
            (
                "curl ^\"https://h/^%^7Bx^%^7D?a=1^&b=2^\" ^\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"b^\\^\"^}^\"",
                &["https://h/%7Bx%7D?a=1&b=2", "--data-raw", "{\"a\":\"b\"}"],
            ),
            ("curl ^\"a^\n\nb^\"", &["a\nb"]),
            ("curl \"a&b|c ^ d\" ^&", &["a&b|c ^ d", "&"]),
            ("curl \"C:\\a\\\\\" \\\\x\\\"y \"\" \"a\"\"b\"", &["C:\\a\\", "\\\\x\"y", "", "a\"b"]),
            ("@echo off\nset \"ZOOM_PERCENT=%%\"\ncurl a%ZOOM_PERCENT:~0,1%20b 50%%", &["a%20b", "50%"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn variables_are_distinguished_from_escapes() {
        let command = split("curl %ZOOM_TOKEN%^-%C3%BC% %a%%b ^").expect("words");
        let variables: Vec<_> = command.words.iter().map(|word| word.variables.join(" ")).collect();
        assert_eq!(variables, ["%ZOOM_TOKEN%", ""]);
    }

    #[test]
    fn a_command_ends() {
        let command = split("curl a ^\n b\necho c").expect("words");
        assert_eq!((command.words.len(), command.warnings()), (2, &[SECOND_COMMAND][..]));
        let command = split("curl a\n-b c | more").expect("words");
        assert_eq!((command.words.len(), command.warnings()), (3, &[MISSING_CONTINUATION, SECOND_COMMAND][..]));
        assert!(split("echo x ^").is_err());
    }
}

//! A configuration file of curl (`--config`), as `render --as curl-powershell` pipes it to curl.

/// The options with their values, in order.
pub(crate) fn read(text: &str) -> Result<Vec<(String, Option<String>)>, String> {
    let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| option(line).ok_or("--config: a line is malformed".to_owned())).collect()
}

fn option(line: &str) -> Option<(String, Option<String>)> {
    let end = line.find(|c: char| c.is_whitespace() || matches!(c, '=' | ':')).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let name = name.trim_start_matches('-').to_owned();
    let rest = rest.trim_start().trim_start_matches(['=', ':']).trim_start();
    if rest.is_empty() {
        return Some((name, None));
    }
    let Some(quoted) = rest.strip_prefix('"') else { return Some((name, Some(rest.to_owned()))) };
    let mut value = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next()? {
            '"' => return Some((name, Some(value))),
            '\\' => value.push(match chars.next()? {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'v' => '\u{b}',
                c => c,
            }),
            c => value.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parsed_as_in_curl() {
        let text =
            "# x\nrequest = \"PATCH\"\r\n\nhead\nurl=a\n--header: \"a: \\\"b\\\\\\n\\r\\t\\v\\x\" y\nuser-agent b c";
        let some = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
        let expected = [
            some("request", "PATCH"),
            ("head".to_owned(), None),
            some("url", "a"),
            some("header", "a: \"b\\\n\r\t\u{b}x"),
            some("user-agent", "b c"),
        ];
        assert_eq!(read(text).as_deref(), Ok(&expected[..]));
        for broken in ["a = \"", "a = \"\\"] {
            assert!(read(broken).is_err(), "{broken}");
        }
    }
}

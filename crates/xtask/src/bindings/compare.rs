//! Files for Windows that are written by hand: the questions that are the same in every language.

use super::raw::camel_case;
use crate::c_api::Api;
use crate::c_api::function::Function;

/// A parameter's name where BASIC or FoxPro have a word or function of this name.
pub(super) fn parameter_name(name: &str) -> String {
    match name {
        "name" => "partName".to_owned(),
        "option" => "optionName".to_owned(),
        "format" => "formatName".to_owned(),
        "list" => "listName".to_owned(),
        "length" => "byteCount".to_owned(),
        "i" => "index".to_owned(),
        other => camel_case(other),
    }
}

/// A binding's own statuses are negative, so that none of the library's can ever be the same.
pub(super) fn own_statuses(by_hand: &str) -> Vec<String> {
    let constants = by_hand.lines().filter_map(|line| line.split_once("ZOOM_E_")?.1.split_once([' ', '=']));
    let numbers =
        constants.filter_map(|(name, rest)| Some((name, rest.trim_start_matches([' ', '=']).parse::<i64>().ok()?)));
    numbers
        .filter(|(_, number)| *number >= 0)
        .map(|(name, _)| format!("ZOOM_E_{name}: the library has no such status"))
        .collect()
}

/// Editors of Windows that know no UTF-8 read these files.
pub(super) fn form(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(line) = text.lines().position(|line| !line.is_ascii()) {
        wrong.push(format!("line {}: expected ASCII", line + 1));
    }
    if let Some(line) = text.split_inclusive('\n').position(|line| !line.ends_with("\r\n")) {
        wrong.push(format!("line {}: expected CR LF at its end", line + 1));
    }
    wrong
}

/// Calls of the library in a line of code: each function and its arguments. Those with another number of arguments than it
/// takes are `wrong`.
pub(super) fn calls<'a>(line: &'a str, api: &'a Api, wrong: &mut Vec<String>) -> Vec<(&'a Function, Vec<&'a str>)> {
    let mut found = Vec::new();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    for (at, _) in line.match_indices("zoom_").filter(|(at, _)| !line[..*at].ends_with(|c| is_name(c) || c == '"')) {
        let rest = &line[at..];
        let (name, rest) = rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()));
        let Some(function) = api.function(name) else { continue };
        let given = arguments(rest.strip_prefix('(').unwrap_or(rest), &['"']);
        if given.len() == function.parameters.len() {
            found.push((function, given));
        } else {
            let takes = function.parameters.len();
            wrong.push(format!("{name}: it has {takes} parameters, a call gives {}", given.len()));
        }
    }
    found
}

/// The texts between commas, outside of brackets and of texts in these quotes; up to the bracket that closes more than
/// was opened.
pub(super) fn arguments<'a>(text: &'a str, quotes: &[char]) -> Vec<&'a str> {
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, None);
    let mut end = text.len();
    for (i, c) in text.char_indices() {
        match quoted {
            Some(quote) if c == quote => quoted = None,
            Some(_) => {}
            None if quotes.contains(&c) => quoted = Some(c),
            None => match c {
                '(' | '[' => depth += 1,
                ')' | ']' if depth == 0 => {
                    end = i;
                    break;
                }
                ')' | ']' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(text[start..i].trim());
                    start = i + 1;
                }
                _ => {}
            },
        }
    }
    let last = text[start..end].trim();
    if !last.is_empty() || !found.is_empty() {
        found.push(last);
    }
    found
}

/// Seeds each fault into what is written by hand of a file, and fails unless it is found.
#[cfg(test)]
pub(super) fn expect_found(path: &str, check: fn(&str, &Api) -> Vec<String>, faults: &[(&str, &str, &str)]) {
    let file = super::by_hand::FILES.iter().find(|file| file.path == path).expect(path);
    let text = file.by_hand(&crate::files::read(path).expect(path));
    let api = Api::read().expect("the C API");
    assert_eq!(check(&text, &api), Vec::<String>::new());
    for (from, to, expected) in faults {
        assert!(text.contains(from), "{from}");
        let wrong = check(&text.replace(from, to), &api);
        assert!(wrong.iter().any(|why| why.contains(expected)), "{from}: {wrong:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_end_at_commas_outside_of_brackets_and_quotes() {
        let cases: [(&str, &[&str]); 5] = [
            ("", &[]),
            ("a, f(b, c), d[1, 2]", &["a", "f(b, c)", "d[1, 2]"]),
            ("\"a,)\", b) + c, d", &["\"a,)\"", "b"]),
            ("'\"', b", &["'\"'", "b"]),
            ("a, ", &["a", ""]),
        ];
        for (text, expected) in cases {
            assert_eq!(arguments(text, &['"', '\'']), expected, "{text}");
        }
    }

    #[test]
    fn own_statuses_are_negative() {
        assert_eq!(own_statuses("#ZOOM_E_NOT_LOADED = -1\nIf Status = #ZOOM_E_BUSY Then 7\n"), Vec::<String>::new());
        let expected = ["ZOOM_E_NOT_LOADED: the library has no such status"];
        assert_eq!(own_statuses("#ZOOM_E_NOT_LOADED = 70\n"), expected);
        assert_eq!(own_statuses("#DEFINE ZOOM_E_NOT_LOADED 70\n"), expected);
    }

    #[test]
    fn the_form_is_ascii_with_lines_of_windows() {
        assert_eq!(form("a\r\nb\r\n"), Vec::<String>::new());
        assert_eq!(form("a\r\nb\n"), ["line 2: expected CR LF at its end"]);
        assert_eq!(form("a\r\n\u{e4}\r\n"), ["line 2: expected ASCII"]);
    }
}

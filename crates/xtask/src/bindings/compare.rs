//! Declarations that are written by hand, beside the header: the questions that are the same in every language.

use super::header::{Function, Header, Type};
use std::collections::BTreeMap;

/// A function as a binding declares or calls it; types are the words of the language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declared<'a> {
    pub(super) name: &'a str,
    pub(super) result: &'a str,
    pub(super) parameters: Vec<&'a str>,
}

/// What a language's types can carry.
pub(super) trait Types {
    /// Whether a result of this type arrives whole.
    fn holds_result(&self, declared: &str, kind: &Type) -> bool;
    /// Whether a parameter of this type is passed as the library takes it.
    fn holds_parameter(&self, declared: &str, kind: &Type) -> bool;
}

/// Everything that is not as the header says, of these declarations and of what a binding leaves out.
pub(super) fn functions(
    declared: &[Declared<'_>],
    left_out: &[&str],
    header: &Header,
    types: &impl Types,
) -> Vec<String> {
    let mut wrong = Vec::new();
    for declaration in declared {
        match header.function(declaration.name) {
            Some(function) => wrong.extend(one(declaration, function, types)),
            None => wrong.push(format!("{}: the header has no such function", declaration.name)),
        }
    }
    let names: Vec<&str> = declared.iter().map(|declaration| declaration.name).collect();
    wrong.extend(coverage(&names, left_out, header));
    wrong
}

fn one(declaration: &Declared<'_>, function: &Function, types: &impl Types) -> Vec<String> {
    let Declared { name, result, parameters } = declaration;
    let mut wrong = Vec::new();
    if !types.holds_result(result, &function.result) {
        wrong.push(format!("{name}: the result is {:?}, declared is `{result}`", function.result));
    }
    if parameters.len() != function.parameters.len() {
        let (expected, got) = (function.parameters.len(), parameters.len());
        wrong.push(format!("{name}: it has {expected} parameters, declared are {got}"));
        return wrong;
    }
    for (i, (parameter, expected)) in parameters.iter().zip(&function.parameters).enumerate() {
        if !types.holds_parameter(parameter, &expected.kind) {
            wrong.push(format!("{name}: parameter {} is {:?}, declared is `{parameter}`", i + 1, expected.kind));
        }
    }
    wrong
}

/// Every function of the header is declared or left out, itself or in the form with another kind of text.
pub(super) fn coverage(declared: &[&str], left_out: &[&str], header: &Header) -> Vec<String> {
    let forms = |name: &str| {
        let base = name.strip_suffix("_utf16").or(name.strip_suffix("_n")).unwrap_or(name);
        [name.to_owned(), base.to_owned(), format!("{base}_utf16")]
    };
    let is_there = |name: &str| forms(name).iter().any(|form| declared.contains(&form.as_str()));
    let is_left_out = |name: &str| forms(name).iter().any(|form| left_out.contains(&form.as_str()));
    let names = header.functions.iter().map(|function| function.name.as_str());
    let missing = names.filter(|name| !is_there(name) && !is_left_out(name));
    let mut wrong: Vec<String> = missing.map(|name| format!("{name}: neither declared nor left out")).collect();
    for name in left_out {
        if header.function(name).is_none() {
            wrong.push(format!("{name}: left out, but the header does not have it"));
        } else if declared.contains(name) {
            wrong.push(format!("{name}: left out, but it is declared"));
        }
    }
    wrong
}

/// Every status has its constant, every constant its status, and both the same number; so has the ABI, as `abi_version`.
pub(super) fn constants(declared: &BTreeMap<&str, &str>, abi_version: &str, header: &Header) -> Vec<String> {
    let mut wrong = Vec::new();
    let wanted: BTreeMap<&str, i64> = header.statuses().chain([(abi_version, header.abi_version())]).collect();
    for (name, number) in &wanted {
        match declared.get(name).map(|text| text.parse::<i64>()) {
            None => wrong.push(format!("{name}: missing")),
            Some(Ok(given)) if given == *number => {}
            Some(given) => wrong.push(format!("{name}: the header says {number}, declared is {given:?}")),
        }
    }
    for (name, number) in declared.iter().filter(|(name, _)| name.starts_with("ZOOM_")) {
        // A binding's own statuses are negative, so that none of the library's can ever be the same.
        if !wanted.contains_key(name) && !number.parse::<i64>().is_ok_and(|number| number < 0) {
            wrong.push(format!("{name}: the header has no such status"));
        }
    }
    wrong
}

/// Names of functions in comments that begin so.
pub(super) fn left_out<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix(mark));
    lines.flat_map(str::split_whitespace).filter(|word| word.starts_with("zoom_")).collect()
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

/// What stands between commas, outside of brackets and of texts in these quotes; up to the bracket that closes more than
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

/// Seeds each fault into a text and fails unless it is found.
#[cfg(test)]
pub(super) fn expect_found(text: &str, check: impl Fn(&str) -> Vec<String>, faults: &[(&str, &str, &str)]) {
    assert_eq!(check(text), Vec::<String>::new());
    for (from, to, expected) in faults {
        assert!(text.contains(from), "{from}");
        let wrong = check(&text.replacen(from, to, 1));
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
    fn the_form_is_ascii_with_lines_of_windows() {
        assert_eq!(form("a\r\nb\r\n"), Vec::<String>::new());
        assert_eq!(form("a\r\nb\n"), ["line 2: expected CR LF at its end"]);
        assert_eq!(form("a\r\n\u{e4}\r\n"), ["line 2: expected ASCII"]);
    }
}

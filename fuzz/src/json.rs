//! JSON as its tokens: numbers and strings by their text.

use arbitrary::Unstructured;
use std::fmt::Write;
use zoomuser::internal::schema::FIELDS;

/// The tokens of JSON that is known to be valid.
pub fn tokens(json: &str) -> Vec<&str> {
    let bytes = json.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => at += 1,
            b'"' => {
                at += 1;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            _ => {
                while at < bytes.len() && !b" \t\r\n{}[]:,\"".contains(&bytes[at]) {
                    at += 1;
                }
            }
        }
        tokens.push(&json[start..at]);
    }
    tokens
}

/// The members of an object that is known to be valid: each name decoded, each value as its tokens.
pub fn members(object: &str) -> Vec<(String, Vec<&str>)> {
    let tokens = tokens(object);
    let mut members: Vec<(String, Vec<&str>)> = Vec::new();
    let mut depth = 0;
    let mut rest = tokens.iter().copied();
    while let Some(token) = rest.next() {
        match token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth -= 1,
            _ => {}
        }
        match (depth, token) {
            (1, "{") if members.is_empty() => {}
            (0, "}") => return members,
            (1, ",") => {}
            _ if depth == 1 && members.last().is_none_or(|(_, value)| is_whole(value)) => {
                let name = serde_json::from_str(token).expect("a name without half characters");
                assert_eq!(rest.next(), Some(":"));
                members.push((name, Vec::new()));
            }
            _ => members.last_mut().expect("a member").1.push(token),
        }
    }
    panic!("the object does not end");
}

fn is_whole(value: &[&str]) -> bool {
    let count = |brackets: [&str; 2]| value.iter().filter(|token| brackets.contains(token)).count();
    !value.is_empty() && count(["{", "["]) == count(["}", "]"])
}

/// Text as a part of multipart carries it: strings decoded, all else as its tokens. `None` for half characters.
pub fn part(value: &[&str]) -> Option<String> {
    match value {
        [one] if one.starts_with('"') => serde_json::from_str(one).ok(),
        _ => Some(value.concat()),
    }
}

/// An object of fields made of bytes, most of them known ones.
pub fn fields(bytes: &mut Unstructured<'_>) -> arbitrary::Result<String> {
    let mut json = String::from("{");
    let mut names: Vec<String> = Vec::new();
    for _ in 0..bytes.int_in_range(1..=12)? {
        let name = match bytes.int_in_range(0..=FIELDS.len() + 2)? {
            known if known < FIELDS.len() => FIELDS[known].name.to_owned(),
            _ => bytes.arbitrary::<&str>()?.to_owned(),
        };
        if names.contains(&name) {
            continue;
        }
        if !names.is_empty() {
            json.push_str(bytes.choose(&[",", " , ", ",\n"])?);
        }
        string(&name, bytes, &mut json)?;
        json.push_str(bytes.choose(&[":", " :\t"])?);
        value(bytes, 0, &mut json)?;
        names.push(name);
    }
    json.push('}');
    Ok(json)
}

fn value(bytes: &mut Unstructured<'_>, depth: usize, json: &mut String) -> arbitrary::Result<()> {
    let most = if depth < 4 { 9 } else { 6 };
    match bytes.int_in_range(0..=most)? {
        0 | 1 => {
            let text: &str = bytes.arbitrary()?;
            string(text, bytes, json)?;
        }
        2 => json.push_str(bytes.choose(&["true", "false"])?),
        3 => json.push_str("null"),
        4 => _ = write!(json, "{}", bytes.arbitrary::<i64>()?),
        5 => json.push_str(bytes.choose(&[
            "0",
            "-0",
            "1.0",
            "1e2",
            "2",
            "1.10",
            "1e+2",
            "18446744073709551616",
            "1E-400",
        ])?),
        6 => _ = write!(json, "{:?}", bytes.int_in_range(0u16..=200)?),
        7 => {
            json.push('[');
            for i in 0..bytes.int_in_range(0..=4)? {
                json.push_str(if i == 0 { " " } else { ", " });
                value(bytes, depth + 1, json)?;
            }
            json.push(']');
        }
        _ => {
            const MEMBERS: &[&str] =
                &["key", "name", "value", "country", "code", "number", "label", "zoom_phone", "license_type", "x"];
            json.push('{');
            for i in 0..bytes.int_in_range(0..=4)? {
                json.push_str(if i == 0 { "" } else { "," });
                _ = write!(json, "\"{}\" : ", bytes.choose(MEMBERS)?);
                value(bytes, depth + 1, json)?;
            }
            json.push('}');
        }
    }
    Ok(())
}

/// Text as a JSON string in which characters are escaped here and there.
fn string(text: &str, bytes: &mut Unstructured<'_>, json: &mut String) -> arbitrary::Result<()> {
    let escape_all = bytes.ratio(1, 8)?;
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '/' if escape_all => json.push_str("\\/"),
            c if c.is_ascii_control() || escape_all => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    _ = write!(json, "\\u{unit:04x}");
                }
            }
            c => json.push(c),
        }
    }
    json.push('"');
    Ok(())
}

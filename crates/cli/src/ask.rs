//! The words of `zoomuser request`.

use crate::way::{WAY, Way, no_token};
use crate::word::{Word, Words, cut, unknown};
use serde_json::{Map, Value};

/// What `request` is given.
#[derive(Debug, Default)]
pub(crate) struct Ask {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<Lines>,
    pub(crate) data: Option<Bytes>,
    pub(crate) parts: Vec<AskedPart>,
    pub(crate) way: Way,
}

/// Header lines.
#[derive(Debug)]
pub(crate) enum Lines {
    /// One, in the words of the command.
    Given(String),
    /// All of a file.
    File(String),
}

/// Bytes of a body or of a part.
#[derive(Debug, PartialEq)]
pub(crate) enum Bytes {
    /// The words of the command.
    Text(String),
    /// The content of a file.
    File(String),
}

/// A part of a form.
#[derive(Debug, PartialEq)]
pub(crate) struct AskedPart {
    pub(crate) name: String,
    pub(crate) value: Bytes,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) charset: Option<String>,
}

/// Reads the words after the command; `None` is a call for help.
pub(crate) fn read(words: &mut Words) -> Result<Option<Ask>, String> {
    let known: Vec<&str> = ["header", "data", "form", "part"].iter().chain(WAY).copied().collect();
    let mut ask = Ask::default();
    let mut plain = 0;
    while let Some(word) = words.next()? {
        match &word {
            word if word.is_help() => return Ok(None),
            Word::Plain { text, place } => {
                match plain {
                    0 => ask.method.clone_from(text),
                    1 => ask.path.clone_from(text),
                    _ => return Err(format!("argument {place}: expected no more words than the method and the path")),
                }
                plain += 1;
            }
            Word::Long(name) if name == "header" => ask.headers.push(header(words.value(name)?)?),
            Word::Long(name) if name == "data" => {
                if ask.data.replace(bytes(words.value(name)?)).is_some() {
                    return Err("--data: given twice".to_owned());
                }
            }
            Word::Long(name) if name == "form" => ask.parts.push(pair(&words.value(name)?)?),
            Word::Long(name) if name == "part" => ask.parts.push(part(&words.value(name)?)?),
            word if ask.way.take(word, words)? => {}
            word => return Err(unknown(word, &known)),
        }
    }
    ask.way.checked()?;
    if plain < 2 {
        return Err("expected the method and the path, e.g. GET users/me".to_owned());
    }
    if ask.data.is_some() && !ask.parts.is_empty() {
        return Err("--data excludes --form and --part: a request has one body".to_owned());
    }
    Ok(Some(ask))
}

/// `@FILE` is a file, anything else is the bytes themselves.
fn bytes(text: String) -> Bytes {
    match text.strip_prefix('@') {
        Some(file) => Bytes::File(file.to_owned()),
        None => Bytes::Text(text),
    }
}

fn header(text: String) -> Result<Lines, String> {
    if let Some(file) = text.strip_prefix('@') {
        return Ok(Lines::File(file.to_owned()));
    }
    let name = text.split(':').next().unwrap_or_default();
    if name.trim().eq_ignore_ascii_case("authorization") {
        return Err(format!("{}; or --header @FILE", no_token("--header Authorization")));
    }
    Ok(Lines::Given(text))
}

/// `name=value`: a part of text.
fn pair(text: &str) -> Result<AskedPart, String> {
    let (name, value) = text.split_once('=').ok_or("--form: expected name=value, got a word without =")?;
    Ok(AskedPart {
        name: name.to_owned(),
        value: Bytes::Text(value.to_owned()),
        file_name: None,
        content_type: None,
        charset: None,
    })
}

/// A part as a JSON object.
fn part(text: &str) -> Result<AskedPart, String> {
    const MEMBERS: [&str; 6] = ["name", "value", "file", "file_name", "content_type", "charset"];
    let expected = || {
        let example = r#"{"name":"pic_file","file":"ada.png","content_type":"image/png"}"#;
        format!("--part: expected a JSON object such as {example}")
    };
    let mut members: Map<String, Value> = serde_json::from_str(text).map_err(|_| expected())?;
    if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        return Err(format!("--part: {}: no such member; expected {}", cut(unknown), MEMBERS.join(", ")));
    }
    let mut text = |name: &str| match members.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("--part: {name}: expected text")),
    };
    let value = match (text("value")?, text("file")?) {
        (Some(_), Some(_)) => return Err("--part: value and file exclude each other".to_owned()),
        (_, Some(file)) => Bytes::File(file),
        (value, None) => Bytes::Text(value.unwrap_or_default()),
    };
    Ok(AskedPart {
        name: text("name")?.unwrap_or_default(),
        value,
        file_name: text("file_name")?,
        content_type: text("content_type")?,
        charset: text("charset")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    fn parsed(line: &[&str]) -> Result<Option<Ask>, String> {
        read(&mut Words::new(&line.iter().map(OsString::from).collect::<Vec<_>>()))
    }

    #[test]
    fn a_request_is_read_word_by_word() {
        let line = [
            "PUT",
            "/v2/x?y",
            "--header",
            "X-A: b",
            "--form",
            "a==b",
            "--part",
            r#"{"content_type":"in nuelit99"}"#,
            "--timeout-ms",
            "5",
            "--render=http",
        ];
        let ask = parsed(&line).expect("valid").expect("no help");
        assert_eq!((ask.method.as_str(), ask.path.as_str(), ask.parts.len()), ("PUT", "/v2/x?y", 2));
        assert_eq!((ask.parts[0].name.as_str(), &ask.parts[0].value), ("a", &Bytes::Text("=b".to_owned())));
        assert_eq!((ask.parts[1].name.as_str(), ask.parts[1].content_type.as_deref()), ("", Some("in nuelit99")));
        assert_eq!(ask.way.render.as_deref(), Some("http"));
        assert!(parsed(&["--help"]).expect("help").is_none());
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (line, why) in [
            (&["GET"][..], "expected the method and the path, e.g. GET users/me"),
            (&["GET", "x", "y"], "argument 3: expected no more words than the method and the path"),
            (
                &["PUT", "x", "--data", "a", "--form", "b=c"],
                "--data excludes --form and --part: a request has one body",
            ),
            (&["PUT", "x", "--data", "a", "--data", "b"], "--data: given twice"),
            (&["PUT", "x", "--form", "SECRET"], "--form: expected name=value, got a word without ="),
            (&["PUT", "x", "--part", r#"{"value":1}"#], "--part: value: expected text"),
            (&["PUT", "x", "--part", r#"{"value":"","file":""}"#], "--part: value and file exclude each other"),
            (
                &["PUT", "x", "--part", r#"{"names":""}"#],
                "--part: names: no such member; expected name, value, file, file_name, content_type, charset",
            ),
            (&["PUT", "x", "--heder", "a: b"], "--heder: no such option; the nearest is --header"),
            (&["PUT", "x", "--sandbox", "--render", "http"], "--sandbox and --render exclude each other"),
        ] {
            assert_eq!(parsed(line).expect_err(why), why);
        }
        let why = parsed(&["GET", "x", "--header", "authorization : Bearer Hidden-1"]).expect_err("visible");
        assert!(why.contains("visible to every user") && !why.contains("Hidden-1"), "{why}");
        assert!(parsed(&["PUT", "x", "--part", "Hidden-1"]).is_err_and(|why| !why.contains("Hidden-1")));
    }
}

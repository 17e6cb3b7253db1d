//! The arguments of `zoomuser request`.

use super::common_args::no_token;
use super::lexer::short_name;
use serde_json::{Map, Value};
use zoomuser::Part;

#[derive(Debug, Default)]
pub(crate) struct RequestArgs {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<HeaderLines>,
    pub(crate) data: Option<Bytes>,
    pub(crate) parts: Vec<FormPart>,
}

#[derive(Debug)]
pub(crate) enum HeaderLines {
    /// One header on the command line.
    Line(String),
    /// The headers in a file.
    File(String),
}

/// The bytes of a body or of a part.
#[derive(Debug, PartialEq)]
pub(crate) enum Bytes {
    /// Text on the command line.
    Text(String),
    /// The content of a file.
    File(String),
}

impl Bytes {
    /// `@FILE` is a file, anything else is the bytes themselves.
    pub(crate) fn from_arg(text: String) -> Self {
        match text.strip_prefix('@') {
            Some(file) => Self::File(file.to_owned()),
            None => Self::Text(text),
        }
    }
}

/// A part of a form.
#[derive(Debug)]
pub(crate) struct FormPart {
    /// The part without its value.
    pub(crate) part: Part,
    pub(crate) value: Bytes,
}

impl RequestArgs {
    /// Takes the value of `--header`.
    pub(crate) fn add_header(&mut self, text: String) -> Result<(), String> {
        if let Some(file) = text.strip_prefix('@') {
            self.headers.push(HeaderLines::File(file.to_owned()));
            return Ok(());
        }
        let name = text.split(':').next().unwrap_or_default();
        if name.trim().eq_ignore_ascii_case("authorization") {
            return Err(format!("{}; or --header @FILE", no_token("--header Authorization")));
        }
        self.headers.push(HeaderLines::Line(text));
        Ok(())
    }

    /// Takes the `name=value` of `--form`.
    pub(crate) fn add_form(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = text.split_once('=').ok_or("--form: expected name=value, got text without =")?;
        let part = Part { name: name.to_owned(), ..Part::default() };
        self.parts.push(FormPart { part, value: Bytes::Text(value.to_owned()) });
        Ok(())
    }

    /// Takes the JSON object of `--part`.
    pub(crate) fn add_part(&mut self, text: &str) -> Result<(), String> {
        const MEMBERS: [&str; 6] = ["name", "value", "file", "file_name", "content_type", "charset"];
        let expected = || {
            let example = r#"{"name":"pic_file","file":"ada.png","content_type":"image/png"}"#;
            format!("--part: expected a JSON object such as {example}")
        };
        let mut members: Map<String, Value> = serde_json::from_str(text).map_err(|_| expected())?;
        if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(format!("--part: {}: no such member; expected {}", short_name(unknown), MEMBERS.join(", ")));
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
        let part = Part {
            name: text("name")?.unwrap_or_default(),
            value: Vec::new(),
            file_name: text("file_name")?,
            content_type: text("content_type")?,
            charset: text("charset")?,
        };
        self.parts.push(FormPart { part, value });
        Ok(())
    }

    /// Takes a positional argument, the first of which has index 0.
    pub(crate) fn positional(&mut self, index: usize, text: String, position: usize) -> Result<(), String> {
        match index {
            0 => self.method = text,
            1 => self.path = text,
            _ => return Err(format!("argument {position}: expected no more arguments than the method and the path")),
        }
        Ok(())
    }

    /// Checks that the arguments are complete; `count` is the number of positional arguments.
    pub(crate) fn validate(&self, count: usize) -> Result<(), String> {
        if count < 2 {
            return Err("expected the method and the path, e.g. GET users/me".to_owned());
        }
        if self.data.is_some() && !self.parts.is_empty() {
            return Err("--data excludes --form and --part: a request has one body".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::parser::{Command, parse};
    use std::ffi::OsString;

    fn parsed(line: &[&str]) -> Result<Command, String> {
        let line = ["request"].iter().chain(line).map(OsString::from).collect();
        parse(line).map_err(|error| error.message)
    }

    #[test]
    fn arguments_are_parsed() {
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
        let Ok(Command::Run(_, args)) = parsed(&line) else { panic!("valid") };
        let request = &args.request;
        assert_eq!((request.method.as_str(), request.path.as_str(), request.parts.len()), ("PUT", "/v2/x?y", 2));
        assert_eq!(
            (request.parts[0].part.name.as_str(), &request.parts[0].value),
            ("a", &Bytes::Text("=b".to_owned()))
        );
        assert_eq!(
            (request.parts[1].part.name.as_str(), request.parts[1].part.content_type.as_deref()),
            ("", Some("in nuelit99"))
        );
        assert_eq!(args.common.render.as_deref(), Some("http"));
        assert!(matches!(parsed(&["--help"]), Ok(Command::Help(_))));
    }

    #[test]
    fn errors_say_what_is_expected() {
        for (line, why) in [
            (&["GET"][..], "expected the method and the path, e.g. GET users/me"),
            (&["GET", "x", "y"], "argument 4: expected no more arguments than the method and the path"),
            (
                &["PUT", "x", "--data", "a", "--form", "b=c"],
                "--data excludes --form and --part: a request has one body",
            ),
            (&["PUT", "x", "--data", "a", "--data", "b"], "--data: given twice"),
            (&["PUT", "x", "--form", "SECRET"], "--form: expected name=value, got text without ="),
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

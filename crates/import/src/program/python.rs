//! A program in Python.

use super::call::{options, wire};
use crate::imported::Imported;
use std::fmt::Write;
use zoomuser::internal::encoding::compact;
use zoomuser::internal::value::Wire;

pub(crate) fn program(imported: &Imported) -> String {
    let user = match &imported.user_id {
        Some(user) => literal(user),
        None => "os.environ[\"ZOOM_USER\"]".to_owned(),
    };
    let mut fields = String::new();
    for (name, wire) in imported.fields.iter().map(wire) {
        let value = match wire {
            Wire::Text(text) => literal(text),
            Wire::Json(json) if json == "null" => "zoomuser.NULL".to_owned(),
            Wire::Json(json) => expression(&json),
        };
        fields.push_str(&format!("            {}: {value},\n", literal(name)));
    }
    let fields = if fields.is_empty() { "{}".to_owned() } else { format!("{{\n{fields}        }}") };
    let options: String =
        options(imported).into_iter().map(|(name, value)| format!("        {name}={},\n", literal(value))).collect();
    format!(
        "\"\"\"Changes a Zoom user. The token comes from the environment variable ZOOM_TOKEN.\"\"\"\n\
         \n\
         import os\n\
         import sys\n\
         \n\
         import zoomuser\n\
         \n\
         try:\n    \
             zoomuser.update_user(\n        \
                 os.environ[\"ZOOM_TOKEN\"],\n        \
                 {user},\n        \
                 fields={fields},\n{options}    \
             )\n\
         except zoomuser.ZoomError as error:\n    \
             sys.exit(str(error))\n\
         print(\"the user is updated\")\n"
    )
}

/// A string literal. Letters are kept; invisible characters are escaped.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        // Writing to a String does not fail.
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            ' '..='~' => write!(out, "{c}"),
            c if c.is_alphanumeric() => write!(out, "{c}"),
            c if u32::from(c) < 0x100 => write!(out, "\\x{:02x}", u32::from(c)),
            c if u32::from(c) < 0x10000 => write!(out, "\\u{:04x}", u32::from(c)),
            c => write!(out, "\\U{:08x}", u32::from(c)),
        };
    }
    out.push('"');
    out
}

/// Valid JSON as an expression: numbers keep their text.
fn expression(json: &str) -> String {
    let mut text = Vec::new();
    compact(json, &mut text);
    let text = String::from_utf8_lossy(&text);
    let mut out = String::new();
    let mut rest = text.as_ref();
    while let Some(c) = rest.chars().next() {
        let length = if c == '"' {
            string_length(rest)
        } else {
            rest.find(['"', ',', ':', '[', ']', '{', '}']).unwrap_or(rest.len()).max(1)
        };
        let Some((token, after)) = rest.split_at_checked(length) else { break };
        match token {
            "true" => out.push_str("True"),
            "false" => out.push_str("False"),
            "null" => out.push_str("None"),
            "," => out.push_str(", "),
            ":" => out.push_str(": "),
            token if token.starts_with('"') => match serde_json::from_str::<String>(token) {
                Ok(text) => out.push_str(&literal(&text)),
                // An unpaired surrogate: Python's escape is the same as JSON's.
                Err(_) => out.push_str(token),
            },
            token => out.push_str(token),
        }
        rest = after;
    }
    out
}

/// The length of the JSON string at the beginning of a text, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        if byte == b'"' && !escaped {
            return at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::imported;

    #[test]
    fn literals_are_pythons() {
        assert_eq!(literal("a\"b\\c\n\u{1}ü名\u{202e}😀'"), r#""a\"b\\c\n\x01ü名\u202e\U0001f600'""#);
        assert_eq!(
            expression(r#"[ {"a" : true, "b\"":[null,false ,1.10,-1e2]}, "x:y,\\", {} ]"#),
            r#"[{"a": True, "b\"": [None, False, 1.10, -1e2]}, "x:y,\\", {}]"#
        );
        assert_eq!(expression("576460752303423488"), "576460752303423488");
    }

    #[test]
    fn a_program_names_user_fields_and_options() {
        let mut source = imported("ada@example.com", r#"{"dept":"x","use_pmi":false,"pronouns":null}"#);
        let text = program(&source);
        assert!(
            text.contains(
                "        \"ada@example.com\",\n        fields={\n            \"dept\": \"x\",\n            \"use_pmi\": False,\n            \
                 \"pronouns\": zoomuser.NULL,\n        },\n    )\n"
            ),
            "{text}"
        );
        source.user_id = None;
        source.fields.clear();
        source.base_url = "http://127.0.0.1:1/v2".to_owned();
        let text = program(&source);
        assert!(
            text.contains(
                "        os.environ[\"ZOOM_USER\"],\n        fields={},\n        \
                 base_url=\"http://127.0.0.1:1/v2\",\n    )\n"
            ),
            "{text}"
        );
    }
}

//! A curl command for PowerShell 5 and 7 on Windows.
//!
//! The two differ in how they hand words with quotes to a program, so curl gets its options from standard input, as a
//! configuration in a here-string. The token is then in no list of processes either.

use super::at;
use super::curl::{Said, check_form, said};
use super::quoting::{ascii_json, curl_config, powershell_here};
use super::view::{Content, View};

pub(super) fn export(view: &View) -> Result<String, String> {
    check_form(view)?;
    let quoted = |text: &str, what: &str| curl_config(text).map_err(|why| at(what, why));
    let mut lines = Vec::new();
    for Said { option, value, what } in said(view) {
        lines.push(match value {
            None => option.to_owned(),
            Some(value) => powershell_here(&format!("{option} = {}", quoted(&value, what)?)),
        });
        if option == "url" {
            lines.push(format!("header = \"Authorization: {}$env:ZOOM_TOKEN\"", view.scheme));
        }
    }
    let body = match &view.content {
        Content::None | Content::Form(_) => None,
        Content::Json(text) => Some(ascii_json(text, "")),
        Content::Text(text) => Some(text.clone()),
        Content::Bytes(_) => return Err("body: bytes that are no text cannot be written here: use curl".to_owned()),
    };
    if let Some(body) = body {
        lines.push(powershell_here(&format!("data-raw = {}", quoted(&body, "body")?)));
    }
    let config = lines.join("\n");
    // Otherwise PowerShell 5 hands other programs ASCII, with ? for all else.
    let prepare = if config.contains("[char]0x") { "$OutputEncoding = [Text.UTF8Encoding]::new($false)\n" } else { "" };
    Ok(format!("{prepare}@\"\n{config}\n\"@ | curl.exe --include --config -\n"))
}

#[cfg(test)]
mod tests {
    use super::super::view::tests::{view, with_body};
    use super::*;
    use crate::update::encoding::Encoding;

    #[test]
    fn curl_reads_a_configuration() {
        assert_eq!(
            export(&view("a b", r#"{"dept":"$x `\"ü\n"}"#, Encoding::Json)).as_deref(),
            Ok("@\"\nrequest = \"PATCH\"\nurl = \"https://api.zoom.us/v2/users/a%20b\"\n\
                header = \"Authorization: Bearer $env:ZOOM_TOKEN\"\nheader = \"Accept: application/json\"\n\
                header = \"Content-Type: application/json\"\n\
                data-raw = \"{\\\"dept\\\":\\\"`$x ``\\\\\\\"\\\\u00fc\\\\n\\\"}\"\n\"@ | curl.exe --include --config -\n")
        );
    }

    #[test]
    fn a_form_is_written_in_ascii() {
        let text = export(&view("me", r#"{"dept":"ü\n\"@ @x"}"#, Encoding::Multipart)).expect("text");
        assert!(text.starts_with("$OutputEncoding = [Text.UTF8Encoding]::new($false)\n@\"\n"), "{text}");
        assert!(text.contains("\nform-string = \"dept=$([char]0x00fc)\\n\\\"@ @x\"\n\"@ | curl.exe"), "{text}");
        assert!(text.is_ascii());
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        assert!(export(&with_body("a/b", b"a\0")).is_err_and(|why| why.starts_with("body: ")));
    }
}

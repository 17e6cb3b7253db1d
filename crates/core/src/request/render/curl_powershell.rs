//! A curl command for PowerShell 5 and 7 on Windows.
//!
//! The two versions pass arguments with quotes differently, so curl reads its options from standard input, as a
//! configuration file in a here-string. This also keeps the token out of the list of processes.

use super::curl::lines;
use super::format::at;
use super::quoting::{curl_config, powershell_here};
use super::view::View;

pub(crate) fn export(view: &View) -> Result<String, String> {
    let write = |name: &str, value: Option<&str>| match value {
        None => Ok(name.to_owned()),
        Some(value) => Ok(powershell_here(&format!("{name} = {}", curl_config(value)?))),
    };
    let authorization = format!("header = \"Authorization: {}$env:ZOOM_TOKEN\"", view.scheme);
    let mut lines = lines(view, &authorization, write)?;
    if let Some(body) = view.content.text("")? {
        lines.push(write("data-raw", Some(&body)).map_err(|why| at("body", why))?);
    }
    let config = lines.join("\n");
    // Otherwise PowerShell 5 pipes ASCII, with ? for all other characters.
    let prepare = if config.contains("[char]0x") { "$OutputEncoding = [Text.UTF8Encoding]::new($false)\n" } else { "" };
    Ok(format!("{prepare}@\"\n{config}\n\"@ | curl.exe --include --config -\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::render::view::tests::{view, with_body};

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
    fn binary_data_is_refused() {
        assert!(export(&with_body("a/b", b"a\0")).is_err_and(|why| why.starts_with("body: ")));
    }
}

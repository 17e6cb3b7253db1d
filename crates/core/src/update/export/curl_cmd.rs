//! A curl command for `cmd.exe`.

use super::at;
use super::curl::{Said, check_form, said};
use super::quoting::{CMD_PERCENT, CMD_PREPARE, ascii_json, cmd};
use super::view::{Content, View};

/// The longest command that `cmd.exe` takes, in characters.
const LONGEST: usize = 8191;

/// What JSON can say in other words, so that no shell acts on it.
const ACTIVE: &str = "%!^&<>|()\\\"";

pub(super) fn export(view: &View) -> Result<String, String> {
    check_form(view)?;
    let mut lines = vec!["curl --include".to_owned()];
    let quoted = |text: &str, what: &str| cmd(text).map_err(|why| at(what, why));
    for Said { option, value, what } in said(view) {
        lines.push(match value {
            None => format!("--{option}"),
            Some(value) => format!("--{option} {}", quoted(&value, what)?),
        });
        if option == "url" {
            lines.push(format!("--header \"Authorization: {}%ZOOM_TOKEN%\"", view.scheme));
        }
    }
    match &view.content {
        Content::None | Content::Form(_) => {}
        Content::Json(text) => lines.push(format!("--data-raw {}", quoted(&ascii_json(text, ACTIVE), "body")?)),
        Content::Text(text) => lines.push(format!("--data-raw {}", quoted(text, "body")?)),
        Content::Bytes(_) => return Err("body: bytes that are no text cannot be written here: use curl".to_owned()),
    }
    let command = lines.join(" ^\n  ");
    if command.len() > LONGEST {
        return Err(format!(
            "cmd.exe takes at most {LONGEST} characters, this has {}: use curl-powershell",
            command.len()
        ));
    }
    let prepare = if command.contains(CMD_PERCENT) { format!("{CMD_PREPARE}\n") } else { String::new() };
    Ok(format!("{prepare}{command}\n"))
}

#[cfg(test)]
mod tests {
    use super::super::view::tests::{view, with_body};
    use super::*;
    use crate::update::encoding::Encoding;

    #[test]
    fn json_says_in_ascii_what_a_shell_would_act_on() {
        assert_eq!(
            export(&view("ada@example.com", r#"{"dept":"R&D 50% \"ü\"\n"}"#, Encoding::Json)).as_deref(),
            Ok(
                "curl --include ^\n  --request \"PATCH\" ^\n  --url \"https://api.zoom.us/v2/users/ada@example.com\" ^\n  \
                --header \"Authorization: Bearer %ZOOM_TOKEN%\" ^\n  --header \"Accept: application/json\" ^\n  \
                --header \"Content-Type: application/json\" ^\n  \
                --data-raw \"{\\\"dept\\\":\\\"R\\u0026D 50\\u0025 \\u0022\\u00fc\\u0022\\n\\\"}\"\n"
            )
        );
    }

    #[test]
    fn a_percent_sign_is_the_same_in_a_file_and_at_the_prompt() {
        let text = export(&view("a b", r#"{"dept":"x"}"#, Encoding::Multipart)).expect("text");
        assert!(text.starts_with("set \"ZOOM_PERCENT=%%\"\ncurl "), "{text}");
        assert!(text.contains("/users/a%ZOOM_PERCENT:~0,1%20b\""), "{text}");
        assert!(text.ends_with("  --form-string \"dept=x\"\n"));
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let refused = |json: &str| export(&view("me", json, Encoding::Multipart)).expect_err(json);
        assert!(refused(r#"{"dept":"a\nb"}"#).starts_with("dept: the end of a line"));
        assert!(refused(r#"{"about_me":"ü"}"#).starts_with("about_me: a letter beyond ASCII"));
        let long = format!("{{\"dept\":\"{}\"}}", "x".repeat(9000));
        assert!(refused(&long).starts_with("cmd.exe takes at most 8191 characters, this has 9"));
        assert!(export(&with_body("a/b", b"\xff")).is_err_and(|why| why.starts_with("body: ")));
    }
}

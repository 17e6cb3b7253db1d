//! A curl command for `cmd.exe`.

use super::curl::{dashed, lines};
use super::format::at;
use super::quoting::{CMD_PERCENT, CMD_PREPARE, cmd};
use super::view::View;

/// The longest command that `cmd.exe` accepts, in characters.
const MAX_COMMAND_LEN: usize = 8191;

/// The characters that are escaped in JSON, because a shell would interpret them.
const SPECIAL: &str = "%!^&<>|()\\\"";

pub(crate) fn export(view: &View) -> Result<String, String> {
    let authorization = format!("--header \"Authorization: {}%ZOOM_TOKEN%\"", view.scheme);
    let mut lines = lines(view, &authorization, |name, value| dashed(name, value, cmd))?;
    lines.insert(0, "curl --include".to_owned());
    if let Some(body) = view.content.text(SPECIAL)? {
        lines.push(format!("--data-raw {}", cmd(&body).map_err(|why| at("body", why))?));
    }
    let command = lines.join(" ^\n  ");
    if command.len() > MAX_COMMAND_LEN {
        return Err(format!(
            "cmd.exe takes at most {MAX_COMMAND_LEN} characters, this has {}: use curl-powershell",
            command.len()
        ));
    }
    let prepare = if command.contains(CMD_PERCENT) { format!("{CMD_PREPARE}\n") } else { String::new() };
    Ok(format!("{prepare}{command}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::render::view::tests::{view, with_body};

    #[test]
    fn json_escapes_what_a_shell_would_interpret() {
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
    fn requests_that_cmd_cannot_express_are_refused() {
        let refused = |json: &str| export(&view("me", json, Encoding::Multipart)).expect_err(json);
        assert!(refused(r#"{"dept":"a\nb"}"#).starts_with("dept: the end of a line"));
        assert!(refused(r#"{"about_me":"ü"}"#).starts_with("about_me: a letter beyond ASCII"));
        let long = format!("{{\"dept\":\"{}\"}}", "x".repeat(9000));
        assert!(refused(&long).starts_with("cmd.exe takes at most 8191 characters, this has 9"));
        assert!(export(&with_body("a/b", b"\xff")).is_err_and(|why| why.starts_with("body: ")));
    }
}

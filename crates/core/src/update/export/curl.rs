//! A curl command: what is said to curl, and how a POSIX shell says it.

use super::at;
use super::quoting::{printf, sh};
use super::view::{Content, View};

/// One option of curl.
pub(super) struct Said<'a> {
    /// Without its dashes.
    pub(super) option: &'static str,
    /// `None` for an option without one.
    pub(super) value: Option<String>,
    /// What of the request it carries, for an error.
    pub(super) what: &'a str,
}

/// How a request is said to curl, but for its token and its body.
pub(super) fn said(view: &View) -> Vec<Said<'_>> {
    let mut said = Vec::new();
    let mut say = |option, value: Option<String>, what| said.push(Said { option, value, what });
    match view.method.as_str() {
        "HEAD" => say("head", None, "method"),
        method => say("request", Some(method.to_owned()), "method"),
    }
    // curl takes brackets and braces for patterns, and takes dot segments out.
    if view.url.contains(['[', ']', '{', '}']) {
        say("globoff", None, "url");
    }
    if view.url.contains("/.") {
        say("path-as-is", None, "url");
    }
    say("url", Some(view.url.clone()), "url");
    for (name, value) in &view.headers {
        // `Name:` would take a header out.
        let line = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        say("header", Some(line), name);
    }
    if let Content::Form(parts) = &view.content {
        for part in parts {
            // `--form` would act on `@`, `<` and `;type=` in a value.
            say("form-string", Some(format!("{}={}", part.name, part.value)), &part.name);
        }
    }
    said
}

/// Refuses a form that curl cannot say: it splits at the first `=`.
pub(super) fn check_form(view: &View) -> Result<(), String> {
    let Content::Form(parts) = &view.content else { return Ok(()) };
    match parts.iter().find(|part| part.name.is_empty() || part.name.contains('=')) {
        Some(_) => Err("a part whose name is empty or holds = cannot be written for curl".to_owned()),
        None => Ok(()),
    }
}

/// For a POSIX shell. Bytes that are no text come through `printf`.
pub(super) fn export(view: &View) -> Result<String, String> {
    check_form(view)?;
    let mut lines = vec!["curl --include".to_owned()];
    for Said { option, value, what } in said(view) {
        lines.push(match value {
            None => format!("--{option}"),
            Some(value) => format!("--{option} {}", sh(&value).map_err(|why| at(what, why))?),
        });
        if option == "url" {
            lines.push(format!("--header \"Authorization: {}$ZOOM_TOKEN\"", view.scheme));
        }
    }
    match &view.content {
        Content::None | Content::Form(_) => {}
        Content::Json(text) | Content::Text(text) => {
            lines.push(format!("--data-raw {}", sh(text).map_err(|why| at("body", why))?));
        }
        Content::Bytes(bytes) => {
            lines.insert(0, format!("printf {} |", printf(bytes)));
            lines.push("--data-binary @-".to_owned());
        }
    }
    Ok(format!("{}\n", lines.join(" \\\n  ")))
}

#[cfg(test)]
mod tests {
    use super::super::view::tests::{view, with_body};
    use super::*;
    use crate::update::encoding::Encoding;

    #[test]
    fn json_is_one_word() {
        assert_eq!(
            export(&view("ada+x@example.com", r#"{"dept":"D'oh @$x","login_type":100}"#, Encoding::Json)).as_deref(),
            Ok("curl --include \\\n  --request 'PATCH' \\\n  \
                --url 'https://api.zoom.us/v2/users/ada%2Bx@example.com?login_type=100' \\\n  \
                --header \"Authorization: Bearer $ZOOM_TOKEN\" \\\n  --header 'Accept: application/json' \\\n  \
                --header 'Content-Type: application/json' \\\n  --data-raw '{\"dept\":\"D'\\''oh @$x\"}'\n")
        );
    }

    #[test]
    fn a_form_is_sent_literally() {
        let text =
            export(&view("me", r#"{"dept":"@/etc/passwd;type=x","type":2}"#, Encoding::Multipart)).expect("text");
        assert!(text.ends_with("  --form-string 'dept=@/etc/passwd;type=x' \\\n  --form-string 'type=2'\n"), "{text}");
        assert!(!text.contains("Content-Type"));
        let why = export(&view("me", r#"{"a=b":"SECRET"}"#, Encoding::Multipart)).expect_err("a name with =");
        assert!(!why.contains("SECRET"), "{why}");
    }

    #[test]
    fn bytes_come_from_standard_input() {
        let text = export(&with_body("image/png", b"\x89P'")).expect("text");
        assert!(text.starts_with("printf '\\211P\\047' | \\\n  curl --include \\\n"), "{text}");
        assert!(text.ends_with(" \\\n  --data-binary @-\n"));
    }

    #[test]
    fn curl_must_not_rewrite() {
        let mut odd = with_body("a/b", b"x");
        odd.url = "https://h/../{a}[1-2]".to_owned();
        odd.method = "HEAD".to_owned();
        odd.headers = vec![("X-Empty".to_owned(), String::new())];
        let text = export(&odd).expect("text");
        for part in ["--head \\", "--globoff \\", "--path-as-is \\", "--header 'X-Empty;' \\"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

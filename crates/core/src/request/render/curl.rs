//! The options of a curl command, and the command for a POSIX shell.

use super::format::at;
use super::quoting::{printf, sh};
use super::view::{Content, View};

/// The lines of a command for a request without its body. `write` writes one option, and `authorization` is the line with
/// the token.
pub(crate) fn lines(
    view: &View,
    authorization: &str,
    write: impl Fn(&str, Option<&str>) -> Result<String, &'static str>,
) -> Result<Vec<String>, String> {
    check_form(view)?;
    let mut lines = Vec::new();
    for (name, value, what) in options(view) {
        lines.push(write(name, value.as_deref()).map_err(|why| at(what, why))?);
        if name == "url" {
            lines.push(authorization.to_owned());
        }
    }
    Ok(lines)
}

/// The options: the long name without dashes, the value if it has one, and the part of the request that it sets.
fn options(view: &View) -> Vec<(&'static str, Option<String>, &str)> {
    let mut options = Vec::new();
    let mut add = |name, value, what| options.push((name, value, what));
    match view.method.as_str() {
        "HEAD" => add("head", None, "method"),
        method => add("request", Some(method.to_owned()), "method"),
    }
    // curl expands brackets and braces, and removes dot segments.
    if view.url.contains(['[', ']', '{', '}']) {
        add("globoff", None, "url");
    }
    if view.url.contains("/.") {
        add("path-as-is", None, "url");
    }
    add("url", Some(view.url.clone()), "url");
    for (name, value) in &view.headers {
        // `Name:` would remove a header.
        let line = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        add("header", Some(line), name);
    }
    if let Content::Form(parts) = &view.content {
        for part in parts {
            // `--form` would interpret `@`, `<` and `;type=` in a value.
            add("form-string", Some(format!("{}={}", part.name, part.value)), &part.name);
        }
    }
    options
}

/// Refuses a part name that curl cannot express, since it splits at the first `=`.
fn check_form(view: &View) -> Result<(), String> {
    let Content::Form(parts) = &view.content else { return Ok(()) };
    match parts.iter().find(|part| part.name.is_empty() || part.name.contains('=')) {
        Some(_) => Err("curl cannot send a part whose name is empty or contains =".to_owned()),
        None => Ok(()),
    }
}

/// An option with two dashes, and its value in the quotes of a shell.
pub(crate) fn dashed(
    name: &str,
    value: Option<&str>,
    quote: fn(&str) -> Result<String, &'static str>,
) -> Result<String, &'static str> {
    match value {
        None => Ok(format!("--{name}")),
        Some(value) => Ok(format!("--{name} {}", quote(value)?)),
    }
}

/// The command for a POSIX shell. Bytes that are not text are piped from `printf`.
pub(crate) fn export(view: &View) -> Result<String, String> {
    let authorization = format!("--header \"Authorization: {}$ZOOM_TOKEN\"", view.scheme);
    let mut lines = lines(view, &authorization, |name, value| dashed(name, value, sh))?;
    lines.insert(0, "curl --include".to_owned());
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
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::render::view::tests::{view, with_body};

    #[test]
    fn json_is_one_argument() {
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
        let mut request = with_body("a/b", b"x");
        request.url = "https://h/../{a}[1-2]".to_owned();
        request.method = "HEAD".to_owned();
        request.headers = vec![("X-Empty".to_owned(), String::new())];
        let text = export(&request).expect("text");
        for part in ["--head \\", "--globoff \\", "--path-as-is \\", "--header 'X-Empty;' \\"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

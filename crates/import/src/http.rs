//! Reads the text of an HTTP request, as `render --as http` and recording tools write it.

use super::draft::{Body, Draft};

const EXPECTED: &str = "expected the text of an HTTP request: ";

/// Whether a text begins with the first line of a request.
pub(crate) fn is_http(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let mut words = first.split(' ');
    let method = words.next().unwrap_or_default();
    let version = words.nth(1).unwrap_or_default();
    !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_alphabetic())
        && version.trim_end().starts_with("HTTP/")
}

/// Reads a request.
pub(crate) fn read(text: &str) -> Result<Draft, String> {
    let mut rest = text.trim_start();
    let first = line(&mut rest).unwrap_or_default();
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut draft = Draft { method: method.to_owned(), ..Draft::default() };
    while let Some(header) = line(&mut rest).filter(|line| !line.is_empty()) {
        let (name, value) = header.split_once(':').ok_or(format!("{EXPECTED}a line of its head has no colon"))?;
        draft.headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    let host = draft.header("Host").unwrap_or_default();
    if host.is_empty() && target.starts_with('/') {
        return Err(format!("{EXPECTED}it has no header Host"));
    }
    draft.url = if target.starts_with('/') { format!("https://{host}{target}") } else { target.to_owned() };
    let kind = draft.header("Content-Type").unwrap_or_default().to_owned();
    draft.body = match kind.split_once("boundary=") {
        _ if rest.trim().is_empty() => Body::None,
        Some((before, boundary)) if before.to_ascii_lowercase().contains("multipart/form-data") => {
            let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
            Body::Form(parts(rest, boundary)?)
        }
        _ => Body::Text(rest.to_owned()),
    };
    Ok(draft)
}

/// Takes the next line, without its end.
fn line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    if rest.is_empty() {
        return None;
    }
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    *rest = after;
    Some(line.strip_suffix('\r').unwrap_or(line))
}

/// The parts of a form.
fn parts(body: &str, boundary: &str) -> Result<Vec<(String, String)>, String> {
    let end = if body.contains(&format!("--{boundary}\r\n")) { "\r\n" } else { "\n" };
    let delimiter = format!("{end}--{boundary}");
    let body = format!("{end}{body}");
    let mut pieces = body.split(&delimiter).skip(1);
    let mut parts = Vec::new();
    loop {
        let piece = pieces.next().ok_or("body: expected a form that ends with its boundary")?;
        let Some(mut part) = piece.strip_prefix(end) else {
            return if piece.starts_with("--") {
                Ok(parts)
            } else {
                Err("body: the form is not well formed".to_owned())
            };
        };
        let mut name = None;
        while let Some(header) = line(&mut part).filter(|line| !line.is_empty()) {
            let (header, value) = header.split_once(':').unwrap_or((header, ""));
            if header.trim().eq_ignore_ascii_case("Content-Disposition") {
                if value.contains("filename") {
                    return Err("body: a part is a file, which is not read".to_owned());
                }
                name = value.split_once("name=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(name, _)| name);
            }
        }
        let name = name.ok_or("body: a part of the form has no name")?;
        let name = name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
        parts.push((name, part.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_parsed() {
        let text = "PATCH /v2/users/me?a=b HTTP/1.1\nHost: h:1\nX-A: b: c\n\n{}\n";
        assert!(is_http(text) && is_http("\nPATCH https://h/users/me HTTP/2\r\n"));
        let draft = read(text).expect("read");
        assert_eq!((draft.method.as_str(), draft.url.as_str()), ("PATCH", "https://h:1/v2/users/me?a=b"));
        assert_eq!(draft.header("x-a"), Some("b: c"));
        assert!(matches!(draft.body, Body::Text(text) if text == "{}\n"));
        let form = "PATCH https://h/x HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=B\r\n\r\n\
                    --B\r\nContent-Disposition: form-data; name=\"a%22\"\r\n\r\n1\r\n\r\n--B\r\n\
                    Content-Disposition: form-data; name=\"\"\r\n\r\n\r\n--B--\r\n";
        let parts = [("a\"", "1\r\n"), ("", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert!(matches!(read(form).expect("read").body, Body::Form(form) if form == parts));
        assert!(
            matches!(read(&form.replace("\r\n", "\n")).expect("read").body, Body::Form(form) if form[0].1 == "1\n")
        );
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "curl x", "PATCH x", "a b c", "1 / HTTP/1.1"] {
            assert!(!is_http(text), "{text}");
        }
        let form = "PATCH https://h/x HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=B\r\n\r\n";
        for (text, why) in [
            ("PATCH /x HTTP/1.1\n\n".to_owned(), "no header Host"),
            ("PATCH /x HTTP/1.1\nHost\n\n".to_owned(), "no colon"),
            (format!("{form}--B\r\n\r\nx\r\n--B--"), "has no name"),
            (format!("{form}--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"), "ends with its boundary"),
            (
                format!("{form}--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nx\r\n--B--"),
                "is a file",
            ),
            (format!("{form}--Bx"), "not well formed"),
        ] {
            assert!(read(&text).err().expect(&text).contains(why), "{text}");
        }
    }
}

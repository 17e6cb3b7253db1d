//! Parses the parts of a `multipart/form-data` body that this library encoded.

/// A part with a name and a text value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The name as encoded in the body, with `%22` for `"`.
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The parts; `None` if the body is not such a form, or a part has other parameters or headers.
pub(crate) fn parts(content_type: &str, body: &str) -> Option<Vec<Part>> {
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").filter(|text| !text.is_empty())?;
    let delimiter = format!("--{boundary}");
    let mut pieces = body.strip_prefix(&delimiter)?.split(&delimiter);
    let mut parts = Vec::new();
    loop {
        match pieces.next()? {
            "--\r\n" => break,
            piece => parts.push(part(piece)?),
        }
    }
    pieces.next().is_none().then_some(parts)
}

fn part(piece: &str) -> Option<Part> {
    let (head, value) = piece.strip_prefix("\r\n")?.strip_suffix("\r\n")?.split_once("\r\n\r\n")?;
    let name = head.strip_prefix("Content-Disposition: form-data; name=\"")?.strip_suffix('"')?;
    let is_plain = !name.contains(['"', '\r', '\n']) && !value.contains('\0');
    is_plain.then(|| Part { name: name.to_owned(), value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::{Encoding, encode};
    use crate::request::patch::UserPatch;

    #[test]
    fn encoded_parts_are_parsed() {
        let values = [("dept", "a\r\n--b\r\n\r\nc"), ("job_title", ""), ("x\"y", "--\r\n"), ("z", "\r\n")];
        let mut patch = UserPatch::new();
        for (name, value) in values {
            patch.set(name, value);
        }
        let body = encode(&patch.wire(), Encoding::Multipart);
        let text = String::from_utf8(body.bytes).expect("UTF-8");
        let read = parts(&body.content_type, &text).expect("parts");
        let read: Vec<_> = read.iter().map(|part| (part.name.replace("%22", "\""), part.value.as_str())).collect();
        assert_eq!(read, values.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn other_bodies_have_no_parts() {
        const TYPE: &str = "multipart/form-data; boundary=B";
        const HEAD: &str = "Content-Disposition: form-data; name=\"a\"";
        let whole = format!("--B\r\n{HEAD}\r\n\r\nx\r\n--B--\r\n");
        assert_eq!(parts(TYPE, &whole).map(|parts| parts.len()), Some(1));
        for (content_type, body) in [
            ("application/json", whole.as_str()),
            ("multipart/form-data; boundary=", &whole),
            ("multipart/form-data; boundary=C", &whole),
            (TYPE, ""),
            (TYPE, whole.trim_end()),
            (TYPE, &format!("{whole}--B")),
            (TYPE, &format!("x{whole}")),
            (TYPE, &whole.replace("\"a\"", "\"a\"; filename=\"f\"")),
            (TYPE, &whole.replace("\"a\"", "\"a\"\r\nContent-Type: text/plain")),
            (TYPE, &whole.replace('x', "\0")),
        ] {
            assert_eq!(parts(content_type, body), None, "{content_type} {body:?}");
        }
    }
}

//! A form: the parts of a `multipart/form-data` body, in the caller's order.

use super::encoding::Body;
use super::encoding::multipart;
use crate::response::error::InputError;
use std::borrow::Cow;

/// The parts of a `multipart/form-data` body, for [`Content::Form`](crate::Content::Form). A name may occur more than once.
///
/// ```
/// use zoomuser::{Content, Form, Headers, Part, Request};
/// let mut form = Form::new();
/// form.add("description", "portrait")?;
/// let mut picture = Part::default();
/// picture.name = "pic_file".to_owned();
/// picture.value = vec![0x89, b'P', b'N', b'G'];
/// picture.file_name = Some("ada.png".to_owned());
/// form.add_part(picture)?;
/// let request = Request::new("POST", "users/me/picture", Headers::new(), Content::Form(&form))?;
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Form {
    parts: Vec<Part>,
}

/// One part of a [`Form`]. It is sent as given, except that `"` in a name or file name becomes `%22`, as in browsers.
///
/// ```
/// let part = zoomuser::Part { name: "a".to_owned(), value: b"1".to_vec(), ..zoomuser::Part::default() };
/// zoomuser::Form::new().add_part(part)?;
/// # Ok::<(), zoomuser::InputError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The name. An empty name is left out of the part's headers.
    pub name: String,
    /// The value; any bytes.
    pub value: Vec<u8>,
    /// The file name; may be empty.
    pub file_name: Option<String>,
    /// The value of the part's header `Content-Type`.
    pub content_type: Option<String>,
    /// The parameter `charset` of `Content-Type`, which defaults to `text/plain` then. The value is not converted.
    pub charset: Option<String>,
}

/// The maximum number of parts, many times what Zoom accepts.
const MAX_PARTS: usize = 10_000;

impl Form {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text part without a content type, as a web form does; the text is UTF-8.
    ///
    /// # Errors
    ///
    /// As [`add_part`](Self::add_part).
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), InputError> {
        self.add_part(Part { name: name.to_owned(), value: value.as_bytes().to_vec(), ..Part::default() })
    }

    /// Adds a part.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) if the name, file name, content type or charset contains a
    /// control character, or if the form has 10,000 parts already.
    pub fn add_part(&mut self, part: Part) -> Result<(), InputError> {
        let fail = |what: &str, why: &str| Err(InputError::refused(what, why));
        let head = [
            ("name", Some(&part.name)),
            ("file_name", part.file_name.as_ref()),
            ("content_type", part.content_type.as_ref()),
            ("charset", part.charset.as_ref()),
        ];
        for (what, text) in head {
            if text.is_some_and(|text| text.chars().any(char::is_control)) {
                return fail(what, "expected no control character, e.g. the end of a line");
            }
        }
        if self.parts.len() == MAX_PARTS {
            return fail("form", &format!("expected at most {MAX_PARTS} parts"));
        }
        self.parts.push(part);
        Ok(())
    }

    /// The parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The encoded body.
    pub(crate) fn body(&self) -> Body {
        multipart::body(&self.parts.iter().map(Part::on_wire).collect::<Vec<_>>())
    }
}

impl Part {
    fn on_wire(&self) -> multipart::Part<'_> {
        let content_type = match (&self.content_type, &self.charset) {
            (None, None) => None,
            (Some(kind), None) => Some(Cow::Borrowed(kind.as_str())),
            (kind, Some(charset)) => {
                Some(Cow::Owned(format!("{}; charset={charset}", kind.as_deref().unwrap_or("text/plain"))))
            }
        };
        multipart::Part {
            name: &self.name,
            file_name: self.file_name.as_deref(),
            content_type,
            value: Cow::Borrowed(&self.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_sent_as_given() {
        let mut form = Form::new();
        form.add("first_name", "Ada \"\r\n--x").expect("valid");
        form.add_part(Part { content_type: Some("in nuelit99".to_owned()), ..Part::default() }).expect("valid");
        form.add_part(Part {
            name: "pic \"1\"".to_owned(),
            value: vec![0, 255],
            file_name: Some("ü\".png".to_owned()),
            content_type: Some("image/png".to_owned()),
            charset: None,
        })
        .expect("valid");
        let charset = Some("utf-8".to_owned());
        form.add_part(Part { name: "t".to_owned(), charset: charset.clone(), ..Part::default() }).expect("valid");
        form.add_part(Part { charset, content_type: Some("a/b".to_owned()), ..Part::default() }).expect("valid");
        let body = form.body();
        let boundary = body.content_type.strip_prefix("multipart/form-data; boundary=").expect("multipart");
        let text = String::from_utf8_lossy(&body.bytes).replace(boundary, "B");
        assert_eq!(
            text,
            "--B\r\nContent-Disposition: form-data; name=\"first_name\"\r\n\r\nAda \"\r\n--x\r\n\
             --B\r\nContent-Disposition: form-data\r\nContent-Type: in nuelit99\r\n\r\n\r\n\
             --B\r\nContent-Disposition: form-data; name=\"pic %221%22\"; filename=\"ü%22.png\"\r\n\
             Content-Type: image/png\r\n\r\n\0\u{fffd}\r\n\
             --B\r\nContent-Disposition: form-data; name=\"t\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\r\n\
             --B\r\nContent-Disposition: form-data\r\nContent-Type: a/b; charset=utf-8\r\n\r\n\r\n--B--\r\n"
        );
    }

    #[test]
    fn control_characters_are_refused_by_name() {
        let mut form = Form::new();
        let bad = || Some("SECRET\r\nX-Evil: 1".to_owned());
        for (part, what) in [
            (Part { name: "SECRET\n".to_owned(), ..Part::default() }, "name"),
            (Part { file_name: bad(), ..Part::default() }, "file_name"),
            (Part { content_type: bad(), ..Part::default() }, "content_type"),
            (Part { charset: bad(), ..Part::default() }, "charset"),
        ] {
            let error = form.add_part(part).expect_err(what);
            assert_eq!(error.message(), format!("{what}: expected no control character, e.g. the end of a line"));
        }
        assert!(form.parts().is_empty());
    }
}

//! A request as every form of it shows it: without the host's framing, and with its form in parts.

use super::parts::{Part, parts};
use crate::update::request::Request;

/// What is shown of a request. The token is no part of it.
pub(super) struct View {
    pub(super) method: String,
    pub(super) url: String,
    /// Without `Authorization`; without the `Content-Type` of a form, whose boundary is its sender's.
    pub(super) headers: Vec<(String, String)>,
    pub(super) content: Content,
}

/// The body.
pub(super) enum Content {
    None,
    /// JSON text.
    Json(String),
    /// Other text without NUL.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
    /// A form whose parts are texts with a name each.
    Form(Vec<Part>),
}

/// The content type of JSON.
pub(super) const JSON: &str = "application/json";

impl View {
    pub(super) fn of(request: &Request, base_url: &str) -> Self {
        let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        let mut headers = vec![("Accept".to_owned(), JSON.to_owned())];
        let content = content(&request.body.content_type, &request.body.bytes);
        if !matches!(content, Content::None | Content::Form(_)) {
            headers.push(("Content-Type".to_owned(), request.body.content_type.clone()));
        }
        Self { method: request.method.to_owned(), url: format!("{base_url}{}{query}", request.path), headers, content }
    }
}

fn content(content_type: &str, bytes: &[u8]) -> Content {
    if bytes.is_empty() {
        return Content::None;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return Content::Bytes(bytes.to_vec()) };
    if let Some(parts) = parts(content_type, text) {
        return Content::Form(parts);
    }
    if text.contains('\0') {
        return Content::Bytes(bytes.to_vec());
    }
    let is_json =
        content_type.eq_ignore_ascii_case(JSON) && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok();
    if is_json { Content::Json(text.to_owned()) } else { Content::Text(text.to_owned()) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::update::encoding::{Body, Encoding};
    use crate::update::patch::UserPatch;

    /// The view of an update.
    pub(crate) fn view(user_id: &str, json: &str, encoding: Encoding) -> View {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        let request = Request::update_user(user_id, &patch, encoding, "").expect(user_id);
        View::of(&request, "https://api.zoom.us/v2")
    }

    /// The view of a request with any body.
    pub(crate) fn with_body(content_type: &str, bytes: &[u8]) -> View {
        let mut request = Request::update_user("me", &UserPatch::new(), Encoding::Json, "").expect("valid");
        request.body = Body { content_type: content_type.to_owned(), bytes: bytes.to_vec() };
        View::of(&request, "https://api.zoom.us/v2")
    }

    #[test]
    fn a_body_is_what_its_bytes_are() {
        assert!(matches!(with_body("text/plain", b"").content, Content::None));
        assert!(matches!(with_body(JSON, b"{}").content, Content::Json(text) if text == "{}"));
        assert!(matches!(with_body(JSON, b"{").content, Content::Text(text) if text == "{"));
        assert!(matches!(with_body("text/plain", b"a\0").content, Content::Bytes(_)));
        assert!(matches!(with_body("text/plain", b"\xff").content, Content::Bytes(_)));
        let view = view("a b", r#"{"dept":"x","login_type":100}"#, Encoding::Multipart);
        assert_eq!(view.url, "https://api.zoom.us/v2/users/a%20b?login_type=100");
        assert_eq!(view.headers, [("Accept".to_owned(), JSON.to_owned())]);
        assert!(matches!(view.content, Content::Form(parts) if parts.len() == 1));
    }
}

//! The content of a request that the formats other than HTTP show, with a form split into its parts.

use super::parts::{Part, parts};
use super::quoting::ascii_json;
use crate::request::headers::AUTHORIZATION;
use crate::request::message::Sender;
use crate::request::request::Request;
use std::borrow::Cow;

/// The content of a request, without the token.
pub(crate) struct View {
    pub(crate) method: String,
    pub(crate) url: String,
    /// The scheme of `Authorization`, with the space after it.
    pub(crate) scheme: String,
    /// Without `Authorization`, and without the `Content-Type` of a form, whose boundary the sending program chooses. It also
    /// chooses `User-Agent`, `Accept-Encoding` and `Accept-Language`, unless the caller set them.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) content: Content,
}

/// The body.
pub(crate) enum Content {
    None,
    /// JSON text.
    Json(String),
    /// Other text without NUL.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
    /// A form whose parts all have a name and a text value.
    Form(Vec<Part>),
}

pub(crate) const NOT_BINARY: &str = "body: this format cannot contain binary data: use curl";

impl Content {
    /// The text of a body that is no form, JSON in ASCII with the characters in `special` escaped too.
    pub(crate) fn text(&self, special: &str) -> Result<Option<Cow<'_, str>>, String> {
        match self {
            Self::None | Self::Form(_) => Ok(None),
            Self::Json(text) => Ok(Some(ascii_json(text, special).into())),
            Self::Text(text) => Ok(Some(text.into())),
            Self::Bytes(_) => Err(NOT_BINARY.to_owned()),
        }
    }
}

/// The content type of JSON.
pub(crate) const JSON: &str = "application/json";

/// The scheme of an access token.
pub(crate) const BEARER: &str = "Bearer ";

impl View {
    pub(crate) fn of(request: &Request, sender: &Sender<'_>) -> Result<Self, String> {
        let mut headers = Vec::new();
        let mut scheme = BEARER.to_owned();
        for (name, [front, rest]) in request.headers().with_credentials("") {
            if name.eq_ignore_ascii_case(AUTHORIZATION) {
                front.clone_into(&mut scheme);
            } else {
                headers.push((name.to_owned(), format!("{front}{rest}")));
            }
        }
        if !scheme.trim_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            return Err(format!("{AUTHORIZATION}: expected a scheme of letters and digits"));
        }
        if !request.headers().contains("Accept") {
            headers.insert(0, ("Accept".to_owned(), JSON.to_owned()));
        }
        let mut shown = Content::None;
        if let Some(body) = request.body() {
            let given = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
            shown = content(given.map_or(&body.content_type, |(_, value)| value), &body.bytes);
            if given.is_none() && !matches!(shown, Content::Form(_)) {
                headers.push(("Content-Type".to_owned(), body.content_type.clone()));
            }
        }
        Ok(Self { method: request.method().to_owned(), url: sender.url(request), scheme, headers, content: shown })
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
pub(crate) mod tests {
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::form::{Form, Part};
    use crate::request::headers::Headers;
    use crate::request::patch::UserPatch;
    use crate::request::request as content;
    use crate::request::validate::{CheckMode, validate};

    const SENDER: Sender<'_> = Sender { base_url: "https://api.zoom.us/v2", user_agent: "a" };

    /// The view of an update.
    pub(crate) fn view(user_id: &str, json: &str, encoding: Encoding) -> View {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        let checked = validate(&patch, encoding).checked(CheckMode::Warn).expect(json);
        let request = Request::update_user(user_id, &checked, "").expect(user_id);
        View::of(&request, &SENDER).expect("a view")
    }

    /// The view of a custom request.
    pub(crate) fn custom(
        method: &str,
        path: &str,
        headers: &str,
        content: content::Content<'_>,
    ) -> Result<View, String> {
        let headers = Headers::parse(headers).expect(headers);
        View::of(&Request::new(method, path, headers, content).expect(path), &SENDER)
    }

    /// The view of a request with any body.
    pub(crate) fn with_body(content_type: &str, bytes: &[u8]) -> View {
        let headers = format!("Content-Type: {content_type}");
        custom("PATCH", "users/me", &headers, content::Content::Bytes(bytes)).expect("a view")
    }

    #[test]
    fn a_body_is_classified_by_its_bytes() {
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
    #[test]
    fn the_callers_headers_are_shown_without_the_credentials() {
        let headers = "Authorization: Basic c2VjcmV0\nX-A: 1\naccept: a/b\nUser-Agent: me";
        let view = custom("GET", "/x?y", headers, content::Content::None).expect("a view");
        assert_eq!((view.method.as_str(), view.url.as_str()), ("GET", "https://api.zoom.us/x?y"));
        let headers: Vec<_> = view.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(headers, [("X-A", "1"), ("accept", "a/b"), ("User-Agent", "me")]);
        assert_eq!(view.scheme, "Basic ");
        assert!(custom("GET", "x", "Authorization: B\"$x c2VjcmV0", content::Content::None).is_err());
    }

    #[test]
    fn a_form_with_files_is_its_bytes() {
        let mut form = Form::new();
        form.add("a", "b").expect("a part");
        let view = custom("POST", "x", "", content::Content::Form(&form)).expect("a view");
        assert!(matches!(view.content, Content::Form(_)) && view.headers.len() == 1);
        let file = Part { name: "pic".to_owned(), file_name: Some("p.png".to_owned()), ..Part::default() };
        form.add_part(file).expect("a part");
        let view = custom("POST", "x", "", content::Content::Form(&form)).expect("a view");
        assert!(matches!(view.content, Content::Text(_)));
        assert!(view.headers.iter().any(|(_, value)| value.starts_with("multipart/form-data; boundary=")));
    }
}

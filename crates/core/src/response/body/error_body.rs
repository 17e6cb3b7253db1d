//! The error that a response body describes: Zoom's code and message, the token service's, or the first words of a page.

use super::{lenient_json, page, xml};
use crate::redact::{redact_cut, redact_in};
use serde_json::Value;

/// Zoom's error about one field.
///
/// ```no_run
/// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
/// if let Err(error) = client.update_user("ada@example.com", &zoomuser::UserPatch::new().dept("Research")) {
///     for field in error.response().map(|response| response.field_errors()).unwrap_or_default() {
///         println!("{}: {}", field.field, field.message);
///     }
/// }
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldError {
    /// The field as Zoom names it, e.g. `user_info.email`.
    pub field: String,
    /// Zoom's message.
    pub message: String,
}

/// The error in a response body.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<i64>,
    pub(crate) message: String,
    pub(crate) field_errors: Vec<FieldError>,
    pub(crate) format: BodyFormat,
}

/// The format of a body, which shows who wrote it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    /// JSON or XML in Zoom's format, or nothing readable.
    #[default]
    Unknown,
    /// JSON of Zoom's token service: `reason` and `error`.
    TokenService,
    /// The title of an HTML page.
    Title,
    /// The text of an HTML page, or plain text.
    Text,
}

impl ErrorBody {
    pub(crate) fn read(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{feff}').trim_start().trim_start_matches('\u{feff}');
        match text.as_bytes().first() {
            Some(b'{') => Self::from_json(body),
            Some(b'<') => Self::from_xml(text).unwrap_or_else(|| Self::from_html(text)),
            // JSON, but not an object.
            Some(b'[' | b'"') | None => Self::default(),
            Some(_) if matches!(text.trim_end(), "null" | "true" | "false") => Self::default(),
            Some(_) => Self { message: page::plain(text), format: BodyFormat::Text, ..Self::default() },
        }
    }

    /// Redacts the secrets; with `is_cut` also the beginning of one at the end of a truncated text.
    pub(crate) fn redacted(mut self, secrets: &[&str], is_cut: bool) -> Self {
        let texts = self.field_errors.iter_mut().flat_map(|error| [&mut error.field, &mut error.message]);
        for text in texts.chain([&mut self.message]) {
            for secret in secrets {
                redact_in(text, secret);
                if is_cut {
                    let mut bytes = std::mem::take(text).into_bytes();
                    redact_cut(&mut bytes, secret);
                    *text = String::from_utf8_lossy(&bytes).into_owned();
                }
            }
        }
        if matches!(self.format, BodyFormat::Title | BodyFormat::Text) {
            self.message = page::shortened(&self.message);
        }
        self
    }

    fn from_json(body: &[u8]) -> Self {
        let bare = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let Some(body) = lenient_json::members(bare) else { return Self::default() };
        let text_of = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
        // {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}
        let message = match (text_of("message"), text_of("error_message"), text_of("reason"), text_of("error")) {
            ("", "", "", error) => error.to_owned(),
            ("", "", reason, "") => reason.to_owned(),
            ("", "", reason, error) => format!("{reason} ({error})"),
            ("", message, _, _) | (message, _, _, _) => message.to_owned(),
        };
        let field_errors = match body.get("errors") {
            Some(Value::Array(errors)) => errors
                .iter()
                .map(|error| FieldError { field: member(error, "field"), message: member(error, "message") })
                .filter(|error| !error.field.is_empty() || !error.message.is_empty())
                .collect(),
            _ => Vec::new(),
        };
        let is_from_token_service = !text_of("reason").is_empty() || !text_of("error").is_empty();
        let format = if is_from_token_service { BodyFormat::TokenService } else { BodyFormat::Unknown };
        Self { code: body.get("code").and_then(whole_number), message, field_errors, format }
    }

    fn from_xml(text: &str) -> Option<Self> {
        let mut error = Self::default();
        let texts = xml::texts(text)?;
        if texts.first().is_none_or(|(root, _)| root != "result") {
            return None;
        }
        for (path, text) in texts {
            let text = text.trim();
            match (path.as_str(), error.field_errors.last_mut()) {
                ("result/code", _) => error.code = error.code.or(text.parse().ok()),
                ("result/message", _) => error.message = text.to_owned(),
                ("result/errors", _) => error.field_errors.push(FieldError::default()),
                ("result/errors/field", Some(last)) => last.field = text.to_owned(),
                ("result/errors/message", Some(last)) => last.message = text.to_owned(),
                _ => {}
            }
        }
        error.field_errors.retain(|error| !error.field.is_empty() || !error.message.is_empty());
        Some(error)
    }

    fn from_html(text: &str) -> Self {
        let title = page::title(text);
        match title.is_empty() {
            false => Self { message: title, format: BodyFormat::Title, ..Self::default() },
            true => Self { message: page::visible(text), format: BodyFormat::Text, ..Self::default() },
        }
    }
}

fn member(object: &Value, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn whole_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

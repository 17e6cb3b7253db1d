//! The request that a parser reads from a text, before it is checked to be an update.

use zoomuser::Problem;

/// The longest text that is read, in bytes.
pub const MAX_TEXT_BYTES: usize = 1024 * 1024;

/// A parsed request. It has no `Debug`, since it may contain a token.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) method: String,
    /// The URL with its query, percent-encoded as in the text.
    pub(crate) url: String,
    /// Decoded query parameters that are not in the URL.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    /// The token, if the text contains one.
    pub(crate) token: Option<String>,
    pub(crate) defects: Vec<Problem>,
}

/// A parsed body.
#[derive(Default)]
pub(crate) enum Body {
    #[default]
    None,
    /// JSON, or anything else.
    Text(String),
    /// The parts of `multipart/form-data`.
    Form(Vec<(String, String)>),
    /// The pairs of `application/x-www-form-urlencoded`, decoded.
    Pairs(Vec<(String, String)>),
}

impl Draft {
    pub(crate) fn defect(&mut self, at: &str, message: impl Into<String>) {
        self.defects.push(Problem::new(at, message));
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A word of the text for a message, if it is too short and simple to be a secret.
pub(crate) fn shown(word: &str) -> &str {
    const MAX_LEN: usize = 16;
    let is_plain = word.len() <= MAX_LEN && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    if is_plain && !word.is_empty() { word } else { "something else" }
}

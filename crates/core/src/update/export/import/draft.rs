//! What a parser makes of a text, before it is known whether it is an update.

use crate::answer::outcome::Problem;

/// A request as it stands in a text. It may hold a token and has no `Debug`.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) method: String,
    /// With its query, percent-encoded as in the text.
    pub(super) url: String,
    /// Parameters of the query that do not stand in the URL, decoded.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
    /// A token that stands in the text as it is.
    pub(super) token: Option<String>,
    pub(super) defects: Vec<Problem>,
}

/// The body as it stands in a text.
#[derive(Default)]
pub(super) enum Body {
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
    pub(super) fn defect(&mut self, at: &str, message: impl Into<String>) {
        self.defects.push(Problem::new(at, message));
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A word of the text for use in a message, if it is short and plain enough to be no secret.
pub(super) fn shown(word: &str) -> &str {
    const LONGEST: usize = 16;
    let is_plain = word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    if is_plain && !word.is_empty() { word } else { "something else" }
}

//! The result of an import.

use zoomuser::internal::encoding::Encoding;
use zoomuser::internal::value::Value;
use zoomuser::{Problem, UserPatch};

/// An update read from a text, without the token that the text may contain.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The HTTP method: `PATCH`.
    pub method: &'static str,
    /// The base URL; "" for Zoom's.
    pub base_url: String,
    /// The user; `None` if the text has a placeholder such as `:userId`.
    pub user_id: Option<String>,
    /// The sub-account in the path; "" if there is none.
    pub sub_account: String,
    /// The decoded query parameters.
    pub query: Vec<(String, String)>,
    /// The fields in order, those of the query last, with unambiguous type errors corrected.
    pub fields: Vec<(String, Value)>,
    /// The encoding of the body.
    pub encoding: Encoding,
    /// The headers, without those that may contain secrets.
    pub headers: Vec<(String, String)>,
    /// The defects of the text, and how they were handled.
    pub defects: Vec<Problem>,
}

impl Imported {
    /// The fields as a patch.
    pub fn patch(&self) -> UserPatch {
        let mut patch = UserPatch::new();
        for (name, value) in &self.fields {
            patch.set(name, value.clone());
        }
        patch
    }
}

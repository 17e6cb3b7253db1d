//! The two forms of the body.
//!
//! JSON is what Zoom's current contract names. Multipart is what its older documentation shows.

mod json;
pub(crate) mod multipart;

use super::fields::{Kind, Place, field};
use super::patch::UserPatch;
use super::value::Value;

pub(crate) use json::{compact, quote};

/// The form of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// `application/json` with typed values.
    #[default]
    Json,
    /// `multipart/form-data`, every value as text.
    Multipart,
}

/// A body and its content type.
#[derive(Debug, Clone)]
pub struct Body {
    /// The value of the header `Content-Type`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Writes the body fields of a patch that passed the check, or that the caller wants sent all the same.
pub fn encode(patch: &UserPatch, encoding: Encoding) -> Body {
    match encoding {
        Encoding::Json => json::encode(patch),
        Encoding::Multipart => multipart::encode(patch),
    }
}

/// The fields that go into the body, with their kind where the catalogue knows them.
fn body_fields(patch: &UserPatch) -> impl Iterator<Item = (&str, &Value, Option<&'static Kind>)> {
    patch.iter().filter_map(|(name, value)| {
        let known = field(name);
        match known.map(|field| field.place) {
            Some(Place::Query) => None,
            _ => Some((name, value, known.map(|field| &field.kind))),
        }
    })
}

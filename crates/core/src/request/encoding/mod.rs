//! The encodings of an update's body: JSON, which Zoom's current contract names, and `multipart/form-data`, which its older
//! documentation shows.

mod body;
mod json;
pub(crate) mod multipart;

use super::schema::Place;
use super::value::WireField;

pub use body::{Body, Encoding};
pub use json::{compact, quote};

/// Encodes the fields that go into the body.
pub fn encode(fields: &[WireField<'_>], encoding: Encoding) -> Body {
    let in_body = fields.iter().filter(|field| field.place() == Place::Body);
    match encoding {
        Encoding::Json => json::encode(in_body),
        Encoding::Multipart => multipart::encode(in_body),
    }
}

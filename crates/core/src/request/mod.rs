//! The request: field schema, patch, validation, encodings, forms, custom requests, and rendering for other programs.

pub mod encoding;
pub(crate) mod form;
pub mod headers;
pub mod message;
pub(crate) mod patch;
pub(crate) mod purpose;
pub mod render;
#[expect(clippy::module_inception, reason = "the folder is named after the type that it is about")]
pub mod request;
pub mod schema;
pub(crate) mod typed;
pub mod user_id;
pub mod validate;
pub mod value;

//! What is said: the catalogue of fields, the patch, its check, its encodings and the request made of it.

pub mod check;
pub mod encoding;
pub mod fields;
pub mod lists;
pub mod patch;
pub mod related;
pub mod request;
pub mod value;

//! What is said: the catalogue of fields, the patch, its check, its encodings, forms, and the request made of them.

pub mod check;
pub mod encoding;
pub mod export;
pub mod fields;
pub mod form;
pub mod headers;
pub mod lists;
pub mod message;
pub mod patch;
pub mod related;
pub mod request;
pub mod value;

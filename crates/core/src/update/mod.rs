//! What is said: the catalogue of fields, the patch, its check, its encodings, forms, the request made of them, and
//! a request in the forms of other programs.

pub mod check;
pub mod compare;
pub mod encoding;
pub mod export;
pub mod fields;
pub mod form;
pub mod headers;
pub mod licence;
pub mod lists;
pub mod message;
pub mod patch;
mod phone;
pub mod related;
pub mod request;
pub mod value;

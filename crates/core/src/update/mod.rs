//! What is said: the catalogue of fields, the patch, its check, its encodings, the request made of it, and the forms of
//! a request for people and other programs.

pub mod check;
pub mod encoding;
pub mod export;
pub mod fields;
pub mod licence;
pub mod lists;
pub mod patch;
pub mod related;
pub mod request;
pub mod value;

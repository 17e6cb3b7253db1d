//! The body of a response: errors in JSON, XML and HTML, and a lenient JSON parser.

pub(crate) mod error_body;
pub(crate) mod lenient_json;
pub mod number;
pub(crate) mod page;
pub(crate) mod xml;

//! Requests: the bytes that arrive, checked by third-party parsers.

mod form;
mod identity;
mod injection;
mod json;
mod multipart;
mod parsers;
mod request;

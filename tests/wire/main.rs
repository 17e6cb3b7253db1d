//! What goes out: the bytes that arrive are the ones that were asked for, judged by parsers of other people.

mod form;
mod identity;
mod injection;
mod json;
mod multipart;
mod parsers;
mod request;

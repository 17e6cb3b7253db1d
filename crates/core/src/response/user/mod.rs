//! A user as `GET` returns it.

pub(crate) mod field_outcome;
pub(crate) mod outcome;
pub(crate) mod page;
pub(crate) mod state;
#[expect(clippy::module_inception, reason = "the folder is named after the type that it is about")]
pub(crate) mod user;

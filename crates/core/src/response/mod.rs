//! Zoom's response: HTTP status, headers, body and errors, and the status that a call ends with.

pub(crate) mod body;
pub(crate) mod doctor_check;
pub(crate) mod error;
pub mod error_mapping;
pub(crate) mod head;
pub(crate) mod outcome;
pub(crate) mod problem;
pub mod rate_limit;
#[expect(clippy::module_inception, reason = "the folder is named after the type that it is about")]
pub(crate) mod response;
pub mod retry_after;
pub mod status;
pub mod token_error_mapping;
pub(crate) mod user;

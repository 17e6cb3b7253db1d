//! What came back: the status of a call, Zoom's answer, and both together as the outcome.

pub mod check;
pub mod error;
pub mod fault;
pub mod field_outcome;
mod head;
pub(crate) mod hide;
pub mod json;
pub mod outcome;
pub mod rate_limit;
mod reading;
pub mod response;
pub mod retry_after;
pub mod status;
pub mod token_refusal;
pub mod user;

//! What came back: the status of a call, Zoom's answer, and both together as the outcome.

pub mod error;
pub mod field_outcome;
mod head;
mod hide;
pub mod json;
pub mod outcome;
mod reading;
pub mod response;
pub mod retry_after;
pub mod status;
pub mod user;

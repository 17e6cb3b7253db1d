//! What came back: the status of a call, Zoom's answer, and both together as the outcome.

pub mod error;
pub mod fault;
pub mod json;
pub mod outcome;
pub mod response;
pub mod retry_after;
pub mod status;

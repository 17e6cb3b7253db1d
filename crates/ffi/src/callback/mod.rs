//! Callbacks of the host program.

pub mod log;
pub mod row;
pub mod token;

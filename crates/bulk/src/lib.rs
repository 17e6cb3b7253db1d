//! Changes many Zoom users from a file: check, plan, apply, resume, undo.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod check;
pub mod duplicates;
pub mod outcome;
pub mod row;
pub mod table;

//! Changes many Zoom users from a file: check, plan, apply, resume, undo.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod apply;
mod calls;
pub mod check;
pub mod duplicates;
pub mod formula;
pub mod journal;
pub mod license;
pub mod loss_guard;
mod merge;
pub mod outcome;
pub mod plan;
pub mod recorded;
pub mod report;
pub mod result_files;
pub mod results;
pub mod row;
pub mod row_end;
pub mod run;
pub mod run_folder;
pub mod table;
pub mod undo;

pub use calls::owner::{on_owner, post_to_owner};

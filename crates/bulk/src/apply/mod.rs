//! Whole runs for programs, from the check to the results: apply, resume, undo.

mod applied;
mod given;
pub mod members;
mod runner;
mod running;
mod settings;

pub use applied::Applied;
pub use given::{Given, HAS_RUNS, no_runs};
pub use runner::{Refusal, Runner};
pub use running::OnRow;
pub use settings::{Command, Settings, TABLE_OPTIONS};

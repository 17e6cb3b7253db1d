//! Plans: what a file would change.

pub mod error;
pub mod maker;
mod members;
pub mod plan_file;
pub mod planned_row;
pub mod row_plan;
pub mod saved;
pub mod summary;
pub mod users;

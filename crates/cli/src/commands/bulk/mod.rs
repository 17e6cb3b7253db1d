//! `zoomuser bulk`: changes many users from a file.

pub(crate) mod apply;
pub(crate) mod check;
mod file;
pub(crate) mod folder;
mod interrupt;
pub(crate) mod plan;
mod plan_text;
mod planning;
mod progress;
pub(crate) mod resume;
mod runner;
mod sandbox_users;
pub(crate) mod undo;

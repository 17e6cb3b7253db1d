//! `zoomuser bulk`: changes many users from a file.

pub(crate) mod apply;
pub(crate) mod check;
pub(crate) mod folder;
mod forecast;
mod input;
mod interrupt;
pub(crate) mod plan;
mod plan_text;
mod progress;
pub(crate) mod resume;
mod runner;
pub(crate) mod undo;

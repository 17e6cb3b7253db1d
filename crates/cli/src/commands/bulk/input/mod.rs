//! From a file to a plan.

pub(super) mod file;
pub(super) mod planning;
mod sandbox_users;

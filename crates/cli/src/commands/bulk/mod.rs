//! `zoomuser bulk`: changes many users from a file.

pub(crate) mod check;
mod file;

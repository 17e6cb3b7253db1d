//! curl: its command line, options and configuration files.

pub(crate) mod command;
pub(crate) mod config;
pub(crate) mod options;

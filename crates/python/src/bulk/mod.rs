//! Changes of many users: rows of a program, files and run folders.

pub(crate) mod files;
mod options;
mod plan;
mod records;
mod rows;
mod runs;
pub(crate) mod updates;
pub(crate) mod user_pages;

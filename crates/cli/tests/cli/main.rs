//! The program `zoomuser` run as users run it: arguments in, text and an exit code out.

mod bulk;
mod bulk_check;
#[cfg(unix)]
mod bulk_runs;
mod commands;
mod completions;
mod doctor;
mod exits;
mod files;
mod ids;
mod import;
mod list;
mod output;
mod program;
mod reading;
mod render;
mod requests;
mod sandboxed;
#[cfg(unix)]
mod sharing;
#[cfg(unix)]
mod signals;
mod tokens;

//! The program `zoomuser` as its users meet it: words in, text and an exit code out.

mod commands;
mod doctor;
mod exits;
mod import;
mod output;
mod program;
mod reading;
mod render;
mod requests;
mod sandboxed;
mod tokens;

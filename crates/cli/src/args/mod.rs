//! The command line: flags, arguments, parsing.

pub(crate) mod bulk_args;
pub(crate) mod command_args;
pub(crate) mod common_args;
pub(crate) mod flags;
mod lexer;
pub(crate) mod list_args;
pub(crate) mod parser;
pub(crate) mod request_args;
pub(crate) mod run_args;
pub(crate) mod topic;
mod user_args;

pub(crate) use command_args::{Args, SandboxArgs};
pub(crate) use lexer::short_name;
pub(crate) use list_args::ListFormat;
pub(crate) use user_args::FieldArg;

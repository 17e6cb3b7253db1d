//! The command line `zoomuser`, as a library, so that other programs can offer the same one.
//!
//! [`run`] takes the arguments and the streams and returns the exit code. It uses the process only through the streams, and
//! through what the library `zoomuser` reads by itself (proxy variables and the files that options name).
//! [`completions`] and [`man_page`] make the files that an installation needs.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod args;
mod commands;
pub mod exit;
mod help;
mod input;
mod log;
mod output;
mod session;
mod signals;
mod streams;
mod text;

pub use args::topic::Shell;
pub use help::completions::completions;
pub use help::man::man_page;
pub use streams::{LineFilter, Streams};

use args::Args;
use args::common_args::OutputOptions;
use args::parser::{Command, ParseError, parse};
use args::topic::Topic;
use commands::user_operation::UserOperation;
use commands::{bulk, check, doctor, import, list, request, sandbox, tables, update};
use output::command_result::CommandResult;
use output::{Output, report};
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use zoomuser::{InputError, Status};

/// Runs one command line. `args` are the arguments after the program's name; the result is the exit code, one of
/// [`exit::EXITS`].
pub fn run(args: impl Iterator<Item = OsString>, streams: Streams<'_>) -> i32 {
    let args: Vec<OsString> = args.collect();
    let mut output = Output::new(streams);
    // The exit code of a panic depends on the host program, and may be that of another error here.
    let code = catch_unwind(AssertUnwindSafe(|| dispatch(args, &mut output))).unwrap_or_else(|_| {
        output.err("zoomuser: a defect in this program ended it\n");
        exit::DEFECT
    });
    output.end(code)
}

fn dispatch(args: Vec<OsString>, output: &mut Output<'_>) -> i32 {
    match parse(args) {
        Ok(Command::Run(topic, args)) => run_command(topic, &args, output),
        Ok(Command::Help(topic)) => output.all(&help::page(topic)),
        Ok(Command::Version) => output.all(&format!("zoomuser {}\n", zoomuser::VERSION)),
        Err(ParseError { message, topic, json }) => {
            let error = InputError::new(Status::InvalidArgument, message);
            let result = CommandResult { is_parsed: false, hint: help::hint(topic), ..error.into() };
            report::show(&result, OutputOptions { json, ..OutputOptions::default() }, output)
        }
    }
}

fn run_command(topic: Topic, args: &Args, output: &mut Output<'_>) -> i32 {
    let options = args.common.output;
    match topic {
        Topic::Update | Topic::Render => update::run(args, UserOperation::Update, output),
        Topic::Plan => update::run(args, UserOperation::Plan, output),
        Topic::Get => update::run(args, UserOperation::Get, output),
        Topic::List => list::run(args, output),
        Topic::Check => check::run(args, output),
        Topic::Doctor => doctor::run(&args.common, output),
        Topic::Request => request::run(args, output),
        Topic::Import => import::run(args, output),
        Topic::BulkCheck => bulk::check::run(args, output),
        Topic::BulkPlan => bulk::plan::run(args, output),
        Topic::BulkApply => bulk::apply::run(args, output),
        Topic::BulkResume => bulk::resume::run(args, output),
        Topic::BulkUndo => bulk::undo::run(args, output),
        Topic::BulkReport => bulk::folder::report(args, output),
        Topic::BulkForget => bulk::folder::forget(args, output),
        Topic::Fields => output.all(&tables::fields(&args.names, options.json)),
        Topic::Options => output.all(&tables::options(options.json)),
        Topic::Sandbox => sandbox::run(&args.sandbox, options, output),
        Topic::Completions => output.all(&args.shell.map(completions).unwrap_or_default()),
        Topic::Man => output.all(&man_page()),
        Topic::Bulk | Topic::Help | Topic::Json => output.all(&help::page(topic)),
    }
}

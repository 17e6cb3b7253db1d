//! The command line `zoomuser`, as a library, so that every program can offer the very same one.
//!
//! [`run`] takes the words and the streams and gives the exit code. It touches nothing of the process but what the
//! streams hand to it, and what the library `zoomuser` reads by itself (proxy variables and the files that are named).
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod ask;
mod check;
mod doctor;
mod ending;
pub mod exit;
mod findings;
mod help;
mod import;
mod job;
mod json;
mod log;
mod output;
mod page;
mod report;
mod request;
mod sandbox;
mod sent;
mod streams;
mod tables;
mod token;
mod update;
mod users;
mod veil;
mod way;
mod word;
mod words;

pub use streams::{LineFilter, Streams};

use ending::{Ending, Fault};
use job::Job;
use output::Output;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use veil::Veil;
use way::Manner;
use words::{Command, Refused};

/// Runs one command line. `args` are the words after the program's name; the result is the exit code, one of
/// [`exit::EXITS`].
pub fn run(args: impl Iterator<Item = OsString>, streams: Streams<'_>) -> i32 {
    let args: Vec<OsString> = args.collect();
    let mut output = Output::new(streams);
    // A defect must not look like one of the other causes, whatever the program's own panic code is.
    let code = catch_unwind(AssertUnwindSafe(|| dispatch(args, &mut output))).unwrap_or_else(|_| {
        output.err("zoomuser: a defect in this program ended it\n");
        exit::DEFECT
    });
    output.end(code)
}

fn dispatch(args: Vec<OsString>, output: &mut Output<'_>) -> i32 {
    match words::read(args) {
        Ok(Command::Update(change)) => update::run(change, Job::Update, output),
        Ok(Command::Check(change)) => check::run(change, output),
        Ok(Command::Plan(change)) => update::run(change, Job::Plan, output),
        Ok(Command::Get(change)) => update::run(change, Job::Get, output),
        Ok(Command::Request(ask)) => request::run(&ask, output),
        Ok(Command::Doctor(way)) => doctor::run(&way, output),
        Ok(Command::Import(asked)) => import::run(&asked, output),
        Ok(Command::Fields { names, json }) => output.all(&tables::fields(&names, json)),
        Ok(Command::Options { json }) => output.all(&tables::options(json)),
        Ok(Command::Sandbox(place)) => sandbox::run(place, output),
        Ok(Command::Help(topic)) => output.all(&help::page(topic)),
        Ok(Command::Version) => output.all(&format!("zoomuser {}\n", zoomuser::VERSION)),
        Err(Refused { message, topic, json }) => {
            let ending = Ending { remedy: help::hint(topic), ..Fault { status: None, message }.into() };
            report::show(&ending, Manner { json, ..Manner::default() }, &Veil::none(), output)
        }
    }
}

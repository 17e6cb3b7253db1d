//! A bulk run in a process of its own, which a test kills: `bulk-process begin FOLDER`, `bulk-process resume FOLDER`. Prints why
//! the run ended.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "a test reads it")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use support::options;
use zoomuser::internal::FlatClient;
use zoomuser_bulk::recorded::{Retry, begin, resume};
use zoomuser_bulk::run::event::Progress;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::RunFolder;

fn main() {
    let variable = |name: &str| std::env::var(name).expect(name);
    let (base_url, token) = (variable("TEST_BASE_URL"), variable("TEST_TOKEN"));
    let pairs = [("base_url", base_url.as_str()), ("token", &token), ("plan", "none"), ("max_retries", "0")];
    let client = Arc::new(FlatClient::new(options(&pairs)));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [how, folder] = arguments.as_slice() else { panic!("unknown: {arguments:?}") };
    let folder = RunFolder::open(Path::new(folder)).expect("a run folder");
    let mut run = match how.as_str() {
        "begin" => begin(client, &folder, RunOptions::default()).expect("a run"),
        _ => resume(client, &folder, Retry::Retryable, RunOptions::default()).expect("a run").run,
    };
    loop {
        match run.next(Duration::from_secs(1)) {
            Progress::Ended(stop) => return println!("{}: {}", stop.reason.word(), stop.message),
            Progress::Event(_) | Progress::Waiting => {}
        }
    }
}

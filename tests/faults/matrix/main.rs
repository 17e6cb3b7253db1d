//! The fault matrix: every kind of fault at every position of every exchange, compared with what the sandbox did; and
//! responses with invalid framing, followed by a second request; dead connections and proxies, from which a call recovers; and
//! faults of the file by which processes share the rate.
//!
//! `ZOOM_TEST_POSITIONS` is the number of positions per direction, or `all`; 200 by default.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it prints its totals and what it skips")]

mod cell;
mod delimited;
mod leaks;
mod rate_file;
mod recovery;
mod totals;
mod violations;
mod worker;

use cell::Cell;
use leaks::Resources;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use totals::Totals;
use worker::Worker;

/// More than there are CPUs, because most cells wait.
const WORKERS: usize = 32;

/// A call hangs if no cell finishes for this time.
const HANG_TIMEOUT: Duration = Duration::from_secs(120);

fn positions() -> usize {
    match std::env::var("ZOOM_TEST_POSITIONS").as_deref() {
        Ok("all") => usize::MAX,
        Ok(number) => number.parse().expect("ZOOM_TEST_POSITIONS: expected a number or all"),
        Err(_) => 200,
    }
}

/// Runs the cells concurrently, and counts those whose call does not return.
fn run(cells: Vec<Cell>, totals: &mut Totals) {
    let (cells, next) = (Arc::new(cells), Arc::new(AtomicUsize::new(0)));
    let (sender, results) = mpsc::channel();
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (cells, next, sender) = (Arc::clone(&cells), Arc::clone(&next), sender.clone());
            thread::spawn(move || {
                let worker = Worker::start();
                while let Some(cell) = cells.get(next.fetch_add(1, Ordering::SeqCst)) {
                    sender.send((*cell, worker.run(cell))).expect("a receiver");
                }
            })
        })
        .collect();
    drop(sender);
    let mut left = cells.len();
    while let Ok((cell, facts)) = results.recv_timeout(HANG_TIMEOUT) {
        totals.add(&cell, &facts);
        left -= 1;
    }
    totals.unfinished += left;
    if left == 0 {
        workers.into_iter().for_each(|worker| worker.join().expect("no panic"));
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--list") {
        println!("matrix: test");
        return ExitCode::SUCCESS;
    }
    // `cargo test NAME` passes the name to every test program.
    if args.iter().any(|arg| !arg.starts_with('-') && !"matrix".contains(arg.as_str())) {
        return ExitCode::SUCCESS;
    }
    let cells = cell::all(positions());
    let before = Resources::now();
    let started = Instant::now();
    let mut totals = Totals::default();
    run(cells, &mut totals);
    let delimited = delimited::run();
    let recovery = recovery::run();
    let rate_file = rate_file::run();
    let after = before.settled();
    totals.print();
    delimited.print();
    recovery.print();
    rate_file.print();
    println!("descriptors before and after: {} {}", before.descriptors, after.descriptors);
    println!("threads before and after: {} {}", before.threads, after.threads);
    println!("{:.0} s", started.elapsed().as_secs_f64());
    if totals.is_balanced()
        && delimited.is_balanced()
        && recovery.is_balanced()
        && rate_file.is_balanced()
        && after == before
    {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

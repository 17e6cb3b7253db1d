//! The fault matrix: every kind of fault at every position of every exchange, and what the library says of it held
//! against what the sandbox did.
//!
//! `ZOOM_TEST_POSITIONS` says how many positions of a direction are tried, `all` for each; 200 by default.
#![expect(clippy::print_stdout, reason = "it prints its totals")]

mod books;
mod cell;
mod leaks;
mod totals;
mod worker;

use cell::Cell;
use leaks::Held;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use totals::Totals;
use worker::Worker;

/// Most cells wait for something.
const WORKERS: usize = 32;

/// If so long no cell comes to its end, one never will.
const SILENCE: Duration = Duration::from_secs(120);

fn positions() -> usize {
    match std::env::var("ZOOM_TEST_POSITIONS").as_deref() {
        Ok("all") => usize::MAX,
        Ok(number) => number.parse().expect("ZOOM_TEST_POSITIONS: expected a number or all"),
        Err(_) => 200,
    }
}

/// Runs the cells side by side. Says which have no result, because their call never came back.
fn run(cells: Vec<Cell>, totals: &mut Totals) {
    let (cells, next) = (Arc::new(cells), Arc::new(AtomicUsize::new(0)));
    let (sender, results) = mpsc::channel();
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (cells, next, sender) = (Arc::clone(&cells), Arc::clone(&next), sender.clone());
            thread::spawn(move || {
                let worker = Worker::start();
                while let Some(cell) = cells.get(next.fetch_add(1, Ordering::SeqCst)) {
                    sender.send((*cell, worker.run(cell))).expect("somebody counts");
                }
            })
        })
        .collect();
    drop(sender);
    let mut left = cells.len();
    while let Ok((cell, facts)) = results.recv_timeout(SILENCE) {
        totals.add(&cell, &facts);
        left -= 1;
    }
    totals.unfinished += left;
    if left == 0 {
        workers.into_iter().for_each(|worker| worker.join().expect("no panic"));
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--list") {
        println!("matrix: test");
        return ExitCode::SUCCESS;
    }
    // `cargo test NAME` passes the name on to every test.
    if words.iter().any(|word| !word.starts_with('-') && !"matrix".contains(word.as_str())) {
        return ExitCode::SUCCESS;
    }
    let cells = cell::all(positions());
    let before = Held::now();
    let started = Instant::now();
    let mut totals = Totals::default();
    run(cells, &mut totals);
    let after = before.settled();
    totals.print();
    println!("descriptors before and after: {} {}", before.descriptors, after.descriptors);
    println!("threads before and after: {} {}", before.threads, after.threads);
    println!("{:.0} s", started.elapsed().as_secs_f64());
    if totals.is_balanced() && after == before { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

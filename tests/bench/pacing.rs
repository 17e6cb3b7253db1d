//! Utilization of the rate limit of a plan, and rejected requests: `cargo bench --bench pacing`.
//!
//! The sandbox answers after 100 ms and refuses whatever is more than the plan allows in any span of one second, wherever
//! it begins. Threads enough for the rate update a user each, again and again, for twenty seconds.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};
use support::{https_options, patch, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Sandbox;

const LENGTH: Duration = Duration::from_secs(20);
const GOAL: f64 = 0.98;

/// One plan; says whether the goal is reached.
fn measure(plan: &str, per_second: f64, threads: usize) -> bool {
    let sandbox = Sandbox::builder().token(&format!("bench-{plan}")).plan(plan).start().expect("the sandbox starts");
    let client = Client::new(with(https_options(&sandbox), &[("plan", plan), ("max_retries", "0")]));
    let started = Instant::now();
    let stats = thread::scope(|scope| {
        for number in 0..threads {
            let client = &client;
            scope.spawn(move || {
                let user = format!("slow-100+{number}@sandbox.test");
                while started.elapsed() < LENGTH {
                    let outcome = client.update_user(&user, &patch(r#"{"dept":"d"}"#));
                    assert!(outcome.is_ok() || outcome.response().is_some(), "{}", outcome.message());
                }
            });
        }
        // What came in the twenty seconds; threads end with a request that had its turn when they were over.
        thread::sleep(LENGTH.saturating_sub(started.elapsed()));
        sandbox.stats()
    });
    let rate = stats.updates as f64 / LENGTH.as_secs_f64();
    let (share, refused) = (rate / per_second, sandbox.stats().refused);
    println!("| {plan} | {per_second} | {rate:.2} | {:.1} % | {refused} | {} |", share * 100.0, stats.peak_per_second);
    share >= GOAL && refused == 0
}

fn main() -> ExitCode {
    // `cargo test` builds and runs benchmarks too; then there is nothing to measure.
    if !std::env::args().any(|word| word == "--bench") {
        return ExitCode::SUCCESS;
    }
    println!("| plan | permitted /s | sent /s | share (goal {} %) | refused | most in a second |", GOAL * 100.0);
    println!("| --- | --- | --- | --- | --- | --- |");
    let plans = [("pro", 30.0, 12), ("business", 80.0, 32)];
    let missed = plans.into_iter().filter(|(plan, rate, threads)| !measure(plan, *rate, *threads)).count();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

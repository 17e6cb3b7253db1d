//! Threads of one client over TLS: utilization of the rate of a plan, and rejected requests.
//!
//! The sandbox answers after 100 ms and refuses whatever is more than the plan allows in any span of one second, wherever
//! it begins. Threads enough for the rate update a user each, again and again, for twenty seconds.

use crate::verdict;
use std::thread;
use std::time::{Duration, Instant};
use support::{https_options, patch, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Sandbox;

const LENGTH: Duration = Duration::from_secs(20);
const GOAL: f64 = 0.98;

/// All plans; says whether the goals are reached.
pub(crate) fn measure() -> bool {
    println!(
        "| plan | permitted /s | sent /s | share (goal {} %) | refused (goal 0) | most in a second |",
        GOAL * 100.0
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    let plans = [("pro", 30.0, 12), ("business", 80.0, 32)];
    let missed = plans.into_iter().filter(|(plan, rate, threads)| !run(plan, *rate, *threads)).count();
    println!();
    missed == 0
}

fn run(plan: &str, per_second: f64, threads: usize) -> bool {
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
    let is_reached = share >= GOAL && refused == 0;
    println!(
        "| {plan} | {per_second} | {rate:.2} | {:.1} %{} | {refused} | {} |",
        share * 100.0,
        verdict(is_reached),
        stats.peak_per_second
    );
    is_reached
}

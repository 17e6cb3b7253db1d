//! Many threads that use one client at the same time: none gets an error or a warning.

use crate::judge::{Counting, Judge};
use crate::verdict;
use std::thread;
use support::{options, patch};
use zoomuser::internal::FlatClient as Client;

const THREADS: usize = 1_500;

/// Says whether each call succeeded without a warning.
pub(crate) fn measure() -> bool {
    let judge = Judge::start(80, Counting::Sliding, true);
    let client =
        Client::new(options(&[("base_url", &judge.base_url()), ("token", "bench-crowd"), ("plan", "business")]));
    let call = &|number: usize| client.update_user(&format!("{number}@example.com"), &patch(r#"{"dept":"d"}"#));
    let outcomes: Vec<_> = thread::scope(|scope| {
        let calls: Vec<_> = (0..THREADS).map(|number| scope.spawn(move || call(number))).collect();
        calls.into_iter().map(|call| call.join().expect("no panic")).collect()
    });
    let wrong = outcomes.iter().find(|outcome| !outcome.is_ok() || !outcome.warnings().is_empty());
    if let Some(outcome) = wrong {
        println!("{} {:?}", outcome.message(), outcome.warnings());
    }
    let succeeded = outcomes.iter().filter(|outcome| outcome.is_ok() && outcome.warnings().is_empty()).count();
    let (_, refused) = judge.between(std::time::Duration::ZERO, std::time::Duration::MAX);
    let is_reached = succeeded == THREADS;
    println!("| threads of one client, one call each | success without a warning | refused |");
    println!("| --- | --- | --- |\n| {THREADS} | {succeeded}{} | {refused} |\n", verdict(is_reached));
    is_reached
}

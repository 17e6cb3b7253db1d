//! The time until a client with default options succeeds again after the packets of its kept connections are lost.

use crate::verdict;
use std::time::{Duration, Instant};
use support::middleman::Middleman;
use support::network_namespace::NetworkNamespace;
use support::{https_options, patch, sandbox, with};
use zoomuser::internal::FlatClient as Client;

const ROUNDS: usize = 3;
const GOAL: Duration = Duration::from_secs(12);

/// In a network namespace if that can be made, else with a forwarder that stops; says whether the goal is reached.
pub(crate) fn measure() -> bool {
    let seconds: Vec<f64> = (0..ROUNDS).map(|_| recover().as_secs_f64()).collect();
    let worst = seconds.iter().copied().fold(0.0, f64::max);
    let is_reached = worst <= GOAL.as_secs_f64();
    println!("| until the next success after packets are lost, s (goal {}) |", GOAL.as_secs());
    println!("| --- |\n| {seconds:.1?}{} |\n", verdict(is_reached));
    is_reached
}

fn recover() -> Duration {
    let (sandbox, namespace) = (sandbox(), NetworkNamespace::make());
    let middleman = match &namespace {
        Some(namespace) => Middleman::on(namespace.listener(), &sandbox.https_url()),
        None => Middleman::start(&sandbox.https_url()),
    };
    let address = middleman.address();
    let (host, rule) = (format!("localhost:{}", address.port()), format!("localhost:{}={address}", address.port()));
    let base_url = format!("https://{host}/v2");
    // The other options are those by default.
    let options = with(
        https_options(&sandbox),
        &[("base_url", &base_url), ("connect_to", &rule), ("max_retries", "3"), ("plan", "pro")],
    );
    let client = Client::new(options);
    let update = || client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert!(update().is_ok());
    match &namespace {
        Some(namespace) => middleman.clients().iter().for_each(|client| namespace.lose_packets_to(client.port())),
        None => middleman.silence(),
    }
    let started = Instant::now();
    while !update().is_ok() {
        assert!(started.elapsed() < Duration::from_secs(120), "it recovers");
    }
    started.elapsed()
}

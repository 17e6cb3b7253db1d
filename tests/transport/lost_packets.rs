//! Kept connections whose packets are lost. Default options recover within 12 s.

use crate::dead_connections::{LANES, assert_all_ok, update, updates};
use std::thread;
use std::time::{Duration, Instant};
use support::middleman::Middleman;
use support::network_namespace::NetworkNamespace;
use support::{https_options, sandbox, with};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Sandbox;

/// A client of a sandbox behind the middleman.
fn client_of(sandbox: &Sandbox, middleman: &Middleman) -> Client {
    let address = middleman.address();
    let (host, rule) = (format!("localhost:{}", address.port()), format!("localhost:{}={address}", address.port()));
    let base_url = format!("https://{host}/v2");
    Client::new(with(https_options(sandbox), &[("base_url", &base_url), ("connect_to", &rule)]))
}

/// How long a client may take to find out and to recover.
const RECOVERY: Duration = Duration::from_secs(12);

#[test]
fn lost_packets_are_found_out_with_default_options() {
    let Some(namespace) = NetworkNamespace::make() else { return };
    let sandbox = sandbox();
    let middleman = Middleman::on(namespace.listener(), &sandbox.https_url());
    let client = client_of(&sandbox, &middleman);
    middleman.gather(LANES);
    assert_all_ok(&updates(&client));
    for address in middleman.clients() {
        namespace.lose_packets_to(address.port());
    }
    let started = Instant::now();
    let outcomes = updates(&client);
    let elapsed = started.elapsed();
    assert_all_ok(&outcomes);
    assert!(elapsed < RECOVERY, "{elapsed:?}");
    assert!(outcomes.iter().all(|outcome| outcome.attempts() == 2), "each thread met one dead connection");
}

#[test]
fn packets_that_are_lost_while_the_server_works_are_found_out() {
    let Some(namespace) = NetworkNamespace::make() else { return };
    let sandbox = sandbox();
    let middleman = Middleman::on(namespace.listener(), &sandbox.https_url());
    let client = client_of(&sandbox, &middleman);
    assert_eq!(update(&client).status(), Status::Ok);
    // The server has the request and works on it.
    middleman.silence();
    let started = thread::scope(|scope| {
        let mut call = None;
        middleman.acknowledge_next(|| call = Some(scope.spawn(|| update(&client))));
        let started = Instant::now();
        middleman.clients().iter().for_each(|address| namespace.lose_packets_to(address.port()));
        let outcome = call.expect("started").join().expect("no panic");
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 2), "{}", outcome.message());
        started
    });
    assert!(started.elapsed() < RECOVERY, "{:?}", started.elapsed());
}

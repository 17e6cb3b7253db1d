//! A cluster that names another server.

use crate::{assert_ends, assert_shared, keys, sandbox, shared, update};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use support::redis::Redis;
use zoomuser::internal::FlatClient as Client;

/// A member of a cluster that has no keys; says how many commands it got.
fn elsewhere(reply: impl Fn(u16) -> String + Send + Sync + 'static) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let mut part = [0; 65_536];
            while socket.read(&mut part).is_ok_and(|length| length > 0) {
                counted.fetch_add(1, Ordering::SeqCst);
                if socket.write_all(reply(port).as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    (port, count)
}

#[test]
fn the_server_that_has_the_keys_is_found_and_remembered() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("moved-{server}")), Redis::start(server, &[]));
        let there = redis.daemon.port;
        for host in ["127.0.0.1", "", "localhost"] {
            let (port, count) = elsewhere(move |_| format!("-MOVED 3999 {host}:{there}\r\n"));
            let client = Client::new(shared(&sandbox, &format!("redis://127.0.0.1:{port}"), &[]));
            assert_shared(&update(&client));
            assert_shared(&update(&client));
            assert_eq!(count.load(Ordering::SeqCst), 1, "it is remembered");
            assert_eq!(keys(&redis, ":light").len(), 1);
        }
        let (port, count) = elsewhere(move |_| format!("-ASK 3999 127.0.0.1:{there}\r\n"));
        let client = Client::new(shared(&sandbox, &format!("redis://127.0.0.1:{port}"), &[]));
        // A server that is no member of a cluster does not know the command, and the script runs all the same.
        assert_shared(&update(&client));
        assert_shared(&update(&client));
        assert!(count.load(Ordering::SeqCst) >= 2, "it counts once");
    });
}

#[test]
fn servers_that_name_each_other_are_as_good_as_none() {
    let sandbox = sandbox("moved-loop");
    let (port, count) = elsewhere(|port| format!("-MOVED 3999 127.0.0.1:{port}\r\n"));
    let client = Client::new(shared(&sandbox, &format!("redis://127.0.0.1:{port}"), &[]));
    assert_ends(&update(&client), "its cluster names one server after the other");
    assert_eq!(count.load(Ordering::SeqCst), 4);
}

#[test]
fn a_server_that_has_left_is_forgotten() {
    Redis::each(|server| {
        let (sandbox, mut redis) = (sandbox(&format!("left-{server}")), Redis::start(server, &[]));
        let next = Redis::start(server, &[]);
        let address = Arc::new(AtomicUsize::new(usize::from(redis.daemon.port)));
        let named = Arc::clone(&address);
        let (port, _) = elsewhere(move |_| format!("-MOVED 3999 127.0.0.1:{}\r\n", named.load(Ordering::SeqCst)));
        let client = Client::new(shared(&sandbox, &format!("redis://127.0.0.1:{port}"), &[]));
        assert_shared(&update(&client));
        redis.daemon.stop();
        address.store(usize::from(next.daemon.port), Ordering::SeqCst);
        assert_shared(&update(&client));
        assert_eq!(keys(&next, ":light").len(), 1);
    });
}

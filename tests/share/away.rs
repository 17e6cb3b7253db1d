//! A server that is away, slow or does not do what it should: calls go on, and say so once.

use crate::{accept, assert_alone, assert_ends, assert_shared, goes_on, sandbox, shared, update, warnings, with_redis};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use support::ClosedPort;
use support::redis::Redis;
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, CancelToken, Status};

/// Calls until one has used the server again. The pauses between two attempts are at most some seconds here.
fn until_shared(client: &Client, is_back: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_back() {
        assert!(started.elapsed() < Duration::from_secs(60), "it is not used again");
        assert!(update(client).is_ok());
    }
}

#[test]
fn a_server_that_is_not_there_is_reported_once() {
    let (sandbox, closed) = (sandbox("away-closed"), ClosedPort::new());
    let url = closed.url().replace("http", "redis");
    let client = goes_on(&sandbox, &url);
    let outcome = update(&client);
    assert_alone(&outcome, "cannot be used: no connection could be made");
    assert!(warnings(&outcome)[0].contains("calls go on with this process's part of the rate"), "{outcome:?}");
    for _ in 0..5 {
        assert_shared(&update(&client));
    }
    let part = [("share_required", "off"), ("share_fallback", "20")];
    assert!(update(&Client::new(shared(&sandbox, &url, &part))).is_ok());
}

#[test]
fn a_call_that_needs_the_server_ends() {
    let (sandbox, closed) = (sandbox("away-required"), ClosedPort::new());
    let url = closed.url().replace("http://", "redis://user:5ecret@");
    let client = Client::new(shared(&sandbox, &url, &[]));
    for _ in 0..3 {
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::Connect, "{}", outcome.message());
        let message = outcome.message();
        assert!(
            message.starts_with("share: the server 127.0.0.1:") && message.contains("share_required is on"),
            "{message}"
        );
        assert!(!format!("{outcome:?}").contains("5ecret"));
        assert!(outcome.hint().contains("share_required=off"));
    }
    assert_eq!(sandbox.stats().updates, 0);
}

#[test]
fn a_server_that_is_killed_is_used_again_when_it_is_back() {
    Redis::each(|server| {
        let token = format!("restart-{server}");
        let (sandbox, mut redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = goes_on(&sandbox, &redis.url());
        assert_shared(&update(&Client::new(with_redis(&sandbox, &redis, &[]))));
        redis.daemon.stop();
        assert_alone(&update(&client), "cannot be used");
        assert_shared(&update(&client));
        redis.daemon.start_again();
        until_shared(&client, || !crate::keys(&redis, ":light").is_empty());
        // The next loss is news.
        redis.daemon.stop();
        assert_alone(&update(&client), "cannot be used");
    });
}

#[test]
fn what_was_learned_meanwhile_reaches_the_server_when_it_is_back() {
    Redis::each(|server| {
        let (sandbox, mut redis) = (sandbox(&format!("learned-{server}")), Redis::start(server, &[]));
        let pairs = [("share_required", "off"), ("max_retries", "0")];
        let client = Client::new(shared(&sandbox, &redis.url(), &pairs));
        redis.daemon.stop();
        sandbox.script(zoomuser_sandbox::Response::http(
            429,
            &[("Retry-After", "3600"), ("X-RateLimit-Type", "Daily-limit")],
            "",
        ));
        assert_eq!(update(&client).status(), Status::RateLimited);
        redis.daemon.start_again();
        let started = Instant::now();
        while crate::keys(&redis, ":light").is_empty() {
            assert!(started.elapsed() < Duration::from_secs(60), "it learned nothing");
            assert_eq!(update(&client).status(), Status::RateLimited);
        }
        let ledger = &crate::keys(&redis, ":light")[0];
        let number = |name: &str| redis.command(&format!("HGET {ledger} {name}")).parse::<u64>().unwrap_or_default();
        let now = redis.command("TIME").lines().next().expect("seconds").parse::<u64>().expect("seconds");
        assert!((now + 3_000..now + 3_700).contains(&(number("full") / 1_000_000)), "{now}");
        assert_eq!(sandbox.stats().updates, 1);
    });
}

#[test]
fn a_restart_between_two_calls_is_not_noticed() {
    Redis::each(|server| {
        let token = format!("restarted-{server}");
        let (sandbox, mut redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[]));
        assert_shared(&update(&client));
        redis.daemon.stop();
        redis.daemon.start_again();
        assert_shared(&update(&client));
        assert_eq!(crate::keys(&redis, ":light").len(), 1, "the new one was used");
    });
}

#[test]
fn a_server_that_pauses_delays_no_call_for_long() {
    Redis::each(|server| {
        let token = format!("pause-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = goes_on(&sandbox, &redis.url());
        assert_shared(&update(&Client::new(with_redis(&sandbox, &redis, &[]))));
        let mut other = redis.connect();
        assert_eq!(other.command(&["CLIENT", "PAUSE", "5000", "ALL"]), "OK");
        assert_alone(&update(&client), "no reply in time");
        // It ends by itself; this is paused, too.
        let used = || redis.command(&format!("HGET {} used", crate::keys(&redis, ":light")[0]));
        let before = used();
        until_shared(&client, || used() != before);
    });
}

/// A server that answers every command with what `reply` makes of the number of the command.
pub(crate) fn fake(reply: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let (reply, count) = (Arc::new(reply), Arc::new(AtomicUsize::new(0)));
    thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let (reply, count) = (Arc::clone(&reply), Arc::clone(&count));
            thread::spawn(move || {
                let mut part = [0; 65_536];
                // A command comes in one piece.
                while socket.read(&mut part).is_ok_and(|count| count > 0) {
                    if socket.write_all(&reply(count.fetch_add(1, Ordering::SeqCst))).is_err() {
                        return;
                    }
                }
            });
        }
    });
    format!("redis://127.0.0.1:{port}")
}

#[test]
fn whatever_a_server_replies_the_call_goes_on() {
    let sandbox = sandbox("away-replies");
    let long = format!("-ERR {}\r\n", "x".repeat(3_000));
    for (reply, says) in [
        (&b"-READONLY You can't write against a read only replica.\r\n"[..], "READONLY"),
        (b"-LOADING Redis is loading the dataset in memory\r\n", "LOADING"),
        (b"-MASTERDOWN Link with MASTER is down\r\n", "MASTERDOWN"),
        (b"-CLUSTERDOWN The cluster is down\r\n", "CLUSTERDOWN"),
        (b"-OOM command not allowed when used memory > 'maxmemory'.\r\n", "OOM command not allowed"),
        (b"-BUSY Redis is busy running a script.\r\n", "BUSY"),
        (b"-NOAUTH Authentication required.\r\n", "it wants a password: set share_password"),
        (long.as_bytes(), "xxx"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "the reply is not RESP"),
        (b"+OK\r\n", "its reply has a status where other values were expected"),
        (b"*2\r\n:1\r\n:2\r\n", "its reply has other values"),
        (b"*5\r\n:0\r\n:-5\r\n:1\r\n:1\r\n:1\r\n", "its reply has other values"),
        (b"$3\r\nabc\r\n", "a text"),
        (b"", "no reply in time"),
    ] {
        let reply = reply.to_vec();
        let url = fake(move |_| reply.clone());
        let outcome = update(&Client::new(shared(&sandbox, &url, &[])));
        assert_ends(&outcome, says);
        assert!(outcome.message().chars().count() < 400, "{outcome:?}");
    }
}

#[test]
fn a_reply_that_breaks_off_anywhere_is_no_reply() {
    let sandbox = sandbox("away-cut");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    for length in 0..=TURN.len() {
        // A name of its own, since what is known of a server belongs to the process.
        let url = format!("redis://{}/{length}", listener.local_addr().expect("bound"));
        let client = Client::new(shared(&sandbox, &url, &[]));
        let call = thread::spawn(move || update(&client));
        // The first two replies are about the database, which the URL names.
        let mut socket = accept(&listener);
        let mut part = [0; 65_536];
        if length > 0 {
            assert!(socket.read(&mut part).expect("a command") > 0);
            socket.write_all(b"+OK\r\n").expect("written");
        }
        assert!(socket.read(&mut part).expect("a command") > 0);
        socket.write_all(&TURN[..length]).expect("written");
        if length == TURN.len() {
            // A request whose connection takes long asks once more.
            thread::spawn(move || {
                while socket.read(&mut part).is_ok_and(|count| count > 0) && socket.write_all(TURN).is_ok() {}
            });
        } else {
            drop(socket);
        }
        let outcome = call.join().expect("no panic");
        if length == TURN.len() { assert_shared(&outcome) } else { assert_ends(&outcome, "the connection") }
    }
}

/// What a server replies that gives every request a turn at once.
const TURN: &[u8] = b"*5\r\n:0\r\n:0\r\n:1780000000000000\r\n:1\r\n:1\r\n";

#[test]
fn a_server_that_stops_during_a_notification_is_noticed() {
    // It reads the token, locks, reads again, and then stores the new one.
    let url = fake(|number| match number {
        0 | 2 => b"*2\r\n$-1\r\n:-2\r\n".to_vec(),
        1 => b":1\r\n".to_vec(),
        _ => Vec::new(),
    });
    let sandbox = sandbox("away-store");
    let pairs = [("share", url.as_str()), ("plan", "none")];
    assert_alone(&update(&Client::new(support::app_options(&sandbox, &pairs))), "no reply in time");
    // It gives a turn, and then learns of a refusal.
    let url = fake(|number| if number == 0 { TURN.to_vec() } else { Vec::new() });
    let client = Client::new(shared(&sandbox, &url, &[("share_required", "off"), ("max_retries", "0")]));
    sandbox.script(zoomuser_sandbox::Response::http(429, &[("Retry-After", "0")], ""));
    assert_eq!(update(&client).status(), Status::RateLimited);
    assert_alone(&update(&client), "no reply in time");
}

#[test]
fn calls_that_have_little_time_find_out_together_that_a_server_does_not_reply() {
    let (sandbox, url) = (sandbox("away-short"), fake(|_| Vec::new()));
    // Each waits for a tenth of its time.
    let client = Client::new(shared(&sandbox, &url, &[("share_required", "off"), ("deadline_ms", "700")]));
    let said = (0..20).map(|_| warnings(&update(&client))).find(|said| !said.is_empty()).expect("a warning");
    assert!(said.len() == 1 && said[0].contains("no reply in time"), "{said:?}");
}

#[test]
fn after_a_failover_the_new_server_is_found() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    // The first reply is that of a replica.
    let url = fake(move |number| {
        counted.fetch_add(1, Ordering::SeqCst);
        match number {
            0 => b"-READONLY You can't write against a read only replica.\r\n".to_vec(),
            _ => TURN.to_vec(),
        }
    });
    assert_shared(&update(&Client::new(shared(&sandbox("away-failover"), &url, &[]))));
    assert!(count.load(Ordering::SeqCst) >= 2);
}

#[test]
fn a_call_is_cancelled_while_it_waits_for_the_server() {
    let (sandbox, listener) = (sandbox("away-cancel"), TcpListener::bind("127.0.0.1:0").expect("a free port"));
    let url = format!("redis://{}", listener.local_addr().expect("bound"));
    let client = Client::new(shared(&sandbox, &url, &[]));
    let cancel = CancelToken::new();
    thread::scope(|scope| {
        let call = scope.spawn(|| {
            let call = CallOptions::new().cancel_token(&cancel);
            client.update_user_with("jane@example.com", &support::patch(r#"{"dept":"d"}"#), &call)
        });
        let mut socket = accept(&listener);
        assert!(socket.read(&mut [0; 65_536]).expect("a command") > 0);
        cancel.cancel();
        let outcome = call.join().expect("no panic");
        // On a busy machine the server may have been given up before.
        if outcome.status() != Status::Connect {
            assert_eq!(outcome.message(), "cancelled while waiting for the server of share");
        }
    });
    assert_eq!(sandbox.stats().updates, 0);
}

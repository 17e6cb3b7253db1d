//! The option `share` with real servers: Redis, and Valkey where it is installed.

mod access;
mod away;
mod cluster;
mod connections;
mod doctor;
mod keys;
mod log;
mod options;
mod privacy;
mod rate;
mod tokens;

use std::net::{TcpListener, TcpStream};
use std::sync::{PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};
use support::redis::{Connection, Redis};
use support::{http_options, patch, with};
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser_sandbox::Sandbox;

/// A sandbox whose token no other test has, since what is shared belongs to an account.
fn sandbox(token: &str) -> Sandbox {
    Sandbox::builder().token(token).start().expect("the sandbox starts")
}

/// Options that share the rate of the plan Business. A call ends if the server cannot be used: it has more time then than a
/// call that goes on, so that the tests do not depend on how busy the machine is.
fn shared(sandbox: &Sandbox, url: &str, pairs: &[(&str, &str)]) -> Options {
    with(with(http_options(sandbox), &[("plan", "business"), ("share", url), ("share_required", "on")]), pairs)
}

/// The same for a client that goes on without the server.
fn goes_on(sandbox: &Sandbox, url: &str) -> Client {
    Client::new(shared(sandbox, url, &[("share_required", "off")]))
}

/// The same with a server of this machine.
fn with_redis(sandbox: &Sandbox, redis: &Redis, pairs: &[(&str, &str)]) -> Options {
    shared(sandbox, &redis.url(), pairs)
}

/// Another URL of the same server: what a process knows belongs to the URL, so this is like another process.
fn by_name(redis: &Redis) -> String {
    format!("redis://localhost:{}", redis.daemon.port)
}

fn update(client: &Client) -> Outcome {
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

/// The warnings of a call about what is shared.
fn warnings(outcome: &Outcome) -> Vec<String> {
    outcome.warnings().iter().filter(|warning| warning.field == "share").map(ToString::to_string).collect()
}

/// A call that succeeded, and used the server.
fn assert_shared(outcome: &Outcome) {
    assert!(outcome.is_ok(), "{}", outcome.message());
    assert_eq!(warnings(outcome), Vec::<String>::new());
}

/// A call that succeeded without the server, and says so with these words.
fn assert_alone(outcome: &Outcome, says: &str) {
    assert!(outcome.is_ok(), "{}", outcome.message());
    let said = warnings(outcome);
    assert!(said.len() == 1 && said[0].contains(says), "{said:?} says {says:?}");
}

/// A call that ended since the server cannot be used, and says so with these words.
fn assert_ends(outcome: &Outcome, says: &str) {
    let message = outcome.message();
    assert!(message.starts_with("share: ") && message.contains(says), "{message} says {says:?}");
    assert!(message.ends_with("nothing was sent, since share_required is on"), "{message}");
    assert_eq!(outcome.attempts(), 0);
}

/// Forgets what this process knows and closes its connections, as if it were another one. Not while a test counts connections.
fn forget() {
    let _guard = CLEANUP.write().unwrap_or_else(PoisonError::into_inner);
    zoomuser::internal::cleanup();
}

static CLEANUP: RwLock<()> = RwLock::new(());

/// The next connection to a server.
fn accept(listener: &TcpListener) -> TcpStream {
    let started = Instant::now();
    listener.set_nonblocking(true).expect("a socket");
    loop {
        match listener.accept() {
            Ok((socket, _)) => {
                socket.set_nonblocking(false).expect("a socket");
                return socket;
            }
            Err(_) => assert!(started.elapsed() < Duration::from_secs(60), "nobody connects"),
        }
        thread::yield_now();
    }
}

/// The commands that a connection with `MONITOR` has seen until now.
fn until_end(redis: &Redis, mut monitor: Connection) -> Vec<String> {
    assert_eq!(redis.command("SET zoomuser:end end"), "OK");
    let mut commands = Vec::new();
    loop {
        let line = monitor.reply();
        if line.contains("zoomuser:end") {
            assert_eq!(redis.command("DEL zoomuser:end"), "1");
            return commands;
        }
        commands.push(line);
    }
}

/// The keys of a server whose names end so, in order.
fn keys(redis: &Redis, end: &str) -> Vec<String> {
    let all = redis.command("KEYS *");
    let mut found: Vec<_> = all.lines().filter(|key| key.ends_with(end)).map(str::to_owned).collect();
    found.sort();
    found
}

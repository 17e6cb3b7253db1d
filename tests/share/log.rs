//! The log says when the server is lost and when it is found, each once, and never a password.

use crate::{assert_alone, goes_on, sandbox, update};
use log::{LevelFilter, Log, Metadata, Record};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use support::redis::Redis;

/// Everything that the library has logged at info level and above in this process.
static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        LINES.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{} {}", record.level(), record.args()));
    }

    fn flush(&self) {}
}

/// The lines about a server.
fn lines(port: u16) -> Vec<String> {
    let all = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    all.iter().filter(|line| line.contains(&format!(":{port} "))).cloned().collect()
}

#[test]
fn a_server_is_lost_and_found_once() {
    log::set_logger(&Logger).expect("no other test of this program has one");
    log::set_max_level(LevelFilter::Info);
    Redis::each(|server| {
        let sandbox = sandbox(&format!("log-{server}"));
        let mut redis = Redis::start(server, &["--requirepass", "5ecret"]);
        let client = goes_on(&sandbox, &redis.url().replace("//", "//:5ecret@"));
        let port = redis.daemon.port;
        redis.daemon.stop();
        assert_alone(&update(&client), "cannot be used");
        (0..3).for_each(|_| assert!(update(&client).is_ok()));
        let said = lines(port);
        assert!(said.len() == 1 && said[0].starts_with("WARN share: the server 127.0.0.1:"), "{said:?}");
        redis.daemon.start_again();
        let started = Instant::now();
        while lines(port).len() < 2 {
            assert!(started.elapsed() < Duration::from_secs(60), "{:?}", lines(port));
            assert!(update(&client).is_ok());
        }
        (0..3).for_each(|_| assert!(update(&client).is_ok()));
        let said = lines(port);
        assert!(
            said.len() == 2 && said[1].contains("INFO share: the server") && said[1].ends_with(" can be used again")
        );
    });
    let all = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(!all.iter().any(|line| line.contains("5ecret")));
}

//! The token of an app, requested once for all.

use crate::{assert_shared, by_name, forget, keys, sandbox, until_end, update};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;
use support::own_program::OwnProgram;
use support::redis::Redis;
use support::{account, app_options, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser_sandbox::Sandbox;

/// Options that share a token, of an app that belongs to this test.
fn app(sandbox: &Sandbox, url: &str, pairs: &[(&str, &str)]) -> Options {
    with(app_options(sandbox, &[("share", url), ("share_required", "on")]), pairs)
}

#[test]
fn one_token_is_for_all() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("one-token-{server}")), Redis::start(server, &[]));
        assert_shared(&update(&Client::new(app(&sandbox, &redis.url(), &[]))));
        forget();
        assert_shared(&update(&Client::new(app(&sandbox, &by_name(&redis), &[]))));
        assert_eq!(sandbox.stats().token_requests, 1);
        // Another secret cannot open it, and gets its own.
        forget();
        let other = Client::new(app(&sandbox, &redis.url(), &[("client_secret", "another-secret")]));
        assert_eq!(update(&other).status(), Status::Unauthorized);
        assert_eq!(keys(&redis, ":lock"), Vec::<String>::new(), "it is unlocked");
        // Damage is no failure.
        forget();
        let key = keys(&redis, ":token").pop().expect("a token");
        assert!(redis.command(&format!("SETRANGE {key} 40 x")).parse::<u32>().is_ok());
        assert_shared(&update(&Client::new(app(&sandbox, &redis.url(), &[]))));
    });
}

#[test]
fn processes_that_begin_together_request_one_token() {
    let program = OwnProgram::of(env!("CARGO_BIN_EXE_client-process"));
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("together-{server}")), Redis::start(server, &[]));
        // The others find the lock taken meanwhile.
        sandbox.set_tokens(Duration::from_secs(3_600), Duration::from_millis(500));
        let mut processes: Vec<_> = (0..6)
            .map(|_| {
                Command::new(program.path())
                    .arg("share-token")
                    .envs([("TEST_URL", sandbox.http_url()), ("TEST_ACCOUNT", account(&sandbox))])
                    .env("TEST_SHARE", redis.url())
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .spawn()
                    .expect("it runs")
            })
            .collect();
        for process in &mut processes {
            let mut line = String::new();
            let output = process.stdout.as_mut().expect("a pipe");
            assert!(BufReader::new(output).read_line(&mut line).is_ok() && line == "ready\n", "{line}");
        }
        // They go on when their input ends.
        processes.iter_mut().for_each(|process| drop(process.stdin.take()));
        for mut process in processes {
            assert!(process.wait().expect("it ends").success());
        }
        assert_eq!(sandbox.stats().token_requests, 1);
    });
}

#[test]
fn a_token_without_a_scope_stays_for_those_who_do_not_need_it() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("scope-token-{server}")), Redis::start(server, &[]));
        let client = Client::new(app(&sandbox, &redis.url(), &[]));
        assert_shared(&update(&client));
        let key = keys(&redis, ":token").pop().expect("a token");
        let mut monitor = redis.connect();
        assert_eq!(monitor.command(&["MONITOR"]), "OK");
        let refused = client.update_user("error-400-4711@sandbox.test", &support::patch(r#"{"dept":"d"}"#));
        assert_eq!(refused.status(), Status::Forbidden, "{}", refused.message());
        let commands = until_end(&redis, monitor);
        let is_deleted = |line: &&String| line.contains(r#""DEL""#) && line.contains(&key);
        assert_eq!(commands.iter().find(is_deleted), None, "it was never missing");
        assert!(commands.iter().any(|line| line.contains(r#""SET""#) && line.contains(&key)), "a new one is for all");
    });
}

#[test]
fn a_value_that_nobody_can_read_is_replaced() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("unread-token-{server}")), Redis::start(server, &[]));
        assert_shared(&update(&Client::new(app(&sandbox, &redis.url(), &[]))));
        let key = keys(&redis, ":token").pop().expect("a token");
        for value in ["short", &"another format ".repeat(9)] {
            // It would be there for longer than any token.
            assert_eq!(redis.connect().command(&["SET", &key, value, "PX", "90000000"]), "OK");
            let before = sandbox.stats().token_requests;
            for url in [redis.url(), by_name(&redis)] {
                forget();
                assert_shared(&update(&Client::new(app(&sandbox, &url, &[]))));
            }
            assert_eq!(sandbox.stats().token_requests, before + 1, "{value}");
        }
        // One that does not expire, too.
        assert_eq!(redis.connect().command(&["SET", &key, "for ever"]), "OK");
        forget();
        assert_shared(&update(&Client::new(app(&sandbox, &redis.url(), &[]))));
        assert!(redis.command(&format!("PTTL {key}")).parse::<i64>().expect("a time") > 0);
    });
}

#[test]
fn a_refused_token_is_replaced_for_all_and_the_next_one_stays() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("refused-token-{server}")), Redis::start(server, &[]));
        let client = Client::new(app(&sandbox, &redis.url(), &[]));
        assert_shared(&update(&client));
        let key = keys(&redis, ":token").pop().expect("a token");
        let first = redis.command(&format!("GETRANGE {key} 0 31"));
        sandbox.revoke_tokens();
        assert_shared(&update(&client));
        let second = redis.command(&format!("GETRANGE {key} 0 31"));
        assert!(first != second && second.len() == 32);
        assert_eq!(sandbox.stats().token_requests, 2);
        // One who still has the first finds the second.
        forget();
        assert_shared(&update(&client));
        assert_eq!(redis.command(&format!("GETRANGE {key} 0 31")), second);
        assert_eq!(sandbox.stats().token_requests, 2);
    });
}

#[test]
fn who_waits_for_another_machine_asks_itself_after_a_while() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("locked-token-{server}")), Redis::start(server, &[]));
        let options = app(&sandbox, &redis.url(), &[("deadline_ms", "3000")]);
        assert_shared(&update(&Client::new(options.clone())));
        let token = keys(&redis, ":token").pop().expect("a token");
        let lock = token.replace(":token", ":lock");
        assert_eq!(redis.command(&format!("DEL {token}")), "1");
        // A machine that was switched off has the lock.
        assert_eq!(redis.command(&format!("SET {lock} other PX 60000")), "OK");
        forget();
        assert_shared(&update(&Client::new(options)));
        assert_eq!(sandbox.stats().token_requests, 2);
        assert_eq!(redis.command(&format!("GET {lock}")), "other", "a lock of others stays");
        assert_eq!(keys(&redis, ":token").len(), 1, "its token is for all");
    });
}

#[test]
fn a_token_that_ends_sooner_replaces_none() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("later-token-{server}")), Redis::start(server, &[]));
        assert_shared(&update(&Client::new(app(&sandbox, &redis.url(), &[]))));
        let key = keys(&redis, ":token").pop().expect("a token");
        let kept = redis.command(&format!("GETRANGE {key} 0 31"));
        // The stored one seems to be for another app's secret, so a new one is requested; that one ends sooner.
        assert_eq!(redis.command(&format!("PEXPIRE {key} 100000000")), "1");
        sandbox.set_tokens(Duration::from_secs(100), Duration::ZERO);
        forget();
        let lock = key.replace(":token", ":lock");
        let store =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/core/src/share/scripts/token.lua"));
        let reply =
            redis.connect().command(&["EVAL", &store.expect("a script"), "2", &key, &lock, "store", "sooner", "5", ""]);
        assert_eq!(reply, "0");
        assert_eq!(redis.command(&format!("GETRANGE {key} 0 31")), kept);
    });
}

#[test]
fn without_the_server_each_has_its_own_token() {
    let closed = support::ClosedPort::new();
    let sandbox = sandbox("no-token-server");
    let url = closed.url().replace("http", "redis");
    let outcome = update(&Client::new(app(&sandbox, &url, &[("share_required", "off")])));
    crate::assert_alone(&outcome, "a token of their own");
    forget();
    let outcome = update(&Client::new(app(&sandbox, &url, &[])));
    assert_eq!(outcome.status(), Status::Connect, "{}", outcome.message());
    assert!(outcome.message().starts_with("share: "), "{}", outcome.message());
    assert_eq!(sandbox.stats().token_requests, 1);
}

//! The rate of an account, kept by all together. How much of it is used is measured by `cargo xtask bench share`.

use crate::{accept, assert_shared, by_name, keys, sandbox, shared, until_end, update, warnings, with_redis};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use support::interrupt_when_waiting;
use support::own_program::OwnProgram;
use support::redis::Redis;
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, CancelToken, ListUsers, Status};
use zoomuser_sandbox::Response;

/// A process that updates users for so many seconds with some threads.
fn member(program: &OwnProgram, sandbox_url: &str, token: &str, share: &str, seconds: &str) -> Child {
    Command::new(program.path())
        .arg("load")
        .envs([("TEST_BASE_URL", sandbox_url), ("TEST_TOKEN", token), ("TEST_PLAN", "pro"), ("TEST_SHARE", share)])
        .envs([("TEST_RATE_FILE", ""), ("TEST_THREADS", "8"), ("TEST_SECONDS", seconds)])
        .stdout(Stdio::null())
        .spawn()
        .expect("it runs")
}

#[test]
fn processes_keep_the_rate_together_whatever_becomes_of_the_data_and_of_members() {
    let program = OwnProgram::of(env!("CARGO_BIN_EXE_client-process"));
    Redis::each(|server| {
        let token = format!("rate-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        assert!(sandbox.set_plan("pro"));
        let start = |seconds| member(&program, &sandbox.http_base_url(), &token, &redis.url(), seconds);
        let mut killed = start("60");
        let others = [start("4"), start("4")];
        let wait_for = |updates| {
            let started = Instant::now();
            while sandbox.stats().updates < updates {
                assert!(started.elapsed() < Duration::from_secs(60), "{:?}", sandbox.stats());
                thread::yield_now();
            }
        };
        wait_for(20);
        let ledger = keys(&redis, ":light").pop().expect("a ledger");
        let members = keys(&redis, ":members").pop().expect("a list");
        assert_eq!(redis.command(&format!("ZCARD {members}")), "3");
        let number = |text: String| text.parse::<u64>().expect("a number");
        let script = "local used = redis.call('HGET', KEYS[1], 'used') redis.call('FLUSHALL') return used";
        let lost = number(redis.connect().command(&["EVAL", script, "1", &ledger]));
        wait_for(50);
        killed.kill().expect("it runs");
        killed.wait().expect("it ended");
        for mut other in others {
            assert!(other.wait().expect("it ends").success());
        }
        // On an overloaded machine a request may be late; of processes with the whole rate each, most would be refused.
        let stats = sandbox.stats();
        // Each request had a turn. The killed process had one at most that it did not use, and a request that broke off.
        let turns = lost + number(redis.command(&format!("HGET {ledger} used")));
        assert!((stats.updates..stats.updates + 10).contains(&turns), "{turns} {stats:?}");
        assert!(stats.refused <= stats.updates / 5, "{stats:?}");
    });
}

#[test]
fn what_one_member_learns_all_obey() {
    Redis::each(|server| {
        let token = format!("learn-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[("max_retries", "0")]));
        sandbox.script(Response::http(429, &[("Retry-After", "40"), ("X-RateLimit-Type", "QPS")], ""));
        assert_eq!(update(&client).status(), Status::RateLimited);
        let ledger = keys(&redis, ":light").pop().expect("a ledger");
        // What a process knows belongs to the URL, so this client knows only what the server says.
        let other = Client::new(shared(&sandbox, &by_name(&redis), &[("deadline_ms", "2000")]));
        let hold = redis.command(&format!("HGET {ledger} hold")).parse::<u64>().expect("a time");
        let now = redis.command("TIME").lines().next().expect("seconds").parse::<u64>().expect("seconds");
        assert!((now + 10..now + 45).contains(&(hold / 1_000_000)), "{hold} {now}");
        let outcome = update(&other);
        assert_eq!(outcome.status(), Status::RateLimited, "{}", outcome.message());
        assert!(outcome.message().contains("the rate limit allows no request before deadline_ms"));
        // The limit of the day, too.
        let _ = redis.command(&format!("HDEL {ledger} hold cut"));
        let other = Client::new(shared(&sandbox, &by_name(&redis), &[]));
        sandbox.script(Response::http(429, &[("Retry-After", "3600"), ("X-RateLimit-Type", "Daily-limit")], ""));
        assert_eq!(update(&other).status(), Status::RateLimited);
        assert!(redis.command(&format!("HGET {ledger} full")).parse::<u64>().expect("a time") / 1_000_000 > now);
    });
}

#[test]
fn whether_a_refusal_is_due_to_others_is_seen_by_the_rate_of_the_plan() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("part-{server}")), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[("rate_share", "50"), ("max_retries", "0")]));
        let mut monitor = redis.connect();
        assert_eq!(monitor.command(&["MONITOR"]), "OK");
        sandbox.script(Response::http(429, &[("Retry-After", "0")], ""));
        assert_eq!(update(&client).status(), Status::RateLimited);
        let commands = until_end(&redis, monitor);
        let told = |number: &str| commands.iter().any(|line| line.contains("\"EVAL\"") && line.contains(number));
        assert!(told("members\" \"40000\" \"50\"") && told("members\" \"80000\""), "{commands:?}");
    });
}

#[test]
fn a_turn_that_a_pause_of_all_overtakes_is_given_back() {
    Redis::each(|server| {
        let (zoom, redis) = (TcpListener::bind("127.0.0.1:0").expect("a free port"), Redis::start(server, &[]));
        let url = format!("http://{}/v2", zoom.local_addr().expect("bound"));
        let token = format!("overtaken-{server}");
        let pairs = [("base_url", url.as_str()), ("token", &token), ("share", &redis.url()), ("plan", "free")];
        let client = Client::new(support::options(&[&pairs[..], &[("max_retries", "0")]].concat()));
        let send = |user: &str, call: &CallOptions| {
            client.update_user_with(user, &support::patch(r#"{"dept":"d"}"#), call).status()
        };
        let (waiting, waits) = channel();
        thread::scope(|scope| {
            let first = scope.spawn(|| send("jane@example.com", &CallOptions::default()));
            let mut socket = accept(&zoom);
            assert!(socket.read(&mut [0; 65_536]).expect("a request") > 0);
            // The next turn is a while from now, and reserved.
            let ledger = keys(&redis, ":light").pop().expect("a ledger");
            let next = redis.command(&format!("HGET {ledger} next")).parse::<u64>().expect("a time");
            let _ = redis.command(&format!("HSET {ledger} next {}", next + 600_000));
            let call = CallOptions { interrupt: Some(interrupt_when_waiting(&waiting)), ..CallOptions::default() };
            let second = scope.spawn(move || send("john@example.com", &call));
            waits.recv_timeout(Duration::from_secs(60)).expect("it waits");
            assert_eq!(redis.command(&format!("HGET {ledger} used")), "2");
            socket.write_all(b"HTTP/1.1 429 x\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n").expect("written");
            assert_eq!(first.join().expect("no panic"), Status::RateLimited);
            assert!(socket.read(&mut [0; 65_536]).expect("a request") > 0);
            socket.write_all(b"HTTP/1.1 204 x\r\n\r\n").expect("written");
            assert_eq!(second.join().expect("no panic"), Status::Ok);
            assert_eq!(redis.command(&format!("HGET {ledger} used")), "2", "each is counted once");
        });
    });
}

#[test]
fn the_day_is_counted_for_all() {
    Redis::each(|server| {
        let token = format!("day-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[("plan", "free")]));
        assert_shared(&update(&client));
        let ledger = keys(&redis, ":light").pop().expect("a ledger");
        assert_eq!(redis.command(&format!("HGET {ledger} used")), "1");
        let _ = redis.command(&format!("HSET {ledger} used 6000"));
        let outcome = update(&client);
        assert_eq!(outcome.status(), Status::RateLimited);
        assert!(outcome.message().contains("the account's requests of this day are used up"), "{}", outcome.message());
        // A clock that is set back over midnight and forth again clears no count, and a new day begins at nothing.
        let day = redis.command(&format!("HGET {ledger} day")).parse::<u64>().expect("a day");
        let _ = redis.command(&format!("HSET {ledger} day {}", day + 1));
        assert_eq!(update(&client).status(), Status::RateLimited);
        let _ = redis.command(&format!("HSET {ledger} day {}", day - 1));
        assert_shared(&update(&client));
        assert_eq!(redis.command(&format!("HGET {ledger} used")), "1");
    });
}

#[test]
fn lists_and_updates_have_ledgers_of_their_own() {
    Redis::each(|server| {
        let token = format!("labels-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let options = with_redis(&sandbox, &redis, &[]);
        assert_shared(&update(&Client::new(options.clone())));
        let flat = Client::new(options);
        let pages = flat.list_page(&ListUsers::active(), "", &CallOptions::default());
        assert!(pages.is_ok(), "{}", pages.message());
        assert_eq!((keys(&redis, ":light").len(), keys(&redis, ":medium").len()), (1, 1));
        // Whatever it uses, and by however many clients, a process is one member.
        assert_shared(&update(&Client::new(shared(&sandbox, &by_name(&redis), &[("plan", "pro")]))));
        let members = keys(&redis, ":members").pop().expect("a list");
        assert_eq!(redis.command(&format!("ZCARD {members}")), "1");
    });
}

#[test]
fn a_turn_that_nobody_uses_is_given_back() {
    Redis::each(|server| {
        let token = format!("cancel-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[("plan", "free")]));
        assert_shared(&update(&client));
        let ledger = keys(&redis, ":light").pop().expect("a ledger");
        // The next turn is a while from now.
        let next = redis.command(&format!("HGET {ledger} next")).parse::<u64>().expect("a time");
        let _ = redis.command(&format!("HSET {ledger} next {} gap 900000", next + 600_000));
        let (cancel, (waiting, waits)) = (CancelToken::new(), channel());
        let call = CallOptions {
            interrupt: Some(interrupt_when_waiting(&waiting)),
            ..CallOptions::new().cancel_token(&cancel)
        };
        thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                client.update_user_with("jane@example.com", &support::patch(r#"{"dept":"d"}"#), &call).status()
            });
            waits.recv_timeout(Duration::from_secs(60)).expect("it waits");
            cancel.cancel();
            assert!(matches!(waiting.join().expect("no panic"), Status::Cancelled | Status::Ok));
        });
        let used = redis.command(&format!("HGET {ledger} used"));
        let sent = sandbox.stats().updates;
        assert_eq!(used, sent.to_string(), "what was not sent is not counted");
    });
}

#[test]
fn a_clock_that_was_set_back_delays_nobody() {
    Redis::each(|server| {
        let token = format!("clock-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[("deadline_ms", "5000")]));
        assert_shared(&update(&client));
        let ledger = keys(&redis, ":light").pop().expect("a ledger");
        let hour = 3_600_000_000_u64;
        for name in ["next", "hold", "cut", "ceil_until", "top_until"] {
            let now = redis.command("TIME").lines().next().expect("seconds").parse::<u64>().expect("seconds");
            let _ = redis.command(&format!("HSET {ledger} {name} {} ceil 1 peak 10000", now * 1_000_000 + hour));
            let outcome = update(&client);
            // What was not written under another clock still counts: a limit of one in a second.
            assert!(outcome.is_ok(), "{name}: {}", outcome.message());
            assert!(warnings(&outcome).is_empty());
            let _ = redis.command(&format!("DEL {ledger}"));
        }
        let _ = redis.command(&format!("HSET {ledger} next nan hold -5 used x full 1e99"));
        assert_shared(&update(&client));
    });
}

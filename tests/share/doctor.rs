//! The doctor's check of the server.

use crate::{assert_shared, keys, sandbox, shared, until_end, update, with_redis};
use support::ClosedPort;
use support::redis::Redis;
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{Check, CheckOutcome};

fn check(options: Options) -> Option<Check> {
    Client::new(options).doctor().checks().iter().find(|check| check.name == "share").cloned()
}

#[test]
fn a_good_server_is_described() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("doctor-{server}")), Redis::start(server, &[]));
        let options = with_redis(&sandbox, &redis, &[]);
        assert_shared(&update(&Client::new(options.clone())));
        // One who was heard of last an hour ago, and is not counted.
        let members = keys(&redis, ":members").pop().expect("a list");
        assert_eq!(redis.command(&format!("ZADD {members} 1 old")), "1");
        let mut monitor = redis.connect();
        assert_eq!(monitor.command(&["MONITOR"]), "OK");
        let check = check(options).expect("a check");
        let says =
            format!("127.0.0.1:{}, without TLS; scripts run; members in the last minute: 1; ", redis.daemon.port);
        assert!(check.outcome == CheckOutcome::Ok && check.message.starts_with(&says), "{check:?}");
        assert!(check.message.ends_with("its clock is like this machine's"), "{check:?}");
        // Of the commands after the turn of the request, those that write have a key of their own.
        let mut said = until_end(&redis, monitor);
        said.drain(..=said.iter().rposition(|line| line.contains("\"EVAL\"")).expect("the check"));
        for line in said.iter().filter(|line| line.contains("lua")) {
            let reads = ["TIME", "HMGET", "ZCOUNT"].iter().any(|name| line.contains(&format!("\"{name}\"")));
            assert!(reads || line.contains(":probe\""), "{line}");
        }
        assert!(said.iter().any(|line| line.contains(":probe\"")), "{said:?}");
        assert!(!redis.command("KEYS *").contains(":probe"));
    });
}

#[test]
fn without_the_option_there_is_no_check() {
    let sandbox = sandbox("doctor-none");
    assert_eq!(check(shared(&sandbox, "", &[])), None);
}

#[test]
fn a_policy_that_drops_keys_is_a_warning() {
    Redis::each(|server| {
        let sandbox = sandbox(&format!("doctor-evicts-{server}"));
        let redis = Redis::start(server, &["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]);
        let check = check(with_redis(&sandbox, &redis, &[])).expect("a check");
        assert!(check.outcome == CheckOutcome::Warning && check.message.contains("allkeys-lru"), "{check:?}");
        assert!(check.hint.contains("noeviction"));
    });
}

#[test]
fn what_keeps_the_server_from_being_used_is_named() {
    let (sandbox, closed) = (sandbox("doctor-closed"), ClosedPort::new());
    let check = |url: &str| check(shared(&sandbox, url, &[])).expect("a check");
    let refused = check(&closed.url().replace("http://", "redis://:5ecret@"));
    assert_eq!(refused.outcome, CheckOutcome::Failed);
    assert!(refused.message.contains("no connection could be made") && !refused.message.contains("5ecret"));
    Redis::each(|server| {
        let redis = Redis::start(server, &["--requirepass", "5ecret"]);
        let wrong = check(&redis.url());
        assert!(wrong.outcome == CheckOutcome::Failed && wrong.message.contains("it wants a password"), "{wrong:?}");
        let wrong = check(&redis.url().replace("//", "//:wr0ng-5ecret@"));
        assert!(wrong.message.contains("does not accept the name") && !wrong.message.contains("5ecret"), "{wrong:?}");
        assert!(wrong.hint.contains("docs/share.md"));
    });
}

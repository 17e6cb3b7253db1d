//! Who may use the server: passwords, users with few rights, keys of another type.

use crate::away::fake;
use crate::{assert_ends, assert_shared, by_name, keys, sandbox, shared, update, with_redis};
use support::redis::Redis;
use support::{account, app_options, with};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;

/// The rights in docs/share.md.
fn rights() -> String {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/share.md")).expect("the page");
    let line = page.lines().find(|line| line.starts_with("ACL SETUSER zoomuser ")).expect("the rights");
    line.split_once("~zoomuser:*").expect("the keys").1.trim().to_owned()
}

#[test]
fn the_password_may_be_in_the_url_or_beside_it() {
    Redis::each(|server| {
        let token = format!("password-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &["--requirepass", "p@ss word"]));
        let (port, address) = (redis.daemon.port, format!("127.0.0.1:{}", redis.daemon.port));
        for (url, pairs) in [
            (format!("redis://:p%40ss%20word@{address}"), vec![]),
            (format!("redis://default:p%40ss%20word@{address}"), vec![]),
            (format!("redis://{address}"), vec![("share_password", "p@ss word")]),
        ] {
            assert_shared(&update(&Client::new(shared(&sandbox, &url, &pairs))));
        }
        let none = update(&Client::new(shared(&sandbox, &redis.url(), &[])));
        assert_ends(&none, "it wants a password: set share_password");
        let wrong = format!("redis://:5ecret@127.0.0.1:{port}");
        let outcome = update(&Client::new(shared(&sandbox, &wrong, &[])));
        assert_ends(&outcome, "it does not accept the name and the password of share");
        assert!(!format!("{outcome:?}").contains("5ecret"));
        assert_eq!(outcome.status(), Status::InvalidArgument, "{}", outcome.message());
        assert!(!format!("{outcome:?}").contains("5ecret") && !outcome.status().is_retryable());
    });
}

#[test]
fn the_rights_of_the_documentation_suffice() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("rights-{server}")), Redis::start(server, &[]));
        let rights = rights();
        assert_eq!(redis.command(&format!("ACL SETUSER zoomuser on >few ~zoomuser:* {rights}")), "OK");
        let url = format!("redis://zoomuser:few@127.0.0.1:{}", redis.daemon.port);
        let app = [("plan", "business"), ("share", url.as_str()), ("share_required", "on"), ("max_retries", "1")];
        let client = Client::new(app_options(&sandbox, &app));
        assert_shared(&update(&client));
        assert_eq!(keys(&redis, "").len(), 3, "ledger, members, token");
        // A refused token and a 429 use all scripts.
        sandbox.revoke_tokens();
        assert_shared(&update(&client));
        sandbox.script(zoomuser_sandbox::Response::http(429, &[], ""));
        assert_shared(&update(&client));
        let report = client.doctor();
        let check = report.checks().iter().find(|check| check.name == "share").expect("a check");
        assert_eq!(check.outcome, zoomuser::CheckOutcome::Ok, "{check:?}");
        // Without any one of them, something is missing, and is named.
        let all: Vec<&str> = rights.split(' ').filter(|right| !matches!(*right, "+asking" | "+select")).collect();
        for missing in &all {
            let command = format!("ACL SETUSER zoomuser -{}", missing.trim_start_matches('+'));
            assert_eq!(redis.command(&command), "OK");
            let report = Client::new(app_options(&sandbox, &app)).doctor();
            let check = report.checks().iter().find(|check| check.name == "share").expect("a check");
            assert_eq!(check.outcome, zoomuser::CheckOutcome::Failed, "without {missing}: {check:?}");
            assert!(check.message.contains("lacks a right"), "without {missing}: {check:?}");
            assert_eq!(redis.command(&format!("ACL SETUSER zoomuser {missing}")), "OK");
        }
        assert_eq!(redis.command("ACL SETUSER zoomuser resetkeys ~other:*"), "OK");
        let other = with(app_options(&sandbox, &app), &[("account_id", &format!("{}2", account(&sandbox)))]);
        let report = Client::new(other).doctor();
        let check = report.checks().iter().find(|check| check.name == "share").expect("a check");
        assert_eq!(check.outcome, zoomuser::CheckOutcome::Failed);
    });
}

#[test]
fn a_key_of_another_type_is_as_good_as_no_server() {
    Redis::each(|server| {
        let token = format!("type-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        assert_shared(&update(&Client::new(with_redis(&sandbox, &redis, &[]))));
        let ledger = keys(&redis, ":light").pop().expect("a ledger");
        assert_eq!(redis.command(&format!("SET {ledger} text")), "OK");
        // A client that knows nothing of the server yet.
        assert_ends(&update(&Client::new(shared(&sandbox, &by_name(&redis), &[]))), "WRONGTYPE");
    });
}

#[test]
fn a_server_without_memory_is_as_good_as_none() {
    Redis::each(|server| {
        let token = format!("memory-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &["--maxmemory", "1"]));
        assert_ends(&update(&Client::new(with_redis(&sandbox, &redis, &[]))), "OOM");
    });
}

#[test]
fn a_user_without_a_password_logs_in() {
    Redis::each(|server| {
        let rules = ["--requirepass", "5ecret", "--user", "open", "on", "nopass", "~*", "+@all"];
        let (sandbox, redis) = (sandbox(&format!("nopass-{server}")), Redis::start(server, &rules));
        let url = format!("redis://open@127.0.0.1:{}", redis.daemon.port);
        assert_shared(&update(&Client::new(shared(&sandbox, &url, &[]))));
        let wrong = format!("redis://nobody@127.0.0.1:{}", redis.daemon.port);
        assert_ends(&update(&Client::new(shared(&sandbox, &wrong, &[]))), "it does not accept the name");
    });
}

#[test]
fn the_reply_to_a_login_is_not_repeated() {
    let sandbox = sandbox("login-echo");
    for (login, reply, says) in [
        (":pw", "-ERR unknown command 'AUTH', with args beginning with: 'pw'", "it says \"ERR\""),
        (":s3cr3t", "-WRONGPASS not s3c r3t", "it says \"WRONGPASS\""),
        ("nam3:5ecret", "-ERR nam3 5ecr et", "it says \"ERR\""),
        ("nam3", "-nam3 is not allowed", "it does not say why"),
    ] {
        let url = fake(move |_| format!("{reply}\r\n").into_bytes());
        let outcome = update(&Client::new(shared(&sandbox, &url.replace("//", &format!("//{login}@")), &[])));
        assert_ends(&outcome, says);
        let shown = format!("{outcome:?}");
        for part in ["pw", "s3cr", "nam3", "5ecr"] {
            assert!(!shown.contains(part), "{part} in {shown}");
        }
    }
}

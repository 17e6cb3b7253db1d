//! The server learns nothing secret and nothing personal.

use crate::{assert_shared, sandbox, until_end};
use support::redis::Redis;
use support::{account, app_options, patch};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{CallOptions, ListUsers};
use zoomuser_sandbox::Response;

#[test]
fn no_key_value_or_command_has_a_secret_or_names_anybody() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("privacy-{server}")), Redis::start(server, &[]));
        let mut monitor = redis.connect();
        assert_eq!(monitor.command(&["MONITOR"]), "OK");
        let url = redis.url();
        let client = Client::new(app_options(
            &sandbox,
            &[("plan", "business"), ("share", &url), ("share_required", "on"), ("max_retries", "2")],
        ));
        let send = |user: &str| client.update_user(user, &patch(r#"{"dept":"Secret Department","first_name":"Jane"}"#));
        assert_shared(&send("jane@example.com"));
        sandbox.script(Response::http(429, &[("Retry-After", "0")], ""));
        assert_shared(&send("jane@example.com"));
        sandbox.revoke_tokens();
        assert_shared(&send("john@example.com"));
        assert!(client.list_page(&ListUsers::active(), "", &CallOptions::default()).is_ok());
        assert!(client.get_user("jane@example.com").is_ok());
        let _ = client.doctor();
        // Every token that there was, as the requests had them.
        let requests = sandbox.requests();
        let bearer = |head: &str| {
            let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("authorization: bearer "))?;
            Some(line.rsplit(' ').next().unwrap_or_default().trim().to_owned())
        };
        let mut forbidden: Vec<String> =
            requests.iter().filter_map(|request| bearer(&String::from_utf8_lossy(&request.raw))).collect();
        assert!(forbidden.len() >= 4, "{forbidden:?}");
        forbidden.extend([account(&sandbox), "sandbox-account".to_owned(), "sandbox-client".to_owned()]);
        let names = ["sandbox-secret", "jane", "john", "Jane", "example.com", "Department", "access_token", "Bearer"];
        forbidden.extend(names.map(str::to_owned));
        forbidden.push(sandbox.http_url().rsplit(':').next().expect("a port").to_owned());
        let commands = until_end(&redis, monitor);
        assert!(commands.len() > 20 && commands.iter().any(|line| line.contains("EVAL")), "{commands:?}");
        let mut values = Vec::new();
        for key in redis.command("KEYS *").lines() {
            values.push(key.to_owned());
            for command in ["GET", "HGETALL", "ZRANGE"] {
                let words = if command == "ZRANGE" { vec![command, key, "0", "-1"] } else { vec![command, key] };
                values.push(redis.connect().command(&words));
            }
        }
        for line in commands.iter().chain(&values) {
            // The beginning of a line of MONITOR is a time and the address of the client.
            let said = line.split_once("] ").map_or(line.as_str(), |(_, rest)| rest);
            for word in &forbidden {
                // A port is a number that a time may contain.
                let is_there = if word.len() < 6 {
                    said.split('"').any(|part| part == word)
                } else {
                    said.contains(word.as_str())
                };
                assert!(!is_there, "{word}: {line}");
            }
        }
    });
}

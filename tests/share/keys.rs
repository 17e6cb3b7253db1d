//! What is stored: under which names, and for how long.

use crate::{assert_shared, sandbox};
use support::app_options;
use support::redis::Redis;
use zoomuser::internal::FlatClient as Client;

#[test]
fn every_key_has_a_name_of_ours_and_expires() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("keys-{server}")), Redis::start(server, &[]));
        let client = Client::new(app_options(
            &sandbox,
            &[("plan", "business"), ("share", &redis.url()), ("share_required", "on")],
        ));
        sandbox.script(zoomuser_sandbox::Response::http(429, &[], ""));
        let _ = crate::update(&client);
        assert_shared(&crate::update(&client));
        let _ = client.doctor();
        let all = redis.command("KEYS *");
        let mut ends: Vec<&str> = all.lines().filter_map(|key| key.rsplit(':').next()).collect();
        ends.sort_unstable();
        assert_eq!(ends, ["light", "members", "token"]);
        for key in all.lines() {
            let hash = key.strip_prefix("zoomuser:{").and_then(|rest| rest.split_once("}:")).expect(key).0;
            assert!(hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
            let left_ms: u64 = redis.command(&format!("PTTL {key}")).parse().expect("a time");
            assert!(left_ms <= 25 * 3_600_000, "{key}: {left_ms}");
        }
    });
}

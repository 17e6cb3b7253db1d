//! The log: a line for each attempt, the user id at debug, fields at trace, no secret at any level.

use log::{LevelFilter, Log, Metadata, Record};
use std::cell::RefCell;
use support::{app_options, patch, sandbox};
use zoomuser::internal::FlatClient as Client;

thread_local! {
    /// What this thread logged: level and line.
    static LINES: RefCell<Vec<(log::Level, String)>> = const { RefCell::new(Vec::new()) };
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("zoomuser")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            LINES.with_borrow_mut(|lines| lines.push((record.level(), record.args().to_string())));
        }
    }

    fn flush(&self) {}
}

#[test]
fn every_attempt_has_a_line_and_no_level_shows_a_secret() {
    log::set_logger(&Logger).expect("the only logger");
    log::set_max_level(LevelFilter::Trace);
    let sandbox = sandbox();
    let client = Client::new(app_options(&sandbox, &[("max_retries", "3")]));
    assert!(client.update_user("flaky-1-503@sandbox.test", &patch(r#"{"dept":"Secret Service"}"#)).is_ok());
    let lines = LINES.take();
    let at = |most: log::Level| -> Vec<&str> {
        lines.iter().filter(|(level, _)| *level <= most).map(|(_, line)| line.as_str()).collect()
    };
    let info = at(log::Level::Info);
    let has = |part: &str| info.iter().filter(|line| line.contains(part)).count();
    assert_eq!(has("POST for a token: HTTP 200"), 1, "{info:#?}");
    assert_eq!(has("the token lasts 3599 s"), 1, "{info:#?}");
    assert_eq!(has("PATCH /users/{userId}: HTTP 503, code 500, tracking id \"v="), 1, "{info:#?}");
    assert_eq!(has("PATCH: retry 1 of "), 1, "{info:#?}");
    assert_eq!(has("PATCH /users/{userId}: HTTP 204, tracking id \"v="), 1, "{info:#?}");
    assert!(info.iter().all(|line| !line.contains("flaky")), "{info:#?}");
    let debug = at(log::Level::Debug);
    assert!(debug.iter().any(|line| line.contains("flaky-1-503@sandbox.test")), "{debug:#?}");
    assert!(debug.iter().all(|line| !line.contains("Secret Service")), "{debug:#?}");
    let all = at(log::Level::Trace).join("\n");
    assert!(all.contains("Secret Service"), "{all}");
    let secrets = sandbox.requests().into_iter().flat_map(|request| request.headers);
    let secrets = secrets.filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    for (_, value) in secrets {
        let secret = value.split_once(' ').expect("a scheme").1;
        assert!(!all.contains(secret), "{all}");
    }
    assert!(!all.contains("sandbox-secret"), "{all}");
}

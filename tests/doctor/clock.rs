//! The check of the clock.

use crate::{assert_check, assert_failed, examined};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use support::http_options;
use zoomuser::CheckOutcome::{Ok, Skipped, Warning};
use zoomuser::Status;
use zoomuser_sandbox::{Response, Sandbox};

const USER: &str = r#"{"id":"me"}"#;

/// A user with this `Date`.
fn dated(date: &str) -> Response {
    Response::http(200, &[("Date", date), ("Content-Type", "application/json")], USER)
}

/// The time of this machine, `seconds` later, as HTTP writes it.
fn date(seconds: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let at = now.checked_add_signed(seconds).expect("in range");
    let written = zoomuser::internal::retry_after::written(UNIX_EPOCH + Duration::from_secs(at));
    let (day, time) = written.split_once('T').expect("ISO 8601");
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next().expect("year"), parts.next().expect("month"), parts.next().expect("day"));
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months[month.parse::<usize>().expect("a number") - 1];
    let weekday = DAYS[usize::try_from(at / 86_400 % 7).expect("small")];
    format!("{weekday}, {day} {month} {year} {} GMT", time.trim_end_matches('Z'))
}

fn clock(sandbox: &Sandbox, seconds: i64) -> zoomuser::internal::Outcome {
    sandbox.script(dated(&date(seconds)));
    examined(http_options(sandbox))
}

#[test]
fn the_difference_is_told_in_seconds_and_from_an_hour_on_in_hours() {
    let sandbox = support::sandbox();
    assert_check(&clock(&sandbox, 0), "clock", Ok, " s ");
    assert_check(&clock(&sandbox, 20), "clock", Ok, " s behind the server's");
    assert_check(&clock(&sandbox, -900), "clock", Warning, " s ahead of the server's");
    let slow = clock(&sandbox, 900);
    assert_check(&slow, "clock", Warning, " s behind the server's");
    assert!(slow.is_ok(), "a warning is no failure");

    for (seconds, word) in [(86_400, "behind"), (-86_400, "ahead of")] {
        let outcome = clock(&sandbox, seconds);
        assert_failed(&outcome, "clock", &format!(" {word} the server's: certificates"));
        assert_eq!(outcome.status(), Status::Tls);
        assert!(outcome.hint().contains("NTP"));
        let clock = outcome.checks().iter().find(|check| check.name == "clock").expect("looked at");
        assert!(["23 h 59 min ", "24 h "].iter().any(|told| clock.message.starts_with(told)), "{}", clock.message);
    }
}

#[test]
fn without_a_date_it_cannot_be_known() {
    let sandbox = support::sandbox();
    for answer in [Response::http(200, &[], USER), dated("yesterday")] {
        sandbox.script(answer);
        assert_check(&examined(http_options(&sandbox)), "clock", Skipped, "no response has a Date");
    }
}

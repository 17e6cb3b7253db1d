//! What the doctor says of each thing that can keep an update from Zoom, by its real cause; and that it changes and shows
//! nothing.

mod account;
mod clock;
mod connectivity;
mod limits;

use support::{http_options, options, with};
use zoomuser::internal::outcome_json;
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{Check, CheckOutcome};
use zoomuser_sandbox::Sandbox;

/// What must be shown by no examination.
const SECRETS: [&str; 4] = ["sandbox-token", "sandbox-secret", "SECRET", "c2FuZGJveC1jbGllbnQ6"];

/// An examination, which shows no secret.
fn examined(options: Options) -> Outcome {
    checked(Client::new(options).doctor())
}

/// The outcome, which shows no secret.
fn checked(outcome: Outcome) -> Outcome {
    let shown = format!("{outcome:?} {}", serde_json::Value::Object(outcome_json::outcome(&outcome)));
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
    assert!(outcome.response().is_none(), "a report has no data of the user");
    outcome
}

/// Options of the sandbox's app, over http.
fn app(sandbox: &Sandbox) -> Options {
    with(
        http_options(sandbox),
        &[
            ("token", ""),
            ("token_url", &format!("{}/oauth/token", sandbox.http_url())),
            ("account_id", "sandbox-account"),
            ("client_id", "sandbox-client"),
            ("client_secret", "sandbox-secret"),
        ],
    )
}

/// The last check of this name: of those of a way that of the API.
fn check<'a>(outcome: &'a Outcome, name: &str) -> &'a Check {
    let found = outcome.checks().iter().rev().find(|check| check.name == name);
    found.unwrap_or_else(|| panic!("{name} in {:?}", outcome.checks()))
}

/// How the checks of these names ended.
fn outcomes<const N: usize>(outcome: &Outcome, names: [&str; N]) -> [CheckOutcome; N] {
    names.map(|name| check(outcome, name).outcome)
}

/// A check that failed, and with it the whole.
fn assert_failed(outcome: &Outcome, name: &str, says: &str) {
    let found = check(outcome, name);
    assert_eq!(found.outcome, CheckOutcome::Failed, "{:?}", outcome.checks());
    assert!(found.message.contains(says), "{found:?}");
    assert_eq!((outcome.status(), outcome.hint()), (found.status, found.hint), "{:?}", outcome.checks());
    assert!(outcome.message().contains(&found.message), "{}", outcome.message());
}

/// A check that ended so and says this.
fn assert_check(outcome: &Outcome, name: &str, ended: CheckOutcome, says: &str) {
    let found = check(outcome, name);
    assert_eq!(found.outcome, ended, "{found:?}");
    assert!(found.message.contains(says), "{found:?}");
}

/// Options for a place of this machine where only the way matters.
fn elsewhere(base_url: &str) -> Options {
    options(&[("base_url", base_url), ("token", "tok-SECRET"), ("plan", "none")])
}

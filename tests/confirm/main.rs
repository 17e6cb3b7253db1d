//! Reads before and after an update: the outcomes, the number of requests, and updates that are not confirmed.

mod changes;
mod example;
mod get_user;
mod states;
mod unread;
mod updates;

use support::{http_options, with};
use zoomuser::Confirmation;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser_sandbox::Sandbox;

/// A client for the sandbox with more options.
fn client(sandbox: &Sandbox, more: &[(&str, &str)]) -> Client {
    Client::new(with(http_options(sandbox), more))
}

/// The methods of the requests that came, in their order.
fn methods(sandbox: &Sandbox) -> Vec<String> {
    sandbox.requests().into_iter().map(|request| request.method).collect()
}

/// What was found of each field.
fn findings(outcome: &Outcome) -> Vec<(&str, Confirmation)> {
    outcome.fields().iter().map(|field| (field.field.as_str(), field.outcome)).collect()
}

//! Reading beside an update: what it finds, what it costs in requests, and what becomes of an update that is not confirmed.

mod changes;
mod confirm;
mod get_user;
mod unread;

use support::{http_options, with};
use zoomuser::{Client, Finding, Outcome};
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
fn findings(outcome: &Outcome) -> Vec<(&str, Finding)> {
    outcome.fields().iter().map(|field| (field.field.as_str(), field.outcome)).collect()
}

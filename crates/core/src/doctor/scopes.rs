//! Checks whether the token has the scopes for reading and changing users.

use super::token::{Evidence, Proof};
use crate::client::options::Options;
use crate::response::doctor_check::Check;
use crate::response::error::Error;
use crate::response::error_mapping::{READ_SCOPE, SCOPE};
use crate::response::status::Status;

pub(crate) const NAME: &str = "scopes";

/// Scopes for changing users of the account and of sub-accounts.
const UPDATE: [&str; 4] = ["user:update:user:admin", "user:write:admin", "user:update:user:master", "user:master"];
/// Scopes for reading them. Classic write scopes include reading, granular ones do not.
const READ: [&str; 5] =
    ["user:read:user:admin", "user:read:admin", "user:write:admin", "user:read:user:master", "user:master"];
/// Scopes for changing the token's own user.
const OWN: [&str; 2] = ["user:update:user", "user:write"];
/// Scopes for reading the token's own user.
const READ_OWN: [&str; 5] = ["user:read:user", "user:read", "user:write", "user_info:read", "user_profile"];

const UNKNOWN: &str = "whether it permits updates is unknown without making one";

/// The check, by the scopes that the token service listed, otherwise by the response.
pub(crate) fn check(evidence: &Evidence<'_>, options: &Options) -> Check {
    let named = evidence.sample.ok().and_then(|sample| sample.scopes.as_deref());
    let reads = options.confirm || options.only_changes;
    match (named, evidence.proof()) {
        (Some(scopes), _) => of_list(scopes, reads),
        (None, Some(Proof::Read)) => Check::skipped(NAME, &format!("it permits reading its user; {UNKNOWN}")),
        (None, Some(Proof::NoScope)) if reads => {
            let said = evidence.reading.map_or("", |reading| reading.message());
            Check::failed(NAME, &Error::new(Status::Forbidden, said).with_hint(READ_SCOPE))
        }
        (None, Some(Proof::NoScope)) => Check::warning(
            NAME,
            &format!("it does not permit reading users, which confirm, only_changes, plan and get need; {UNKNOWN}"),
            READ_SCOPE,
        ),
        (None, Some(Proof::NoUser)) => Check::skipped(NAME, &format!("what it permits is unknown; {UNKNOWN}")),
        (None, None) => Check::skipped(NAME, "unknown without a token that Zoom accepts"),
    }
}

fn of_list(scopes: &[String], reads: bool) -> Check {
    let first = |wanted: &[&'static str]| wanted.iter().copied().find(|name| scopes.iter().any(|scope| scope == name));
    let (update, own) = (first(&UPDATE), first(&OWN));
    let (read, read_own) = (first(&READ), first(&READ_OWN));
    let updates = match (update, own) {
        (Some(update), _) => format!("{update} permits updates"),
        (None, Some(own)) => format!("{own} permits updates of the token's own user only"),
        (None, None) => {
            let why = format!("none of its {} scopes permits updating users", scopes.len());
            return Check::failed(NAME, &Error::new(Status::Forbidden, why).with_hint(SCOPE));
        }
    };
    match (read, read_own) {
        (Some(read), _) if update.is_some() => Check::ok(NAME, &format!("{updates}, {read} reading")),
        (Some(read), _) => Check::warning(NAME, &format!("{updates}, {read} reading"), SCOPE),
        (None, Some(read)) if update.is_some() => {
            let message = format!("{updates}; {read} permits reading the token's own user only");
            Check::warning(NAME, &message, READ_SCOPE)
        }
        (None, Some(read)) => Check::warning(NAME, &format!("{updates}, {read} reading it"), SCOPE),
        (None, None) => {
            let message = format!("{updates}; none permits reading, which confirm, only_changes, plan and get need");
            if reads {
                return Check::failed(NAME, &Error::new(Status::Forbidden, message).with_hint(READ_SCOPE));
            }
            Check::warning(NAME, &message, READ_SCOPE)
        }
    }
}

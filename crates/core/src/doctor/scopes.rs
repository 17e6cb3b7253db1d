//! Whether the token may do what this library does. Pure.

use super::token::{Evidence, Proof};
use crate::answer::check::Check;
use crate::answer::error::{Error, READ_SCOPE, SCOPE};
use crate::answer::status::Status;
use crate::send::options::Options;

pub(super) const NAME: &str = "scopes";

/// What permits to change users: of the account, of sub-accounts.
const UPDATE: [&str; 4] = ["user:update:user:admin", "user:write:admin", "user:update:user:master", "user:master"];
/// What permits to read them.
const READ: [&str; 4] = ["user:read:user:admin", "user:read:admin", "user:read:user:master", "user:master"];
/// What permits a user to change itself.
const OWN: [&str; 2] = ["user:update:user", "user:write"];

const UNKNOWN: &str = "whether it may change users cannot be known without changing one";

/// The check. What the token service said of the scopes counts; where it said nothing, what the answer proves.
pub(super) fn check(evidence: &Evidence<'_>, options: &Options) -> Check {
    let named = evidence.sample.ok().and_then(|sample| sample.scopes.as_deref());
    let reads = options.verify || options.only_changes;
    match (named, evidence.proof()) {
        (Some(scopes), _) => of_list(scopes, reads),
        (None, Some(Proof::Read)) => Check::skipped(NAME, &format!("it may read its user; {UNKNOWN}")),
        (None, Some(Proof::NoScope)) if reads => {
            let said = evidence.reading.map_or("", |reading| reading.message());
            Check::failed(NAME, &Error::new(Status::Forbidden, said).with_remedy(READ_SCOPE))
        }
        (None, Some(Proof::NoScope)) => Check::warning(
            NAME,
            &format!("it may not read users, which verify, only_changes, plan and get need; {UNKNOWN}"),
            READ_SCOPE,
        ),
        (None, Some(Proof::NoUser)) => Check::skipped(NAME, &format!("what it may do is not said; {UNKNOWN}")),
        (None, None) => Check::skipped(NAME, "cannot be known without a token that Zoom accepts"),
    }
}

fn of_list(scopes: &[String], reads: bool) -> Check {
    let first = |wanted: &[&'static str]| wanted.iter().copied().find(|name| scopes.iter().any(|scope| scope == name));
    match (first(&UPDATE), first(&READ), first(&OWN)) {
        (Some(update), Some(read), _) => Check::ok(NAME, &format!("{update} permits updates, {read} reading")),
        (Some(update), None, _) => {
            let message = format!(
                "{update} permits updates; none permits reading, which verify, only_changes, plan and get need"
            );
            if reads {
                return Check::failed(NAME, &Error::new(Status::Forbidden, message).with_remedy(READ_SCOPE));
            }
            Check::warning(NAME, &message, READ_SCOPE)
        }
        (None, _, Some(own)) => {
            Check::warning(NAME, &format!("{own} permits to change the token's own user only"), SCOPE)
        }
        (None, _, None) => {
            let why = format!("none of its {} scopes permits to change users", scopes.len());
            Check::failed(NAME, &Error::new(Status::Forbidden, why).with_remedy(SCOPE))
        }
    }
}

//! Checks whether there is a token and whether Zoom accepts it.

use crate::auth::provider::{TokenDetails, TokenOrigin};
use crate::duration::at_least;
use crate::response::doctor_check::Check;
use crate::response::outcome::Outcome;
use crate::response::response::Response;
use crate::response::status::Status;

pub(crate) const NAME: &str = "token";

/// Zoom's code for a token that is empty, invalid or without scopes.
const BAD_TOKEN: i64 = 4700;

const BY_ID: &str = "read a user by id or e-mail address (get_user): Zoom may not accept `me` for an app";
/// Zoom's code for a user that does not exist, which it sends only for valid tokens.
const NO_USER: i64 = 1001;

/// What is known about the token.
pub(crate) struct Evidence<'a> {
    /// Its origin, if the options name exactly one.
    pub(crate) origin: Option<TokenOrigin<'a>>,
    pub(crate) sample: Result<&'a TokenDetails, &'a Outcome>,
    /// The outcome of reading the token's user.
    pub(crate) reading: Option<&'a Outcome>,
    /// The failed check of the connection to the token service or the API.
    pub(crate) broken: Option<&'a str>,
}

/// What the response to `GET /users/me` proves about the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Zoom returned the user.
    Read,
    /// Zoom accepts the token, but knows no such user.
    NoUser,
    /// Zoom accepts the token, but it lacks the scope for reading.
    NoScope,
}

impl Evidence<'_> {
    /// The proof that Zoom accepts the token, if there is one.
    pub(crate) fn proof(&self) -> Option<Proof> {
        let reading = self.reading?;
        let code = reading.response().and_then(Response::api_code);
        match reading.status() {
            Status::Ok => Some(Proof::Read),
            Status::NotFound if code == Some(NO_USER) => Some(Proof::NoUser),
            Status::Forbidden if code.is_some() => Some(Proof::NoScope),
            _ => None,
        }
    }
}

/// The check.
pub(crate) fn check(evidence: &Evidence<'_>) -> Check {
    let whose = whose(evidence);
    let (reading, broken) = match (evidence.sample, evidence.reading, evidence.broken) {
        (Err(_), _, Some(broken)) => return Check::skipped(NAME, &format!("none: {}", needs(broken))),
        (Err(refusal), ..) => return Check::failed(NAME, &refusal.error()),
        (Ok(_), Some(reading), broken) => (reading, broken),
        (Ok(_), None, _) => return Check::skipped(NAME, &format!("{whose}; not tried")),
    };
    if let Some(proof) = evidence.proof() {
        let how = match proof {
            Proof::Read => "Zoom returned its user",
            Proof::NoUser => "Zoom knows no user `me` for it, a response that only valid tokens get",
            Proof::NoScope => "Zoom names a missing scope, a response that only valid tokens get",
        };
        return Check::ok(NAME, &format!("{whose}; accepted: {how}"));
    }
    let code = reading.response().and_then(Response::api_code);
    let said = format!("{whose}; {}", reading.message());
    match (reading.status(), broken) {
        (_, Some(broken)) => Check::skipped(NAME, &format!("{whose}; not tried: {}", needs(broken))),
        (Status::Unauthorized, _) if code == Some(BAD_TOKEN) && matches!(evidence.origin, Some(TokenOrigin::App)) => {
            Check::warning(NAME, &said, BY_ID)
        }
        (Status::Rejected, _) => Check::warning(NAME, &said, BY_ID),
        (Status::RateLimited, _) => Check::skipped(NAME, &said),
        (Status::NotFound, _) => Check::warning(NAME, &said, BY_ID),
        _ => Check::failed(NAME, &reading.error()),
    }
}

fn needs(broken: &str) -> String {
    format!("needs {broken}, which failed")
}

/// The origin of the token, and when it expires.
fn whose(evidence: &Evidence<'_>) -> String {
    let end = evidence.sample.ok().and_then(|sample| sample.lifetime);
    match (evidence.origin, end) {
        (Some(TokenOrigin::App), Some(end)) => format!("a new token of the app, expires in {}", at_least(end)),
        (Some(TokenOrigin::App), None) => "a token of the app".to_owned(),
        (Some(TokenOrigin::Program(_)), _) => "from the callback, expiry unknown".to_owned(),
        (Some(TokenOrigin::Given(_)) | None, _) => "from the option token, expiry unknown".to_owned(),
    }
}

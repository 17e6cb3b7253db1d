//! Whether there is a token, and whether Zoom accepts it. Pure.

use crate::answer::check::Check;
use crate::answer::outcome::Outcome;
use crate::answer::response::Response;
use crate::answer::status::Status;
use crate::send::token::{Giver, Sample};

pub(super) const NAME: &str = "token";

/// Zoom's code for a token that is empty, not valid or without scopes.
const CATCH_ALL: i64 = 4700;

const BY_ID: &str = "read a user by id or e-mail address (get_user): an app may not be allowed the name me";
const PATH: &str = "check base_url: the path of Zoom's API is /v2";

/// What is known of the token.
pub(super) struct Evidence<'a> {
    /// Who gives it, if exactly one does.
    pub(super) giver: Option<Giver<'a>>,
    pub(super) sample: Result<&'a Sample, &'a Outcome>,
    /// The reading of the token's user.
    pub(super) reading: Option<&'a Outcome>,
    /// The check that failed on the way to who was asked last, the token service or the API.
    pub(super) broken: Option<&'a str>,
}

/// What the answer to `GET /users/me` says of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// Zoom showed the user.
    Read,
    /// Zoom knows the token, and no such user.
    NoUser,
    /// Zoom knows the token, and it has no scope for reading.
    NoScope,
}

impl Evidence<'_> {
    /// What proves that Zoom accepts the token.
    pub(super) fn proof(&self) -> Option<Proof> {
        let reading = self.reading?;
        let has_code = reading.response().is_some_and(|response| response.api_code().is_some());
        match reading.status() {
            Status::Ok => Some(Proof::Read),
            Status::NotFound if has_code => Some(Proof::NoUser),
            Status::Forbidden if has_code => Some(Proof::NoScope),
            _ => None,
        }
    }
}

/// The check.
pub(super) fn check(evidence: &Evidence<'_>) -> Check {
    let whose = whose(evidence);
    let (reading, broken) = match (evidence.sample, evidence.reading, evidence.broken) {
        (Err(_), _, Some(broken)) => return Check::skipped(NAME, &format!("there is none: {}", needs(broken))),
        (Err(refusal), ..) => return Check::failed(NAME, &refusal.error()),
        (Ok(_), Some(reading), broken) => (reading, broken),
        (Ok(_), None, _) => return Check::skipped(NAME, &format!("{whose}; it was not tried")),
    };
    if let Some(proof) = evidence.proof() {
        let how = match proof {
            Proof::Read => "Zoom showed its user",
            Proof::NoUser => "Zoom knows no user me for it, which it says of good tokens only",
            Proof::NoScope => "Zoom names a scope that it lacks, which it says of good tokens only",
        };
        return Check::ok(NAME, &format!("{whose}; accepted: {how}"));
    }
    let code = reading.response().and_then(Response::api_code);
    let said = format!("{whose}; {}", reading.message());
    match (reading.status(), broken) {
        (_, Some(broken)) => Check::skipped(NAME, &format!("{whose}; not tried: {}", needs(broken))),
        (Status::Unauthorized, _) if code == Some(CATCH_ALL) && matches!(evidence.giver, Some(Giver::App)) => {
            Check::warning(NAME, &said, BY_ID)
        }
        (Status::Rejected, _) => Check::warning(NAME, &said, BY_ID),
        (Status::RateLimited, _) => Check::skipped(NAME, &said),
        (Status::NotFound, _) => Check::failed(NAME, &reading.error().with_remedy(PATH)),
        _ => Check::failed(NAME, &reading.error()),
    }
}

fn needs(broken: &str) -> String {
    format!("it needs {broken}, which failed")
}

/// Where the token comes from, and when it ends.
fn whose(evidence: &Evidence<'_>) -> String {
    let end = evidence.sample.ok().and_then(|sample| sample.lifetime);
    match (evidence.giver, end) {
        (Some(Giver::App), Some(end)) => format!("a new one of the app, which ends in {} s", end.as_secs()),
        (Some(Giver::App), None) => "one of the app".to_owned(),
        (Some(Giver::Program(_)), _) => "the program's, whose end is not known".to_owned(),
        (Some(Giver::Given(_)) | None, _) => "that of the option token, whose end is not known".to_owned(),
    }
}

//! Where the access token of a call comes from.

use super::options::Options;
use super::secret::Secret;
use super::wait::Wait;
use crate::answer::error::Error;
use crate::answer::status::Status;

/// The token for one attempt. `wait` bounds what a source has to do to get it.
pub(crate) fn token(options: &Options, _wait: &Wait) -> Result<Secret, Error> {
    if options.token().is_empty() {
        return Err(Error::new(Status::MissingToken, "no access token: set the option token"));
    }
    Ok(options.token().clone())
}

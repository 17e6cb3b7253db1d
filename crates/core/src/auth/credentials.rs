//! The credentials of a Server-to-Server OAuth app, and whether they are complete.

use super::token_text;
use crate::response::error::Error;
use crate::response::status::Status;
use crate::secret::Secret;

/// The longest id or secret, in bytes. Zoom's have a few dozen.
const MAX_CREDENTIAL_LEN: usize = 1024;
/// A shorter secret could not be redacted without redacting innocent text.
const MIN_SECRET_LEN: usize = 4;

/// The credentials of an app.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Credentials {
    pub(crate) account_id: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
}

impl Credentials {
    /// Whether there are credentials of an app. An account id by itself only names the account whose rate is shared.
    pub(crate) fn is_given(&self) -> bool {
        !self.client_id.is_empty() || !self.client_secret.is_empty()
    }

    /// The credentials, if all are set; else an error that names the missing ones.
    pub(crate) fn complete(&self) -> Result<&Self, Error> {
        let missing: Vec<&str> = [
            ("account_id", self.account_id.is_empty()),
            ("client_id", self.client_id.is_empty()),
            ("client_secret", self.client_secret.is_empty()),
        ]
        .into_iter()
        .filter_map(|(name, is_missing)| is_missing.then_some(name))
        .collect();
        match missing.as_slice() {
            [] => Ok(self),
            names => {
                let why = "missing; account_id, client_id and client_secret go together";
                Err(Error::of(Status::MissingToken, names.join(", "), why))
            }
        }
    }
}

/// Reads `account_id` or `client_id`.
pub(crate) fn id(value: &str) -> Result<String, String> {
    if value.len() > MAX_CREDENTIAL_LEN {
        return Err(format!("expected at most {MAX_CREDENTIAL_LEN} characters"));
    }
    let is_good = |c: &char| c.is_ascii_graphic() && *c != ':';
    validate(value, is_good, "expected letters, digits and signs without blanks and without :")?;
    Ok(value.to_owned())
}

/// Reads `client_secret`.
pub(crate) fn secret(value: &str) -> Result<Secret, String> {
    validate(value, char::is_ascii_graphic, "expected letters, digits and signs without blanks")?;
    if !value.is_empty() && !(MIN_SECRET_LEN..=MAX_CREDENTIAL_LEN).contains(&value.len()) {
        return Err(format!("expected {MIN_SECRET_LEN} to {MAX_CREDENTIAL_LEN} characters"));
    }
    Ok(Secret::new(value))
}

/// Refuses placeholders, and characters that no value has.
fn validate(value: &str, is_good: impl Fn(&char) -> bool, expected: &str) -> Result<(), String> {
    token_text::check_credential(value)?;
    match value.chars().find(|c| !is_good(c)) {
        Some(bad) => Err(format!("holds {}: {expected}", token_text::named(bad))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_credentials_are_named() {
        let mut credentials = Credentials { account_id: "a".to_owned(), ..Credentials::default() };
        assert!(!credentials.is_given());
        credentials.client_id = "c".to_owned();
        let error = credentials.complete().expect_err("no secret");
        assert!(error.message().starts_with("client_secret: missing;"), "{error}");
        credentials.client_secret = Secret::new("SECRET");
        credentials.account_id.clear();
        let error = credentials.complete().expect_err("no account");
        assert!(error.message().starts_with("account_id: missing;") && !error.message().contains("SECRET"), "{error}");
        credentials.account_id = "a".to_owned();
        credentials.complete().expect("all");
    }
}

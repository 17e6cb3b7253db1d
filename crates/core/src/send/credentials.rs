//! The credentials of a Server-to-Server OAuth app, and whether they are complete.

use super::secret::Secret;
use crate::answer::error::Error;
use crate::answer::status::Status;

/// The longest id or secret that is taken, in bytes. Zoom's have some tens.
const LONGEST: usize = 1024;
/// A shorter secret could not be hidden in an answer without hiding innocent text.
const SHORTEST_SECRET: usize = 4;

/// What the options say of an app.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Credentials {
    pub(crate) account_id: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
}

impl Credentials {
    /// Whether they ask for tokens. An account id alone only names the account whose rate is shared.
    pub(crate) fn is_given(&self) -> bool {
        !self.client_id.is_empty() || !self.client_secret.is_empty()
    }

    /// Names what is missing.
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
                let why = format!("{}: missing; account_id, client_id and client_secret go together", names.join(", "));
                Err(Error::new(Status::MissingToken, why))
            }
        }
    }
}

/// Reads `account_id` or `client_id`.
pub(super) fn id(value: &str) -> Result<String, String> {
    if value.len() > LONGEST {
        return Err(format!("expected at most {LONGEST} characters"));
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':') {
        return Err("expected letters, digits and signs without blanks and without :".to_owned());
    }
    Ok(value.to_owned())
}

/// Reads `client_secret`.
pub(super) fn secret(value: &str) -> Result<Secret, String> {
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("expected letters, digits and signs without blanks".to_owned());
    }
    if !value.is_empty() && !(SHORTEST_SECRET..=LONGEST).contains(&value.len()) {
        return Err(format!("expected {SHORTEST_SECRET} to {LONGEST} characters"));
    }
    Ok(Secret::new(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
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

//! An error or warning about a field.

use std::fmt;

/// An error or warning about one field, or about the whole call.
///
/// ```
/// let client = zoomuser::Client::builder().build()?;
/// let error = client.check(&zoomuser::UserPatch::new().host_key("12x")).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!(problem.field, "host_key");
/// assert!(problem.to_string().starts_with("host_key: expected "));
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field, with the path to a member (`phone_numbers[0].label`); "" for the whole call.
    pub field: String,
    /// What is wrong and what was expected, in one line, without the field. `Display` shows both.
    pub message: String,
}

impl Problem {
    /// A problem of `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.field, self.message) }
    }
}

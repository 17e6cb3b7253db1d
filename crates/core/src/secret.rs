//! A secret that cannot be printed.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fmt;
use zeroize::Zeroizing;

/// A secret string. Its memory is zeroized on drop; `Debug` shows no part of it, and there is no `Display`.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// A user name and password, encoded for `Basic` authentication.
    pub(crate) fn basic(name: &str, password: &Self) -> Self {
        let plain = Zeroizing::new([name, password.expose()].join(":"));
        // Reserved at once (four characters for three bytes), so that growing leaves no copy behind.
        let mut encoded = Zeroizing::new(String::with_capacity(plain.len().div_ceil(3) * 4));
        BASE64_STANDARD.encode_string(plain.as_bytes(), &mut encoded);
        Self(encoded)
    }

    /// The secret itself.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "Secret(none)" } else { "Secret(hidden)" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_credentials_are_base64() {
        assert_eq!(Secret::basic("client", &Secret::new("secret")).expose(), "Y2xpZW50OnNlY3JldA==");
        assert_eq!(Secret::basic("", &Secret::new("")).expose(), "Og==");
    }

    #[test]
    fn it_is_not_printed() {
        let secret = Secret::new("abcdef");
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(hidden) Secret(hidden)");
        assert_eq!(secret.expose(), "abcdef");
    }
}

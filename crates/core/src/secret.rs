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

    /// A name or password as a URL has it, percent-encoded.
    pub(crate) fn of_url(text: &str) -> Result<Self, String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let byte = match byte {
                b'%' => match (digit(rest.next()), digit(rest.next())) {
                    (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or_default(),
                    _ => {
                        let why = "in the name or password a % is not followed by two hex digits: write %25";
                        return Err(why.to_owned());
                    }
                },
                other => other,
            };
            bytes.push(byte);
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) if !text.chars().any(char::is_control) => Ok(Self::new(text)),
            _ => Err("the name and password must be UTF-8 without control characters".to_owned()),
        }
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

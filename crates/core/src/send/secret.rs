//! A token that cannot be printed.

use std::fmt;
use zeroize::Zeroizing;

/// A secret text. Its memory is overwritten when it goes; `Debug` shows no part of it, and there is no `Display`.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The text itself, for the one place that writes it into a request.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
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
    fn it_is_not_printed() {
        let secret = Secret::new("abcdef");
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(hidden) Secret(hidden)");
        assert_eq!(secret.expose(), "abcdef");
    }
}

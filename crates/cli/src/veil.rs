//! Keeps the token out of everything that is shown.

use std::borrow::Cow;

/// What stands where a token stood.
pub(crate) const HIDDEN: &str = "********";

/// The shortest token that is looked for: shorter ones would blacken innocent text, and no real one is so short.
const SHORTEST: usize = 4;

/// Hides one token. Has no `Debug` and no `Display`.
pub(crate) struct Veil(String);

impl Veil {
    pub(crate) fn of(token: &str) -> Self {
        Self(token.to_owned())
    }

    /// Hides nothing, where no token was read.
    pub(crate) fn none() -> Self {
        Self(String::new())
    }

    /// The text with asterisks wherever the token stood.
    pub(crate) fn hide<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.len() < SHORTEST || !text.contains(&self.0) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.replace(&self.0, HIDDEN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_hidden_wherever_it_stands() {
        let veil = Veil::of("secret");
        assert_eq!(veil.hide("secretsecret, no secre"), "****************, no secre");
        assert_eq!(Veil::of("a").hide("banana"), "banana");
        assert_eq!(Veil::none().hide("banana"), "banana");
    }
}

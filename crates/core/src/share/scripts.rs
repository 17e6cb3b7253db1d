//! The scripts, which run on the server. They are sent as they are in `scripts/`, without comments and indentation.
//!
//! A script goes with each call: `EVALSHA` would need another way for a server that was restarted.

use std::borrow::Cow;

/// A script, and what it is called with.
pub(crate) struct Call<'a> {
    pub(crate) script: [&'static str; 2],
    /// The hash of the account or app whose keys it uses.
    pub(crate) hash: &'a str,
    /// The names of these keys.
    pub(crate) keys: &'a [&'a str],
    pub(crate) values: &'a [&'a [u8]],
}

impl Call<'_> {
    /// The words of the command.
    pub(crate) fn words(&self) -> Vec<Cow<'_, [u8]>> {
        let owned = |text: String| Cow::Owned(text.into_bytes());
        let mut words =
            vec![Cow::Borrowed(&b"EVAL"[..]), owned(self.script.concat()), owned(self.keys.len().to_string())];
        words.extend(self.keys.iter().map(|name| owned(key(self.hash, name))));
        words.extend(self.values.iter().map(|value| Cow::Borrowed(*value)));
        words
    }
}

/// A key of an account or app. The braces keep its keys together in a cluster.
pub(crate) fn key(hash: &str, name: &str) -> String {
    format!("zoomuser:{{{hash}}}:{name}")
}

/// A script without what only people read, made when this crate is compiled.
macro_rules! script {
    ($file:literal) => {{
        const SOURCE: &[u8] = include_bytes!(concat!("scripts/", $file));
        const LENGTH: usize = strip(SOURCE, &mut []);
        const STRIPPED: [u8; LENGTH] = {
            let mut text = [0; LENGTH];
            strip(SOURCE, &mut text);
            text
        };
        match std::str::from_utf8(&STRIPPED) {
            Ok(text) => text,
            Err(_) => panic!("a script is UTF-8"),
        }
    }};
}

/// Reads the ledger; the beginning of the scripts that use it.
const LEDGER: &str = script!("ledger.lua");

/// The next turn of an account.
pub(crate) const TURN: [&str; 2] = [LEDGER, script!("turn.lua")];
/// What a response teaches.
pub(crate) const LEARN: [&str; 2] = [LEDGER, script!("learn.lua")];
/// What was not used.
pub(crate) const GIVE_BACK: [&str; 2] = [LEDGER, script!("give_back.lua")];
/// The token of an app.
pub(crate) const TOKEN: [&str; 2] = ["", script!("token.lua")];
/// Tries every command that the other scripts use.
pub(crate) const PROBE: [&str; 2] = [LEDGER, script!("probe.lua")];

/// Copies the lines that are no comments, without indentation, as far as there is room; returns the length of all.
const fn strip(mut source: &[u8], mut room: &mut [u8]) -> usize {
    let mut length = 0;
    loop {
        if let [b' ' | b'\n', rest @ ..] = source {
            source = rest;
            continue;
        }
        if source.is_empty() {
            return length;
        }
        let is_comment = matches!(source, [b'-', b'-', ..]);
        while let [byte, rest @ ..] = source {
            source = rest;
            if !is_comment {
                length += 1;
                if let [place, rest @ ..] = room {
                    *place = *byte;
                    room = rest;
                } else {
                    room = &mut [];
                }
            }
            if *byte == b'\n' {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_not_sent() {
        let mut text = [0; 64];
        let length = strip(b"-- a\nlocal b = 1 -- c\n\n  if b then\n    -- d\n  end", &mut text);
        let text = text.get(..length).expect("it fits");
        assert_eq!(text, b"local b = 1 -- c\nif b then\nend");
        for script in [TURN, LEARN, GIVE_BACK, TOKEN, PROBE] {
            let text = script.concat();
            assert!(text.lines().count() > 5 && text.ends_with('\n'), "{text}");
            assert!(text.lines().all(|line| !line.starts_with([' ', '-']) && !line.is_empty()), "{text}");
        }
    }
}

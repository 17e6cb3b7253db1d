//! Values of options, read from text.

use crate::VERSION;
use std::path::PathBuf;
use std::time::Duration;

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// Text.
    Text,
    /// Text that is never shown.
    Secret,
    /// An `http` or `https` URL.
    Url,
    /// The path of a file.
    File,
    /// Milliseconds from `min` to `max`.
    Milliseconds {
        /// Shortest time.
        min: u64,
        /// Longest time.
        max: u64,
    },
    /// A whole number from `min` to `max`.
    Number {
        /// Smallest number.
        min: u64,
        /// Largest number.
        max: u64,
    },
    /// `on` or `off` (also `true`, `false`, `1`, `0`, `yes`, `no`).
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl OptionKind {
    /// The accepted values, for help texts and tables.
    pub fn describe(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Secret => "text, never shown".to_owned(),
            Self::Url => "URL".to_owned(),
            Self::File => "path of a file".to_owned(),
            Self::Milliseconds { min, max } => format!("milliseconds, {min} to {max}"),
            Self::Number { min, max } => format!("whole number, {min} to {max}"),
            Self::Switch => "on, off".to_owned(),
            Self::Choice(words) => words.join(", "),
        }
    }

    fn expected(self) -> String {
        match self {
            Self::Number { min, max } => format!("expected a whole number from {min} to {max}"),
            Self::Milliseconds { min, max } => format!("expected a whole number of milliseconds from {min} to {max}"),
            _ => format!("expected one of {}", self.describe()),
        }
    }
}

/// The longest text of an option that is sent in a request head, in bytes.
const MAX_TEXT_LEN: usize = 1024;

/// The text that an option is set to, and what the option takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OptionValue<'a> {
    pub(crate) kind: OptionKind,
    pub(crate) text: &'a str,
}

impl OptionValue<'_> {
    /// The index of the word in the choices.
    pub(crate) fn choice(self) -> Result<usize, String> {
        let OptionKind::Choice(words) = self.kind else { return Err(self.kind.expected()) };
        words.iter().position(|word| word.eq_ignore_ascii_case(self.text)).ok_or_else(|| self.kind.expected())
    }

    pub(crate) fn switch(self) -> Result<bool, String> {
        match self.text.to_ascii_lowercase().as_str() {
            "on" | "true" | "1" | "yes" => Ok(true),
            "off" | "false" | "0" | "no" => Ok(false),
            _ => Err(self.kind.expected()),
        }
    }

    pub(crate) fn milliseconds(self) -> Result<Duration, String> {
        let OptionKind::Milliseconds { min, max } = self.kind else { return Err(self.kind.expected()) };
        match self.text.trim_ascii().parse::<u64>() {
            Ok(ms) if (min..=max).contains(&ms) => Ok(Duration::from_millis(ms)),
            _ => Err(self.kind.expected()),
        }
    }

    pub(crate) fn number(self) -> Result<u32, String> {
        let OptionKind::Number { min, max } = self.kind else { return Err(self.kind.expected()) };
        match self.text.trim_ascii().parse::<u32>() {
            Ok(number) if (min..=max).contains(&number.into()) => Ok(number),
            _ => Err(self.kind.expected()),
        }
    }

    /// The path of a file; "" is none. A relative path is made absolute here, so that a later change of the working
    /// directory does not matter.
    pub(crate) fn file(self) -> Result<Option<PathBuf>, String> {
        let text = self.text;
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(what) = unexpanded(text) {
            return Err(format!(
                "begins with {what}, which only a shell replaces, and only outside of quotes: write the whole path"
            ));
        }
        if text.starts_with(['"', '\'']) {
            return Err("begins with a quote, which is no part of a path: leave the quotes out".to_owned());
        }
        if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("file://")) {
            return Err("expected a path, got a URL: leave file:// out".to_owned());
        }
        let absolute = std::path::absolute(text);
        absolute.map(Some).map_err(|why| format!("a relative path has no meaning here ({why}): write the whole path"))
    }

    /// A text that is sent in a request head.
    pub(crate) fn short_text(self) -> Result<String, String> {
        if self.text.len() > MAX_TEXT_LEN {
            return Err(format!("expected at most {MAX_TEXT_LEN} characters"));
        }
        Ok(self.text.to_owned())
    }

    /// The value of the header `User-Agent`.
    pub(crate) fn user_agent(self) -> Result<String, String> {
        let text = self.short_text()?;
        if text.is_empty() {
            return Ok(format!("zoomuser/{VERSION}"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') || text.trim_ascii() != text {
            return Err("expected printable ASCII characters, no blank at either end".to_owned());
        }
        Ok(text)
    }
}

/// The beginning of a path that a shell should have expanded. A file of such a name is written `./~` and so on.
fn unexpanded(value: &str) -> Option<&'static str> {
    let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let variable = |text: &str| is_name(text) || text.strip_prefix('{').is_some_and(is_name);
    if value.starts_with('~') {
        Some("~")
    } else if value.strip_prefix('$').is_some_and(variable) {
        Some("a variable ($NAME)")
    } else if value.strip_prefix('%').is_some_and(|rest| is_name(rest) && rest.contains('%')) {
        Some("a variable (%NAME%)")
    } else {
        None
    }
}

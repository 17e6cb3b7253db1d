//! A curl command split into words, with warnings about its syntax.

/// A word without quotes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// The variables that a shell would expand, as written in the text, e.g. `$NAME`.
    pub(crate) variables: Vec<String>,
}

/// The words after `curl`.
#[derive(Debug, Default)]
pub(crate) struct Command {
    pub(crate) words: Vec<Word>,
    /// Standard input, if the text contains it.
    pub(crate) stdin: Option<Word>,
    /// Warnings about what a shell would not accept, without duplicates.
    warnings: Vec<&'static str>,
}

/// A line without `\` at its end is continued.
pub(crate) const MISSING_CONTINUATION: &str =
    "a line ends without a line continuation: a shell would end the command there";
/// An unquoted `&` in what looks like a URL.
pub(crate) const UNQUOTED_AMPERSAND: &str = "an & is not quoted: a shell would end the command there";
/// Another command follows.
pub(crate) const SECOND_COMMAND: &str = "the text contains more than one command: only the first curl command is read";
/// Other text follows.
pub(crate) const TRAILING_TEXT: &str = "the text after the command is ignored";
/// A no-break space, which a shell does not treat as a space.
pub(crate) const NO_BREAK_SPACE: &str = "U+00A0 no-break space between words: a shell would treat it as a letter";

impl Command {
    pub(crate) fn new(words: Vec<Word>) -> Self {
        Self { words, stdin: None, warnings: Vec::new() }
    }

    pub(crate) fn warn(&mut self, what: &'static str) {
        if !self.warnings.contains(&what) {
            self.warnings.push(what);
        }
    }

    /// Warnings about what a shell would not accept.
    pub(crate) fn warnings(&self) -> &[&'static str] {
        &self.warnings
    }
}

/// Whether a line that begins with this word continues a command: an option, a URL or JSON.
pub(crate) fn is_option(word: &str) -> bool {
    word.starts_with(['-', '–', '—', '"', '\'', '“', '‘', '{', '}', '[', ']', '\\', '$', '<'])
        || ["http://", "https://"].iter().any(|scheme| word.to_ascii_lowercase().starts_with(scheme))
}

/// Whether this word is the program curl.
pub(crate) fn is_curl(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == "curl" || name.eq_ignore_ascii_case("curl.exe")
}

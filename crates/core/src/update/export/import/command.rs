//! A command of curl as its words, and what is odd about how they stand there.

/// A word without its quotes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// What the shell would have filled in; it stands in the text as it was written, e.g. `$NAME`.
    pub(super) variables: Vec<String>,
}

/// The words after `curl`.
#[derive(Debug, Default)]
pub(super) struct Command {
    pub(super) words: Vec<Word>,
    /// What a shell would not have taken for one command, each once.
    slips: Vec<&'static str>,
}

/// A line ended without `\`, and the command went on.
pub(super) const LOOSE_LINE: &str = "a line ends without the sign that the command goes on: a shell would end it there";
/// `&` stood outside of quotes in what looks like a URL.
pub(super) const OPEN_AMPERSAND: &str = "an & stands outside of quotes: a shell would end the command there";
/// Something that belongs to another command follows.
pub(super) const MORE: &str = "more than one command stands in the text: only the first of curl is read";

impl Command {
    pub(super) fn new(words: Vec<Word>) -> Self {
        Self { words, slips: Vec::new() }
    }

    pub(super) fn slip(&mut self, what: &'static str) {
        if !self.slips.contains(&what) {
            self.slips.push(what);
        }
    }

    /// What a shell would not have taken for one command.
    pub(super) fn slips(&self) -> &[&'static str] {
        &self.slips
    }
}

/// Whether this word starts curl.
pub(super) fn is_curl(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == "curl" || name.eq_ignore_ascii_case("curl.exe")
}

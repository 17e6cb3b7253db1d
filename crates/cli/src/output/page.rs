//! Lines of text for a terminal or a file.

use super::redactor::Redactor;
use crate::text::escape;

/// How a line looks where there are colors.
#[derive(Clone, Copy)]
pub(crate) enum Style {
    Plain,
    Title,
    Good,
    Bad,
}

/// Collects lines. Each is redacted, and control characters in it are escaped.
pub(crate) struct Page<'a> {
    text: String,
    color: bool,
    redactor: &'a Redactor,
}

impl<'a> Page<'a> {
    pub(crate) fn new(color: bool, redactor: &'a Redactor) -> Self {
        Self { text: String::new(), color, redactor }
    }

    /// Adds one line.
    pub(crate) fn line(&mut self, style: Style, text: &str) {
        let code = match style {
            Style::Plain => "",
            Style::Title => "1",
            Style::Good => "32",
            Style::Bad => "31",
        };
        let text = escape(&self.redactor.redact(text));
        let text = text.trim_end();
        if self.color && !code.is_empty() {
            self.text.push_str(&format!("\x1b[{code}m{text}\x1b[0m\n"));
        } else {
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    /// Adds the lines of a text, indented by two spaces.
    pub(crate) fn block(&mut self, text: &str) {
        for line in text.lines() {
            self.line(Style::Plain, &format!("  {line}"));
        }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_redacted_and_escaped() {
        let redactor = Redactor::of(vec!["tok-1".to_owned()]);
        let mut page = Page::new(true, &redactor);
        page.line(Style::Bad, "x\n\x1b[0m tok-1");
        page.block("a\r\nb\x07");
        assert_eq!(page.into_text(), "\x1b[31mx\\x0a\\x1b[0m ********\x1b[0m\n  a\n  b\\x07\n");
    }
}

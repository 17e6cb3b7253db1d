//! Text for people: lines in which nothing foreign can steer the terminal.

use crate::veil::Veil;

/// How a line looks where there are colours.
#[derive(Clone, Copy)]
pub(crate) enum Style {
    Plain,
    Title,
    Good,
    Bad,
}

/// Lines on their way to a terminal or a file. Everything that is added is made safe and stripped of the token.
pub(crate) struct Page<'a> {
    text: String,
    colour: bool,
    veil: &'a Veil,
}

impl<'a> Page<'a> {
    pub(crate) fn new(colour: bool, veil: &'a Veil) -> Self {
        Self { text: String::new(), colour, veil }
    }

    /// One line, whatever is in it.
    pub(crate) fn line(&mut self, style: Style, text: &str) {
        let code = match style {
            Style::Plain => "",
            Style::Title => "1",
            Style::Good => "32",
            Style::Bad => "31",
        };
        let text = safe(&self.veil.hide(text));
        let text = text.trim_end();
        if self.colour && !code.is_empty() {
            self.text.push_str(&format!("\x1b[{code}m{text}\x1b[0m\n"));
        } else {
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    /// The lines of a text, two blanks further in.
    pub(crate) fn block(&mut self, text: &str) {
        for line in text.lines() {
            self.line(Style::Plain, &format!("  {line}"));
        }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// The text with control characters and signs that turn the direction of writing made visible.
pub(crate) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            out.push_str(&format!("\\x{:02x}", u32::from(c)));
        } else if is_steering(c) {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Signs that are no control characters and that still move or hide the text around them.
pub(crate) fn is_steering(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The width of a column.
pub(crate) fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

/// A text of at most `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(3)).collect();
    format!("{start}...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_foreign_steers_the_terminal() {
        assert_eq!(safe("a\x1b[2J\r\nb\u{9b}c\u{202e}d\u{7f}ü"), "a\\x1b[2J\\x0d\\x0ab\\x9bc\\u{202e}d\\x7fü");
        let veil = Veil::of(vec!["tok-1".to_owned()]);
        let mut page = Page::new(true, &veil);
        page.line(Style::Bad, "x\n\x1b[0m tok-1");
        page.block("a\r\nb\x07");
        assert_eq!(page.into_text(), "\x1b[31mx\\x0a\\x1b[0m ********\x1b[0m\n  a\n  b\\x07\n");
    }
}

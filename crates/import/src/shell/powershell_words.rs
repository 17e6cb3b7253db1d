//! Splits a command into words as PowerShell does.

use crate::command::{Command, MISSING_CONTINUATION, SECOND_COMMAND, Word, is_curl, is_option};
use std::iter::Peekable;
use std::str::Chars;

/// Whether a text is for PowerShell: it has a backquote at the end of a line, `$env:`, or a here-string.
pub(crate) fn is_powershell(text: &str) -> bool {
    let is_continued = |line: &str| {
        let line = line.trim_end();
        line.strip_suffix('`').is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    };
    text.contains("$env:")
        || text.starts_with("@\"\n")
        || text.starts_with("@'\n")
        || text
            .lines()
            .any(|line| is_continued(line) || line.trim_end().ends_with("@'") || line.trim_end().ends_with("@\""))
}

/// The first curl command of a text that begins at this line number.
pub(crate) fn split(text: &str, line: usize) -> Result<Command, String> {
    let mut splitter = Splitter {
        chars: text.chars().peekable(),
        line,
        word: None,
        words: Vec::new(),
        warnings: Vec::new(),
        stdin: None,
        high: None,
    };
    splitter.run()?;
    let Splitter { words, warnings, stdin, .. } = splitter;
    let mut words = words.into_iter();
    if !words.next().is_some_and(|word| is_curl(&word.text)) {
        return Err("expected a curl command".to_owned());
    }
    let mut command = Command::new(words.map(runtime).collect());
    command.stdin = stdin;
    warnings.into_iter().for_each(|warning| command.warn(warning));
    Ok(command)
}

/// PowerShell 5 passes `"` to a program only after a backslash, which the program's runtime removes.
fn runtime(word: Word) -> Word {
    let is_escaped = word.text.contains("\\\"") && !word.text.replace("\\\"", "").contains('"');
    Word { text: if is_escaped { word.text.replace("\\\"", "\"") } else { word.text }, ..word }
}

struct Splitter<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
    word: Option<Word>,
    words: Vec<Word>,
    warnings: Vec<&'static str>,
    /// The text piped to curl.
    stdin: Option<Word>,
    /// The high surrogate of a pair.
    high: Option<u16>,
}

impl Splitter<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.chars.next() {
            match c {
                ' ' | '\t' | '\r' => self.end_word(),
                '\n' => {
                    self.line += 1;
                    self.end_word();
                    if self.ends_at_line() {
                        return Ok(());
                    }
                }
                '|' if self.is_content() => {
                    self.end_word();
                    self.stdin = self.words.pop();
                    self.words.clear();
                }
                ';' | '|' | '&' | '<' | '>' => {
                    self.end_word();
                    self.warnings.push(SECOND_COMMAND);
                    return Ok(());
                }
                '#' if self.word.is_none() => while self.chars.next_if(|c| *c != '\n').is_some() {},
                '@' if self.word.is_none() && self.is_here_string() => self.here_string()?,
                '`' => self.escape(),
                '\'' | '‘' | '’' | '‚' | '‛' => self.single_quoted()?,
                '"' | '“' | '”' | '„' => self.double_quoted()?,
                '$' => self.variable()?,
                c => self.push(c),
            }
        }
        self.end_word();
        Ok(())
    }

    /// Whether the text before a pipe is a single string and not a command.
    fn is_content(&self) -> bool {
        let words = self.words.len() + usize::from(self.word.is_some());
        words == 1 && self.stdin.is_none() && !self.words.iter().chain(&self.word).any(|word| is_curl(&word.text))
    }

    /// `$([char]0x...)`: a UTF-16 code unit.
    fn unit(&mut self, text: &str) -> bool {
        let digits = text.strip_prefix("$([char]0x").and_then(|rest| rest.strip_suffix(')'));
        let Some(unit) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) else { return false };
        let units = match self.high.take() {
            Some(high) => vec![high, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.high = Some(unit);
                return true;
            }
            None => vec![unit],
        };
        for c in char::decode_utf16(units) {
            self.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        true
    }

    fn push(&mut self, c: char) {
        self.line += usize::from(c == '\n');
        self.word.get_or_insert_default().text.push(c);
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take());
    }

    /// Whether the end of a line ends the command, since a lost backquote is tolerated.
    fn ends_at_line(&mut self) -> bool {
        let rest: String =
            self.chars.clone().skip_while(|c| c.is_whitespace()).take_while(|c| !c.is_whitespace()).collect();
        if self.words.len() > 1 && !is_option(&rest) {
            if !rest.is_empty() {
                self.warnings.push(SECOND_COMMAND);
            }
            return true;
        }
        self.warnings.push(MISSING_CONTINUATION);
        false
    }

    /// A backquote outside of quotes.
    fn escape(&mut self) {
        let blanks = self.chars.clone().take_while(|c| matches!(c, ' ' | '\t' | '\r')).count();
        match self.chars.clone().nth(blanks) {
            // White space after the last backquote of a line is tolerated.
            Some('\n') => {
                self.chars.nth(blanks);
                self.line += 1;
                self.end_word();
            }
            None => {}
            Some(_) => self.escaped(),
        }
    }

    /// The character after a backquote.
    fn escaped(&mut self) {
        match self.chars.next() {
            Some('n') => self.push('\n'),
            Some('t') => self.push('\t'),
            Some('r') => self.push('\r'),
            Some('0') => self.push('\u{fffd}'),
            Some('\n') => self.line += 1,
            Some(c) => self.push(c),
            None => {}
        }
    }

    fn single_quoted(&mut self) -> Result<(), String> {
        let line = self.line;
        let is_quote = |c: &char| matches!(c, '\'' | '‘' | '’' | '‚' | '‛');
        self.word.get_or_insert_default();
        loop {
            match self.chars.next() {
                Some(c) if is_quote(&c) => match self.chars.next_if(is_quote) {
                    Some(c) => self.push(c),
                    None => return Ok(()),
                },
                Some(c) => self.push(c),
                None => return Err(open('\'', line)),
            }
        }
    }

    fn double_quoted(&mut self) -> Result<(), String> {
        let line = self.line;
        let is_quote = |c: &char| matches!(c, '"' | '“' | '”' | '„');
        self.word.get_or_insert_default();
        loop {
            match self.chars.next() {
                Some(c) if is_quote(&c) => match self.chars.next_if(is_quote) {
                    Some(c) => self.push(c),
                    None => return Ok(()),
                },
                Some('`') => self.escaped(),
                Some('$') => self.variable()?,
                Some(c) => self.push(c),
                None => return Err(open('"', line)),
            }
        }
    }

    /// Whether `@'` or `@"` and the end of a line follow.
    fn is_here_string(&self) -> bool {
        let mut chars = self.chars.clone();
        matches!(chars.next(), Some('\'' | '"')) && chars.find(|c| !matches!(c, ' ' | '\t' | '\r')) == Some('\n')
    }

    /// A here-string after its `@`, up to the quote and `@` at the beginning of a line.
    fn here_string(&mut self) -> Result<(), String> {
        let line = self.line;
        let quote = self.chars.next().unwrap_or('\'');
        self.chars.find(|c| *c == '\n');
        self.line += 1;
        self.word.get_or_insert_default();
        let end: Vec<char> = vec![quote, '@'];
        let mut is_start = true;
        loop {
            if is_start && self.chars.clone().take(2).collect::<Vec<_>>() == end {
                self.chars.nth(1);
                // The last line end is not part of the content.
                let text = &mut self.word.get_or_insert_default().text;
                text.truncate(text.trim_end_matches(['\r', '\n']).len().max(text.len().saturating_sub(2)));
                if text.ends_with('\n') {
                    text.pop();
                }
                return Ok(());
            }
            match self.chars.next() {
                None => return Err(format!("line {line}: the here-string @{quote} is not closed")),
                Some('`') if quote == '"' => {
                    is_start = false;
                    self.escaped();
                }
                Some('$') if quote == '"' => {
                    is_start = false;
                    self.variable()?;
                }
                Some(c) => {
                    is_start = c == '\n';
                    self.push(c);
                }
            }
        }
    }

    /// The variable or expression after a `$`.
    fn variable(&mut self) -> Result<(), String> {
        let line = self.line;
        let mut text = String::from("$");
        match self.chars.peek() {
            Some(open @ ('{' | '(')) => {
                let (opened, close) = (*open, if *open == '{' { '}' } else { ')' });
                let mut depth = 0;
                loop {
                    let Some(c) = self.chars.next() else { return Err(self::open(opened, line)) };
                    self.line += usize::from(c == '\n');
                    depth += usize::from(c == opened);
                    depth -= usize::from(c == close);
                    text.push(c);
                    if depth == 0 {
                        break;
                    }
                }
            }
            Some(c) if c.is_ascii_alphabetic() || *c == '_' => {
                while let Some(c) = self.chars.next_if(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':')) {
                    text.push(c);
                }
            }
            _ => {
                self.push('$');
                return Ok(());
            }
        }
        if self.unit(&text) {
            return Ok(());
        }
        let word = self.word.get_or_insert_default();
        word.text.push_str(&text);
        word.variables.push(text);
        Ok(())
    }
}

fn open(quote: char, line: usize) -> String {
    format!("line {line}: the {quote} is not closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text, 1).expect(text).words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn quotes_are_parsed_as_in_powershell() {
        for (text, expected) in [
            ("curl a `\n b `  \r\n c", &["a", "b", "c"][..]),
            ("curl 'a''b' \"a`\"b\"\"c`n\" ''", &["a'b", "a\"b\"c\n", ""]),
            ("curl '{\\\"a\\\":1}' '{\"a\":\"\\\"\"}'", &["{\"a\":1}", "{\"a\":\"\\\"\"}"]),
            ("curl @'\r\na\r\nb'c\r\n'@ d", &["a\r\nb'c", "d"]),
            ("curl @\"\na`\"$b\n\"@", &["a\"$b"]),
            ("curl a # b\n", &["a"]),
            ("curl ‘a’ “b”", &["a", "b"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        let command = split("curl \"a $env:B ${C} $(d (e))\" '$G' `$H", 1).expect("words");
        assert_eq!(command.words[0].variables, ["$env:B", "${C}", "$(d (e))"]);
        assert!(command.words[1].variables.is_empty() && command.words[2].variables.is_empty());
    }

    #[test]
    fn unclosed_quotes_are_reported_with_their_line() {
        for (text, why) in [
            ("curl `\n 'a", "line 5: the ' is not closed"),
            ("curl \"a", "line 4: the \" is not closed"),
            ("curl @'\na", "line 4: the here-string @' is not closed"),
            ("curl $(a", "line 4: the ( is not closed"),
            ("wget a", "expected a curl command"),
        ] {
            assert_eq!(split(text, 4).err().as_deref(), Some(why), "{text}");
        }
    }

    #[test]
    fn a_command_ends() {
        for (text, count, warnings) in [
            ("curl a\n-b\n\nIt fails.", 2, &[MISSING_CONTINUATION, SECOND_COMMAND][..]),
            ("curl a | x", 1, &[SECOND_COMMAND]),
            ("curl a\n", 1, &[]),
        ] {
            let command = split(text, 1).expect(text);
            assert_eq!((command.words.len(), command.warnings()), (count, warnings), "{text}");
        }
    }
}

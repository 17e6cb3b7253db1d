//! Splits a command into words as a POSIX shell does.

use super::here_doc::HereDoc;
use super::typographic;
use crate::command::{
    Command, MISSING_CONTINUATION, NO_BREAK_SPACE, SECOND_COMMAND, TRAILING_TEXT, UNQUOTED_AMPERSAND, Word, is_curl,
    is_option,
};
use std::iter::Peekable;
use std::str::Chars;

/// The first curl command of a text that begins at this line number. A missing `\` at the end of a line is tolerated.
pub(crate) fn split(text: &str, line: usize) -> Result<Command, String> {
    let mut splitter = Splitter {
        chars: text.chars().peekable(),
        line,
        word: None,
        words: Vec::new(),
        command: None,
        here: None,
        is_stdin: false,
    };
    splitter.run()?;
    splitter.command.ok_or_else(|| "expected a curl command, or the JSON of a Postman item or collection".to_owned())
}

struct Splitter<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
    /// The current word, as bytes because of escapes such as `$'\xc3'`.
    word: Option<(Vec<u8>, Vec<String>)>,
    /// The words before `curl`.
    words: Vec<Word>,
    command: Option<Command>,
    /// A here-document that begins at the next line.
    here: Option<HereDoc>,
    /// Whether the next word is a here-string.
    is_stdin: bool,
}

impl Splitter<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.chars.next() {
            match c {
                ' ' | '\t' | '\r' => self.end_word()?,
                '\n' => {
                    self.line += 1;
                    self.end_word()?;
                    if self.reads_here()? || self.ends_at_line() {
                        return Ok(());
                    }
                }
                '#' if self.word.is_none() => while self.chars.next_if(|c| *c != '\n').is_some() {},
                '&' if self.is_in_query() => self.push(c),
                '<' if self.command.is_some() && self.chars.next_if_eq(&'<').is_some() => self.begin_here()?,
                '\u{a0}' if self.command.is_some() || self.word.as_ref().is_some_and(|(bytes, _)| bytes == b"curl") => {
                    self.end_word()?;
                    self.command.iter_mut().for_each(|command| command.warn(NO_BREAK_SPACE));
                }
                c if self.command.is_some() && self.begins_word() && typographic::is_sign(c) => {
                    return Err(typographic::refusal(c, self.line));
                }
                ';' | '|' | '&' | '<' | '>' => {
                    self.end_word()?;
                    if self.ends_at_operator() {
                        if self.here.is_some() {
                            self.chars.find(|c| *c == '\n');
                            self.reads_here()?;
                        }
                        return Ok(());
                    }
                }
                '\\' => self.backslash(),
                '\'' => self.single_quoted()?,
                '"' => self.double_quoted()?,
                '$' if self.chars.next_if_eq(&'\'').is_some() => self.ansi_c()?,
                '$' if self.chars.next_if_eq(&'"').is_some() => self.double_quoted()?,
                '$' => self.variable()?,
                '`' => self.backquoted()?,
                c => self.push(c),
            }
        }
        self.end_word()?;
        self.reads_here().map(|_| ())
    }

    /// Whether a word or the value after its `=` begins here.
    fn begins_word(&self) -> bool {
        self.word.as_ref().is_none_or(|(bytes, _)| bytes.ends_with(b"="))
    }

    /// Begins a here-document or here-string after `<<`.
    fn begin_here(&mut self) -> Result<(), String> {
        self.end_word()?;
        if self.chars.next_if_eq(&'<').is_some() {
            self.is_stdin = true;
        } else {
            self.here = Some(HereDoc::begin(&mut self.chars, self.line)?);
        }
        Ok(())
    }

    /// Reads the here-document that begins at this line; returns whether there was one, which ends the command.
    fn reads_here(&mut self) -> Result<bool, String> {
        let Some(here) = self.here.take() else { return Ok(false) };
        let (text, variables) = here.read(&mut self.chars)?;
        if let Some(command) = &mut self.command {
            command.stdin = Some(Word { text, variables });
            if self.chars.clone().any(|c| !c.is_whitespace()) {
                command.warn(TRAILING_TEXT);
            }
        }
        Ok(true)
    }

    /// The current word; begins one if there is none.
    fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.word.get_or_insert_default().0
    }

    fn push(&mut self, c: char) {
        self.bytes().extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn push_variable(&mut self, text: &str) {
        let (bytes, variables) = self.word.get_or_insert_default();
        bytes.extend_from_slice(text.as_bytes());
        variables.push(text.to_owned());
    }

    fn end_word(&mut self) -> Result<(), String> {
        let Some((bytes, variables)) = self.word.take() else { return Ok(()) };
        let text = String::from_utf8(bytes).map_err(|_| format!("line {}: a word is not UTF-8", self.line))?;
        match &mut self.command {
            Some(command) if std::mem::take(&mut self.is_stdin) => command.stdin = Some(Word { text, variables }),
            Some(command) => command.words.push(Word { text, variables }),
            None if is_curl(&text) => self.command = Some(Command::default()),
            None => self.words.push(Word { text, variables }),
        }
        Ok(())
    }

    /// Whether the current word is a URL with a query, in which an unquoted `&` is tolerated.
    fn is_in_query(&mut self) -> bool {
        let is_query = self.word.as_ref().is_some_and(|(bytes, _)| bytes.contains(&b'?'))
            && self.chars.peek().is_some_and(|c| c.is_ascii_alphanumeric());
        if let (true, Some(command)) = (is_query, &mut self.command) {
            command.warn(UNQUOTED_AMPERSAND);
        }
        is_query
    }

    /// Whether the end of a line ends the command, because nothing or another curl follows.
    fn ends_at_line(&mut self) -> bool {
        let Some(command) = &mut self.command else {
            self.words.clear();
            return false;
        };
        let rest: String =
            self.chars.clone().skip_while(|c| c.is_whitespace()).take_while(|c| !c.is_whitespace()).collect();
        if rest.is_empty() {
            return true;
        }
        if command.words.is_empty() || is_option(&rest) {
            command.warn(MISSING_CONTINUATION);
            return false;
        }
        command.warn(if is_curl(&rest) { SECOND_COMMAND } else { TRAILING_TEXT });
        true
    }

    fn ends_at_operator(&mut self) -> bool {
        let Some(command) = &mut self.command else {
            self.words.clear();
            return false;
        };
        command.warn(SECOND_COMMAND);
        true
    }

    /// A backslash outside of quotes.
    fn backslash(&mut self) {
        // White space after the last backslash of a line is tolerated.
        let blanks = self.chars.clone().take_while(|c| matches!(c, ' ' | '\t' | '\r')).count();
        if self.chars.clone().nth(blanks) == Some('\n') {
            self.chars.nth(blanks);
            self.line += 1;
        } else if let Some(c) = self.chars.next() {
            self.push(c);
        }
    }

    fn single_quoted(&mut self) -> Result<(), String> {
        let line = self.line;
        self.bytes();
        loop {
            match self.chars.next() {
                Some('\'') => return Ok(()),
                Some(c) => self.push_counted(c),
                None => return Err(open_quote('\'', line)),
            }
        }
    }

    fn double_quoted(&mut self) -> Result<(), String> {
        let line = self.line;
        self.bytes();
        loop {
            match self.chars.next() {
                Some('"') => return Ok(()),
                Some('$') => self.variable()?,
                Some('`') => self.backquoted()?,
                Some('\\') => match self.chars.next() {
                    Some('\n') => self.line += 1,
                    Some(c @ ('"' | '\\' | '$' | '`')) => self.push(c),
                    Some(c) => {
                        self.push('\\');
                        self.push_counted(c);
                    }
                    None => return Err(open_quote('"', line)),
                },
                Some(c) => self.push_counted(c),
                None => return Err(open_quote('"', line)),
            }
        }
    }

    fn push_counted(&mut self, c: char) {
        self.line += usize::from(c == '\n');
        self.push(c);
    }

    /// `$'...'`, which browsers use for values with line ends and other special characters.
    fn ansi_c(&mut self) -> Result<(), String> {
        let line = self.line;
        self.bytes();
        loop {
            match self.chars.next() {
                Some('\'') => return Ok(()),
                Some('\\') => match self.chars.next() {
                    Some(c) => self.escape(c),
                    None => return Err(open_quote('\'', line)),
                },
                Some(c) => self.push_counted(c),
                None => return Err(open_quote('\'', line)),
            }
        }
    }

    /// The escape after a backslash in `$'...'`.
    fn escape(&mut self, c: char) {
        match c {
            'n' => self.push('\n'),
            't' => self.push('\t'),
            'r' => self.push('\r'),
            'a' => self.push('\u{7}'),
            'b' => self.push('\u{8}'),
            'e' | 'E' => self.push('\u{1b}'),
            'f' => self.push('\u{c}'),
            'v' => self.push('\u{b}'),
            'x' => self.byte(16, 2, 0),
            'u' => self.code_point(4),
            'U' => self.code_point(8),
            '0'..='7' => self.byte(8, 2, c.to_digit(8).unwrap_or_default()),
            '\\' | '\'' | '"' | '?' => self.push(c),
            c => {
                self.push('\\');
                self.push_counted(c);
            }
        }
    }

    fn number(&mut self, radix: u32, most: usize, mut number: u32) -> u32 {
        for _ in 0..most {
            let Some(digit) = self.chars.peek().and_then(|c| c.to_digit(radix)) else { break };
            self.chars.next();
            number = number.wrapping_mul(radix) + digit;
        }
        number
    }

    fn byte(&mut self, radix: u32, most: usize, first: u32) {
        let number = self.number(radix, most, first);
        self.bytes().push(number.to_le_bytes()[0]);
    }

    fn code_point(&mut self, digits: usize) {
        let first = self.number(16, digits, 0);
        // bash has no surrogate pairs, but browsers write them.
        let mut after = self.chars.clone();
        let is_pair = (0xd800..0xdc00).contains(&first) && after.next() == Some('\\') && after.next() == Some('u');
        let c = if is_pair {
            self.chars.nth(1);
            let second = self.number(16, digits, 0);
            char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second.wrapping_sub(0xdc00) & 0x3ff))
        } else {
            char::from_u32(first)
        };
        self.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    /// The variable or expression after a `$`.
    fn variable(&mut self) -> Result<(), String> {
        let line = self.line;
        let mut text = String::from("$");
        match self.chars.peek() {
            Some('{') => self.until('}', &mut text).ok_or_else(|| open_quote('{', line))?,
            Some('(') => {
                let mut depth = 0;
                loop {
                    let Some(c) = self.chars.next() else { return Err(open_quote('(', line)) };
                    self.line += usize::from(c == '\n');
                    depth += usize::from(c == '(');
                    depth -= usize::from(c == ')');
                    text.push(c);
                    if depth == 0 {
                        break;
                    }
                }
            }
            Some(c) if c.is_ascii_alphanumeric() || *c == '_' => {
                while let Some(c) = self.chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    text.push(c);
                }
            }
            _ => {
                self.push('$');
                return Ok(());
            }
        }
        self.push_variable(&text);
        Ok(())
    }

    fn backquoted(&mut self) -> Result<(), String> {
        let line = self.line;
        let mut text = String::from("`");
        self.until('`', &mut text).ok_or_else(|| open_quote('`', line))?;
        self.push_variable(&text);
        Ok(())
    }

    /// Appends everything up to and including `end`.
    fn until(&mut self, end: char, text: &mut String) -> Option<()> {
        loop {
            let c = self.chars.next()?;
            self.line += usize::from(c == '\n');
            text.push(c);
            if c == end {
                return Some(());
            }
        }
    }
}

fn open_quote(quote: char, line: usize) -> String {
    format!("line {line}: the {quote} is not closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text, 1).expect(text).words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn quotes_are_parsed_as_in_a_shell() {
        for (text, expected) in [
            ("curl a  b\tc", &["a", "b", "c"][..]),
            ("curl 'a \"b\" $x \\'", &["a \"b\" $x \\"]),
            ("curl 'D'\\''oh' ''", &["D'oh", ""]),
            ("curl \"a \\\"b\\\" \\$x \\n \\\\\" c\\ d", &["a \"b\" $x \\n \\", "c d"]),
            ("curl \"a\\\nb\" \\\n  c \\\r\n d \\  \n e", &["ab", "c", "d", "e"]),
            ("curl $'a\\n\\'\\x41\\101\\u00fc\\U0001f600\\ud83d\\ude00\\q'", &["a\n'AAü😀😀\\q"]),
            ("curl $'\\xc3\\xbc' a$ $\"b\"", &["ü", "a$", "b"]),
            ("$ curl a # b\n", &["a"]),
            ("export A=1; /usr/bin/curl a", &["a"]),
            ("A=1 curl a", &["a"]),
            ("echo x\ncurl\na", &["a"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn variables_are_recorded() {
        let command = split("curl \"a $B ${C} $(d $(e)) `f`\" '$G'", 1).expect("words");
        assert_eq!(command.words[0].variables, ["$B", "${C}", "$(d $(e))", "`f`"]);
        assert_eq!(command.words[1], Word { text: "$G".to_owned(), variables: vec![] });
    }

    #[test]
    fn a_command_ends() {
        for (text, count, warnings) in [
            ("curl a\n\n", 1, &[][..]),
            ("curl a\nIt fails", 1, &[TRAILING_TEXT]),
            ("curl a\n-b c\n-d", 4, &[MISSING_CONTINUATION]),
            ("curl a | jq .", 1, &[SECOND_COMMAND]),
            ("curl a > file", 1, &[SECOND_COMMAND]),
            ("curl a\ncurl b", 1, &[SECOND_COMMAND]),
            ("curl a?b=1&c=2&d=3 &", 1, &[UNQUOTED_AMPERSAND, SECOND_COMMAND]),
            ("curl a \\\n b", 2, &[]),
        ] {
            let command = split(text, 1).expect(text);
            assert_eq!((command.words.len(), command.warnings()), (count, warnings), "{text}");
        }
    }

    #[test]
    fn unclosed_quotes_are_reported_with_their_line() {
        for (text, why) in [
            ("curl \\\n 'a", "line 2: the ' is not closed"),
            ("curl \"\na", "line 1: the \" is not closed"),
            ("curl \"${a", "line 1: the { is not closed"),
            ("curl `a", "line 1: the ` is not closed"),
            ("curl $(a", "line 1: the ( is not closed"),
            ("curl $'\\xff'", "line 1: a word is not UTF-8"),
            ("wget x", "expected a curl command, or the JSON of a Postman item or collection"),
            ("", "expected a curl command, or the JSON of a Postman item or collection"),
        ] {
            assert_eq!(split(text, 1).err().as_deref(), Some(why), "{text}");
        }
    }
}

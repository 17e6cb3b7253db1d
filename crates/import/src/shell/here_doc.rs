//! A here-document of a POSIX shell: lines after a command that are its standard input.

use std::iter::Peekable;
use std::str::Chars;

/// The beginning of a here-document.
pub(crate) struct HereDoc {
    /// The delimiter.
    end: String,
    /// Whether leading tabs are removed (`<<-`).
    is_indented: bool,
    /// Whether the shell expands variables, which it does if no part of the delimiter was quoted.
    expands: bool,
    line: usize,
}

impl HereDoc {
    /// Parses the delimiter after `<<`.
    pub(crate) fn begin(chars: &mut Peekable<Chars<'_>>, line: usize) -> Result<Self, String> {
        let is_indented = chars.next_if_eq(&'-').is_some();
        while chars.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        let (mut end, mut expands) = (String::new(), true);
        while let Some(c) = chars.next_if(|c| !c.is_whitespace() && !";|&<>".contains(*c)) {
            match c {
                '\'' | '"' | '\\' => expands = false,
                c => end.push(c),
            }
        }
        if end.is_empty() {
            return Err(format!("line {line}: expected a word after <<"));
        }
        Ok(Self { end, is_indented, expands, line })
    }

    /// Reads the lines, and returns the text and the variables in it.
    pub(crate) fn read(self, chars: &mut Peekable<Chars<'_>>) -> Result<(String, Vec<String>), String> {
        let mut text = String::new();
        while chars.peek().is_some() {
            let mut line = String::new();
            for c in chars.by_ref() {
                line.push(c);
                if c == '\n' {
                    break;
                }
            }
            let line = if self.is_indented { line.trim_start_matches('\t') } else { &line };
            if line.trim_end_matches(['\r', '\n']) == self.end {
                return Ok(if self.expands { expanded(&text) } else { (text, Vec::new()) });
            }
            text.push_str(line);
        }
        Err(format!("line {}: the here-document is not closed: expected a line with only its delimiter", self.line))
    }
}

/// The text without escapes, and the variables that a shell would expand, which are kept as written.
fn expanded(text: &str) -> (String, Vec<String>) {
    let (mut out, mut variables) = (String::new(), Vec::new());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next_if(|c| matches!(c, '$' | '`' | '\\' | '\n')) {
                Some('\n') => {}
                Some(c) => out.push(c),
                None => out.push('\\'),
            },
            '$' => {
                let mut name = String::from("$");
                match chars.peek() {
                    Some(open @ ('{' | '(')) => {
                        let close = if *open == '{' { '}' } else { ')' };
                        for c in chars.by_ref() {
                            name.push(c);
                            if c == close {
                                break;
                            }
                        }
                    }
                    _ => {
                        while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                            name.push(c);
                        }
                    }
                }
                out.push_str(&name);
                if name.len() > 1 {
                    variables.push(name);
                }
            }
            '`' => {
                let mut name = String::from("`");
                for c in chars.by_ref() {
                    name.push(c);
                    if c == '`' {
                        break;
                    }
                }
                out.push_str(&name);
                variables.push(name);
            }
            c => out.push(c),
        }
    }
    (out, variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Vec<String>), String> {
        let mut chars = text.chars().peekable();
        let here = HereDoc::begin(&mut chars, 7)?;
        chars.find(|c| *c == '\n');
        here.read(&mut chars)
    }

    #[test]
    fn lines_up_to_the_word_are_read() {
        for (text, content, variables) in [
            ("EOF\na\nb\nEOF\nc", "a\nb\n", &[][..]),
            ("-EOF\n\ta\n\tEOF", "a\n", &[]),
            (" 'E' | x\n$a \\$\nE", "$a \\$\n", &[]),
            (
                "E\r\n$a \\$ ${b} $(c) `d` \\\\ \\x $\r\nE\r\n",
                "$a $ ${b} $(c) `d` \\ \\x $\r\n",
                &["$a", "${b}", "$(c)", "`d`"],
            ),
        ] {
            let variables: Vec<String> = variables.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(read(text), Ok((content.to_owned(), variables)), "{text}");
        }
        assert!(read("EOF\na\n").is_err_and(|why| why.starts_with("line 7: ")));
        assert!(read("\na\n").is_err_and(|why| why.starts_with("line 7: ")));
    }
}

//! Splits a command line into options, their values and positional arguments.
//!
//! Errors never repeat a value or a positional argument, since either may be a token given by mistake.

use crate::text::truncate;
use lexopt::{Arg, Parser};
use std::ffi::OsString;

/// The longest name that a message repeats, in characters.
const MAX_NAME_LEN: usize = 64;

pub(crate) enum Token {
    Short(char),
    Long(String),
    /// An argument that is no option, and its position on the command line, from 1.
    Positional {
        text: String,
        position: usize,
    },
}

/// Reads arguments that are valid UTF-8.
pub(crate) struct Lexer {
    parser: Parser,
    count: usize,
}

impl Lexer {
    pub(crate) fn new(args: &[OsString]) -> Self {
        Self { parser: Parser::from_args(args), count: args.len() }
    }

    pub(crate) fn next(&mut self) -> Result<Option<Token>, String> {
        Ok(match self.parser.next().map_err(|error| without_value(&error))? {
            None => None,
            Some(Arg::Short(letter)) => Some(Token::Short(letter)),
            Some(Arg::Long(name)) => Some(Token::Long(name.to_owned())),
            Some(Arg::Value(text)) => {
                let left = self.parser.try_raw_args().map_or(0, |left| left.as_slice().len());
                let text = text.to_string_lossy().into_owned();
                Some(Token::Positional { text, position: self.count - left })
            }
        })
    }

    /// The value of the option that was read last.
    pub(crate) fn value(&mut self, name: &str) -> Result<String, String> {
        let value = self.parser.value().map_err(|_| format!("--{name}: expected a value"))?;
        Ok(value.to_string_lossy().into_owned())
    }

    /// The value after the `=` of the switch that was read last, or `on`.
    pub(crate) fn switch_value(&mut self) -> String {
        self.parser.optional_value().map_or_else(|| "on".to_owned(), |value| value.to_string_lossy().into_owned())
    }
}

/// The message of an error of lexopt, which would repeat the value.
fn without_value(error: &lexopt::Error) -> String {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => format!("{}: expected no value", short_name(option)),
        lexopt::Error::MissingValue { option: Some(option) } => format!("{}: expected a value", short_name(option)),
        _ => "the options cannot be understood".to_owned(),
    }
}

/// A name, cut to a length that fits a message.
pub(crate) fn short_name(name: &str) -> String {
    truncate(name, MAX_NAME_LEN)
}

//! The words of a command line, one after the other, and what is said of one that is not known.

use lexopt::{Arg, Parser};
use std::ffi::OsString;
use zoomuser::send::options::{OPTIONS, OptionInfo, OptionKind};
use zoomuser::update::related::nearest;

/// The name of an option on the command line.
pub(crate) fn dashed(info: &OptionInfo) -> String {
    info.name.replace('_', "-")
}

/// Whether the name alone sets an option: a switch that is off unless it is set.
pub(crate) fn is_flag(info: &OptionInfo) -> bool {
    matches!(info.kind, OptionKind::Switch) && info.default == "off"
}

/// An option that a command does not know; `known` are its own, those of the library come with `option`.
pub(crate) fn unknown(word: &Word, known: &[&str]) -> String {
    match word {
        Word::Long(name) => {
            let takes_options = known.contains(&"option");
            let options = OPTIONS.iter().filter(|info| takes_options && info.kind != OptionKind::Secret);
            let more: Vec<String> = options.map(dashed).collect();
            let all = known.iter().copied().chain(more.iter().map(String::as_str));
            format!("--{}: no such option{}", cut(name), hint("--", name, all))
        }
        Word::Short(letter) => format!("-{letter}: no such option"),
        Word::Plain { place, .. } => format!("argument {place}: expected no more words"),
    }
}

/// `; the nearest is ...`, or nothing.
pub(crate) fn hint<'a>(before: &str, word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(word, candidates).map(|near| format!("; the nearest is {before}{near}")).unwrap_or_default()
}

/// A name for use in a message.
pub(crate) fn cut(name: &str) -> String {
    crate::page::shortened(name, 64)
}

/// A word as it stands.
pub(crate) enum Word {
    Short(char),
    Long(String),
    Plain { text: String, place: usize },
}

impl Word {
    pub(crate) fn is_help(&self) -> bool {
        matches!(self, Self::Short('h')) || matches!(self, Self::Long(name) if name == "help")
    }
}

/// The words, one after the other. All are UTF-8.
pub(crate) struct Words {
    parser: Parser,
    count: usize,
}

impl Words {
    pub(crate) fn new(args: &[OsString]) -> Self {
        Self { parser: Parser::from_args(args), count: args.len() }
    }

    pub(crate) fn next(&mut self) -> Result<Option<Word>, String> {
        Ok(match self.parser.next().map_err(|why| explained(&why))? {
            None => None,
            Some(Arg::Short(letter)) => Some(Word::Short(letter)),
            Some(Arg::Long(name)) => Some(Word::Long(name.to_owned())),
            Some(Arg::Value(text)) => {
                let left = self.parser.try_raw_args().map_or(0, |left| left.as_slice().len());
                Some(Word::Plain { text: text.to_string_lossy().into_owned(), place: self.count - left })
            }
        })
    }

    /// The value of the option that was the last word.
    pub(crate) fn value(&mut self, name: &str) -> Result<String, String> {
        let value = self.parser.value().map_err(|_| format!("--{name}: expected a value"))?;
        Ok(value.to_string_lossy().into_owned())
    }

    /// The value of the switch that was the last word: what stands behind its `=`, or else `on`.
    pub(crate) fn flag(&mut self) -> String {
        self.parser.optional_value().map_or_else(|| "on".to_owned(), |value| value.to_string_lossy().into_owned())
    }

    pub(crate) fn end(&mut self) -> Result<(), String> {
        match self.next()? {
            None => Ok(()),
            Some(word) => Err(unknown(&word, &[])),
        }
    }
}

/// What lexopt complains about, without the value.
fn explained(why: &lexopt::Error) -> String {
    match why {
        lexopt::Error::UnexpectedValue { option, .. } => format!("{}: expected no value", cut(option)),
        lexopt::Error::MissingValue { option: Some(option) } => format!("{}: expected a value", cut(option)),
        _ => "the options cannot be understood".to_owned(),
    }
}

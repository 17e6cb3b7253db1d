//! The program that does what an imported request describes, in other languages.
//!
//! The token comes from the environment variable `ZOOM_TOKEN`, and the user from `ZOOM_USER` where the text leaves it
//! open.

mod c;
mod command;
mod purebasic;
mod python;

use super::import::Imported;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::update::encoding::{Encoding, compact, quote};
use crate::update::fields::field;
use crate::update::value::{Value, Wire};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// C, from C89 on.
    C,
    /// PureBasic.
    PureBasic,
    /// Python.
    Python,
    /// The command line `zoomuser`, in a POSIX shell.
    Command,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::C, Self::PureBasic, Self::Python, Self::Command];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::C => "c",
            Self::PureBasic => "purebasic",
            Self::Python => "python",
            Self::Command => "command",
        }
    }

    /// The language of this name.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        Self::ALL.iter().copied().find(|language| language.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|language| language.name()).collect();
            Error::new(Status::UnknownName, format!("language: expected one of {}", names.join(", ")))
        })
    }
}

/// Writes the program. What the language or its face cannot say is an error that names it.
pub fn program(imported: &Imported, language: Language) -> Result<String, Error> {
    let written = match language {
        Language::C => c::program(imported),
        Language::PureBasic => purebasic::program(imported),
        Language::Python => Ok(python::program(imported)),
        Language::Command => command::program(imported),
    };
    written.map_err(|why| Error::new(Status::InvalidArgument, format!("{}: {why}", language.name())))
}

/// The options that the call needs beside the token, with their values.
fn options(imported: &Imported) -> Vec<(&'static str, &str)> {
    let encoding = match imported.encoding {
        Encoding::Json => "",
        Encoding::Multipart => "multipart",
    };
    let all =
        [("base_url", imported.base_url.as_str()), ("sub_account_id", &imported.sub_account), ("encoding", encoding)];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// A field as it goes out.
fn wire<'a>((name, value): &'a (String, Value)) -> (&'a str, Wire<'a>) {
    (name, value.wire(field(name).map(|field| &field.kind)))
}

/// The members of a JSON object without its braces, one text each: `"name":value`.
fn members<'a>(entries: impl Iterator<Item = (&'a str, Wire<'a>)>) -> Vec<String> {
    let member = |(name, wire): (&str, Wire<'_>)| {
        let mut out = Vec::new();
        quote(name, &mut out);
        out.push(b':');
        match wire {
            Wire::Text(text) => quote(text, &mut out),
            Wire::Json(json) => compact(&json, &mut out),
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    entries.map(member).collect()
}

/// The fields as the members of a JSON object.
fn fields(imported: &Imported) -> Vec<String> {
    members(imported.fields.iter().map(wire))
}

/// The lines of a JSON object: `{` in front of the first member, `,` or `}` after each.
fn object_lines(members: &[String]) -> Vec<String> {
    if members.is_empty() {
        return vec!["{}".to_owned()];
    }
    let last = members.len() - 1;
    let line = |(i, member): (usize, &String)| {
        let (before, after) = (if i == 0 { "{" } else { "" }, if i == last { "}" } else { "," });
        format!("{before}{member}{after}")
    };
    members.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of a curl command with this JSON.
    pub(super) fn imported(user: &str, json: &str) -> Imported {
        let json = json.replace('\'', "'\\''");
        let text = format!(
            "curl -X PATCH 'https://api.zoom.us/v2/users/{user}' -H 'Content-Type: application/json' -d '{json}'"
        );
        super::super::import::import(&text).expect(&text)
    }

    #[test]
    fn languages_have_names() {
        for language in Language::ALL {
            assert_eq!(Language::from_name(language.name()), Ok(*language));
        }
        let error = Language::from_name("C").expect_err("no language");
        assert_eq!(error.message(), "language: expected one of c, purebasic, python, command");
    }

    #[test]
    fn no_program_has_a_field_too_much_or_too_little() {
        let imported = imported("me", r#"{"dept":"x","type":2,"pronouns":null,"unknown":[1.10]}"#);
        assert_eq!(
            object_lines(&fields(&imported)),
            ["{\"dept\":\"x\",", "\"type\":2,", "\"pronouns\":null,", "\"unknown\":[1.10]}"]
        );
        assert_eq!(object_lines(&[]), ["{}"]);
    }
}

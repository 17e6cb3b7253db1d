//! Generates a program that makes an imported update, in one of several languages.
//!
//! The program takes the token from the environment variable `ZOOM_TOKEN`, and the user from `ZOOM_USER` if the text has a
//! placeholder.

mod c;
mod call;
mod command;
mod purebasic;
mod python;

use crate::imported::Imported;
use zoomuser::{InputError, Status};

/// The language of a generated program.
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

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::C => "c",
            Self::PureBasic => "purebasic",
            Self::Python => "python",
            Self::Command => "command",
        }
    }

    /// The language of this name.
    ///
    /// # Errors
    ///
    /// [`Status::UnknownName`] with the list of names.
    pub fn from_name(name: &str) -> Result<Self, InputError> {
        Self::ALL.iter().copied().find(|language| language.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|language| language.name()).collect();
            InputError::new(Status::UnknownName, format!("language: expected one of {}", names.join(", ")))
        })
    }
}

/// Generates the program.
///
/// # Errors
///
/// [`Status::InvalidArgument`] if the language cannot express a value.
pub fn program(imported: &Imported, language: Language) -> Result<String, InputError> {
    let written = match language {
        Language::C => c::program(imported),
        Language::PureBasic => purebasic::program(imported),
        Language::Python => Ok(python::program(imported)),
        Language::Command => command::program(imported),
    };
    written.map_err(|why| InputError::new(Status::InvalidArgument, format!("{}: {why}", language.name())))
}

#[cfg(test)]
mod tests {
    use super::call::{fields, object_lines};
    use super::*;

    /// The import of a curl command with this JSON.
    pub(crate) fn imported(user: &str, json: &str) -> Imported {
        let json = json.replace('\'', "'\\''");
        let text = format!(
            "curl -X PATCH 'https://api.zoom.us/v2/users/{user}' -H 'Content-Type: application/json' -d '{json}'"
        );
        crate::import(&text).expect(&text)
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
    fn a_program_has_exactly_the_fields() {
        let imported = imported("me", r#"{"dept":"x","type":2,"pronouns":null,"unknown":[1.10]}"#);
        assert_eq!(
            object_lines(&fields(&imported)),
            ["{\"dept\":\"x\",", "\"type\":2,", "\"pronouns\":null,", "\"unknown\":[1.10]}"]
        );
        assert_eq!(object_lines(&[]), ["{}"]);
    }
}

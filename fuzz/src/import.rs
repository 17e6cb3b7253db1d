//! What must hold of every text that is read as a request of another program.

use crate::json::{fields, members};
use crate::{TOKEN, is_one_line};
use arbitrary::Unstructured;
use std::fmt::Write;
use zoomuser::UserPatch;
use zoomuser::internal::encoding::{Encoding, encode};
use zoomuser_import::{Imported, import};
use zoomuser_import::program::{Language, program};
use zoomuser::internal::render::{Format, export};
use zoomuser::internal::message::Sender;
use zoomuser::internal::request::Request;
use zoomuser::internal::validate::{CheckMode, validate};

/// Reads a text to which [`TOKEN`] was added in a token's place; `given` is the text without it.
///
/// Where the added words are not read as meant, a token that stands in the text anyway is not known to be one.
pub fn check_with_token(text: &str, given: &str) {
    let imported = check(text);
    let is_known = imported.is_some_and(|imported| imported.defects.iter().any(|d| d.field == "Authorization"));
    let shown = shown(text);
    assert!(!shown.contains(TOKEN) || (!is_known && given.contains(MARK)), "{shown}");
}

/// A part of [`TOKEN`] without signs that could be escaped.
const MARK: &str = "5ecret";

/// Everything that is made of a text, as text.
fn shown(text: &str) -> String {
    match import(text) {
        Err(error) => error.message().to_owned(),
        Ok(imported) => {
            let programs = Language::ALL.iter().map(|language| match program(&imported, *language) {
                Ok(text) => text,
                Err(error) => error.message().to_owned(),
            });
            format!("{imported:?}{}", programs.collect::<String>())
        }
    }
}

/// Reads a text and looks at what is made of it.
pub fn check(text: &str) -> Option<Imported> {
    let imported = match import(text) {
        Ok(imported) => imported,
        Err(error) => {
            assert!(is_one_line(error.message()) && error.message().len() < 500, "{error:?}");
            return None;
        }
    };
    for defect in &imported.defects {
        assert!(is_one_line(&defect.to_string()), "{defect:?}");
    }
    for (i, (name, _)) in imported.fields.iter().enumerate() {
        assert!(imported.fields[..i].iter().all(|(other, _)| other != name), "{name:?}");
    }
    for language in Language::ALL {
        match program(&imported, *language) {
            Ok(text) => {
                assert!(text.ends_with('\n'));
                assert!(text.is_ascii() || matches!(language, Language::Python | Language::Command));
                assert!(text.chars().all(|c| c == '\n' || !c.is_control()) || *language == Language::Command);
            }
            Err(error) => assert!(is_one_line(error.message()), "{error:?}"),
        }
    }
    Some(imported)
}

/// Renders an update made of bytes in one of the forms, and reads it back.
pub fn round(bytes: &mut Unstructured<'_>, formats: &[Format]) -> arbitrary::Result<()> {
    let format = *bytes.choose(formats)?;
    let encoding = *bytes.choose(&[Encoding::Json, Encoding::Multipart])?;
    let user_id: &str = bytes.arbitrary()?;
    let json = fields(bytes)?;
    let mut patch = UserPatch::new();
    if patch.set_all_json(&json).is_err() {
        return Ok(());
    }
    let Ok(checked) = validate(&patch, encoding).checked(CheckMode::Warn) else { return Ok(()) };
    let Ok(request) = Request::update_user(user_id, &checked, "") else { return Ok(()) };
    let sender = Sender { base_url: "https://api-eu.zoom.us/v2", user_agent: "" };
    let text = match export(&request, &sender, format) {
        Ok(export) => export.text,
        Err(error) => {
            assert!(is_one_line(error.message()), "{error:?}");
            return Ok(());
        }
    };
    let Some(imported) = check(&text) else { return Ok(()) };
    if let Some(id) = &imported.user_id {
        assert_eq!(id, user_id);
    }
    if encoding == Encoding::Json && imported.defects.is_empty() {
        let body = |patch: &UserPatch| String::from_utf8(encode(&patch.wire(), Encoding::Json).bytes).expect("UTF-8");
        let (sent, read) = (body(&patch), body(&imported.patch()));
        let (sent, read) = (members(&sent), members(&read));
        let mut difference = String::new();
        for ((name, value), (read_name, read_value)) in sent.iter().zip(&read) {
            if name != read_name || decoded(value) != decoded(read_value) {
                _ = write!(difference, "{name}: {value:?} {read_value:?}; ");
            }
        }
        assert!(sent.len() == read.len() && difference.is_empty(), "{difference}{text}");
    }
    Ok(())
}

/// Tokens with their strings decoded, where they can be.
fn decoded(tokens: &[&str]) -> Vec<String> {
    let decode = |token: &&str| match serde_json::from_str::<String>(token) {
        Ok(text) => format!("text {text}"),
        Err(_) => (*token).to_owned(),
    };
    tokens.iter().map(decode).collect()
}

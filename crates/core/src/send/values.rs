//! Values of options, read from text.

use super::options::{OptionInfo, OptionKind};
use super::secret::Secret;
use crate::VERSION;
use crate::answer::error::Error;
use crate::answer::status::Status;
use std::path::PathBuf;
use std::time::Duration;

/// The shortest and the longest token that is taken, in bytes. Zoom's have some hundreds; one of a few characters could
/// not be hidden in an answer without hiding innocent text.
const TOKEN_LENGTH: std::ops::RangeInclusive<usize> = 4..=16 * 1024;

/// The longest text of the options that go into a head, in bytes.
pub(super) const LONGEST_TEXT: usize = 1024;

pub(super) fn choice(info: &OptionInfo, value: &str) -> Result<usize, Error> {
    let OptionKind::Choice(words) = info.kind else { return Ok(0) };
    words.iter().position(|word| word.eq_ignore_ascii_case(value)).ok_or_else(|| expected(info))
}

pub(super) fn switch(info: &OptionInfo, value: &str) -> Result<bool, Error> {
    match value.to_ascii_lowercase().as_str() {
        "on" | "true" | "1" | "yes" => Ok(true),
        "off" | "false" | "0" | "no" => Ok(false),
        _ => Err(expected(info)),
    }
}

pub(super) fn milliseconds(info: &OptionInfo, value: &str) -> Result<Duration, Error> {
    let OptionKind::Milliseconds { min, max } = info.kind else { return Err(expected(info)) };
    match value.trim_ascii().parse::<u64>() {
        Ok(ms) if (min..=max).contains(&ms) => Ok(Duration::from_millis(ms)),
        _ => Err(expected(info)),
    }
}

pub(super) fn number(info: &OptionInfo, value: &str) -> Result<u32, Error> {
    let OptionKind::Number { min, max } = info.kind else { return Err(expected(info)) };
    match value.trim_ascii().parse::<u32>() {
        Ok(number) if (min..=max).contains(&number.into()) => Ok(number),
        _ => Err(expected(info)),
    }
}

pub(super) fn file(value: &str) -> Option<PathBuf> {
    (!value.is_empty()).then(|| PathBuf::from(value))
}

fn expected(info: &OptionInfo) -> Error {
    let takes = match info.kind {
        OptionKind::Number { min, max } => format!("a whole number from {min} to {max}"),
        OptionKind::Milliseconds { min, max } => format!("a whole number of milliseconds from {min} to {max}"),
        _ => format!("one of {}", info.takes()),
    };
    Error::new(Status::InvalidArgument, format!("{}: expected {takes}", info.name))
}

/// Reads an access token; "" is none.
pub(super) fn token(value: &str) -> Result<Secret, String> {
    if value.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return Err("give the token alone, without the word Bearer".to_owned());
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("expected letters, digits and signs without blanks".to_owned());
    }
    if !value.is_empty() && !TOKEN_LENGTH.contains(&value.len()) {
        return Err(format!("expected {} to {} characters", TOKEN_LENGTH.start(), TOKEN_LENGTH.end()));
    }
    Ok(Secret::new(value))
}

pub(super) fn too_long() -> String {
    format!("expected at most {LONGEST_TEXT} characters")
}

pub(super) fn user_agent(value: &str) -> Result<String, String> {
    if value.len() > LONGEST_TEXT {
        return Err(too_long());
    }
    if value.is_empty() {
        return Ok(format!("zoomuser/{VERSION}"));
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') || value.trim_ascii() != value {
        return Err("expected printable ASCII characters, no blank at either end".to_owned());
    }
    Ok(value.to_owned())
}

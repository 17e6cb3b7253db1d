//! The user and the fields: `USER name=value name:=JSON`.

use super::lexer::short_name;
use super::topic::Topic;
use zoomuser::internal::schema::field;

#[derive(Debug, Default)]
pub(crate) struct UserArgs {
    /// An id, an e-mail address, or `me`.
    pub(crate) id: Option<String>,
    pub(crate) fields: Vec<(String, FieldArg)>,
}

/// The value of a field.
#[derive(Debug, PartialEq)]
pub(crate) enum FieldArg {
    /// After `=`.
    Text(String),
    /// After `:=`.
    Json(String),
}

impl UserArgs {
    /// Takes a positional argument: the user first, then fields.
    pub(super) fn positional(&mut self, topic: Topic, text: &str, position: usize) -> Result<(), String> {
        let is_first = self.id.is_none() && self.fields.is_empty();
        if topic == Topic::Get && !is_first {
            return Err(format!("argument {position}: expected no more arguments than the user"));
        }
        match assignment(text) {
            // An e-mail address may hold `=`, but not after the name of a field.
            Some((name, _)) if is_first && topic != Topic::Check => {
                if field(name).is_some() {
                    return Err(format!(
                        "argument {position}: expected the user before the fields, got the field {name}"
                    ));
                }
                self.id = Some(text.to_owned());
            }
            None if is_first => self.id = Some(text.to_owned()),
            Some(("", _)) => return Err(format!("argument {position}: expected the name of a field before the =")),
            Some((name, value)) => {
                if self.fields.iter().any(|(other, _)| other == name) {
                    return Err(format!("argument {position}: the field {} is set twice", short_name(name)));
                }
                self.fields.push((name.to_owned(), value));
            }
            None if field(text).is_some() => {
                return Err(format!("argument {position}: expected {text}=value or {text}:=JSON, got the name alone"));
            }
            None => {
                return Err(format!(
                    "argument {position}: expected name=value (text) or name:=JSON, got text without ="
                ));
            }
        }
        Ok(())
    }
}

/// `name=value` or `name:=JSON`.
fn assignment(text: &str) -> Option<(&str, FieldArg)> {
    let (name, value) = text.split_once('=')?;
    Some(match name.strip_suffix(':') {
        Some(name) => (name, FieldArg::Json(value.to_owned())),
        None => (name, FieldArg::Text(value.to_owned())),
    })
}

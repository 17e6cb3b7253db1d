//! Validates an update as strictly as the documentation allows.

use std::convert::Infallible;

use crate::account::errors::ApiError;
use crate::account::fields::{self, EXCLUSIVE, Field, Kind, LOGIN_TYPES, Member};
use crate::http::record::Verdict;
use crate::http::request::Request;
use crate::json::Json;
use crate::text;

/// A valid update. A null clears the field.
pub(crate) struct Update {
    pub(crate) set: Vec<(&'static Field, Json)>,
    /// Unknown names, which have no effect.
    pub(crate) ignored: Vec<String>,
}

pub(crate) type Validated = Result<Update, ApiError>;
/// Field and message.
type FieldErrors = Vec<(String, String)>;

pub(crate) fn validate(request: &Request) -> Validated {
    validate_query(request.query())?;
    let content_type = request.header("content-type").unwrap_or_default();
    let (media, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    match media.trim().to_ascii_lowercase().as_str() {
        "application/json" if is_utf8(parameters) => validate_json(&request.body),
        "multipart/form-data" => validate_multipart(content_type, &request.body),
        _ => Err(ApiError::new(415, 300, "The content type must be application/json or multipart/form-data.")),
    }
}

pub(crate) fn verdict(validated: &Validated) -> Verdict {
    match validated {
        Ok(update) => Verdict::Accepted { ignored: update.ignored.clone() },
        Err(error) if error.fields.is_empty() => Verdict::Refused { reasons: vec![error.message.clone()] },
        Err(error) => Verdict::Refused {
            reasons: error.fields.iter().map(|(field, message)| format!("{field}: {message}")).collect(),
        },
    }
}

fn validate_query(query: &str) -> Result<(), ApiError> {
    let pairs = text::form_pairs(query);
    let mut errors = FieldErrors::new();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let known = name == "login_type" || name == "remove_tsp_credentials";
        if known && pairs[..index].iter().any(|(other, _)| other == name) {
            errors.push((name.clone(), "is given more than once".to_owned()));
        } else if name == "login_type" && !integer(value).is_some_and(|number| LOGIN_TYPES.contains(&number)) {
            errors.push((name.clone(), format!("must be one of {LOGIN_TYPES:?}")));
        } else if name == "remove_tsp_credentials" && !["true", "false"].contains(&value.as_str()) {
            errors.push((name.clone(), "must be true or false".to_owned()));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(ApiError::validation(errors)) }
}

/// No parameter, or the charset UTF-8.
fn is_utf8(parameters: &str) -> bool {
    let parameters = parameters.trim().to_ascii_lowercase();
    ["", "charset=utf-8", "charset=\"utf-8\""].contains(&parameters.as_str())
}

fn validate_json(body: &[u8]) -> Validated {
    let body = Json::parse(body).ok_or_else(ApiError::not_an_object)?;
    let mut collector = Collector::default();
    for (name, value) in body.members().ok_or_else(ApiError::not_an_object)? {
        if let Some(field) = collector.field(name) {
            let fitting = fit(&field.kind, value, name, &mut collector.errors);
            collector.set.push((field, fitting.ok_or_else(ApiError::not_an_object)?));
        }
    }
    collector.end()
}

fn validate_multipart(content_type: &str, body: &[u8]) -> Validated {
    let bad = |why: &str| ApiError::new(400, 300, format!("The multipart body is wrong: {why}."));
    let boundary = multer::parse_boundary(content_type).map_err(|error| bad(&error.to_string()))?;
    let parts = pollster::block_on(text_parts(boundary, body.to_vec())).map_err(|why| bad(&why))?;
    if parts.is_empty() {
        return Err(bad("it has no parts"));
    }
    let mut collector = Collector::default();
    for (name, text) in parts {
        let Some(field) = collector.field(&name) else { continue };
        let value = from_text(&field.kind, &text);
        match value.and_then(|value| fit(&field.kind, &value, &name, &mut collector.errors)) {
            Some(value) => collector.set.push((field, value)),
            None => collector.errors.push((name, format!("must be {}", description(&field.kind)))),
        }
    }
    collector.end()
}

/// The name and text of each part, or the reason why the body is invalid.
async fn text_parts(boundary: String, body: Vec<u8>) -> Result<Vec<(String, String)>, String> {
    let mut form = multer::Multipart::new(futures_util::stream::iter([Ok::<_, Infallible>(body)]), boundary);
    let mut parts = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|error| error.to_string())? {
        let disposition = part.headers().get("content-disposition").and_then(|value| value.to_str().ok());
        if !disposition.is_some_and(|value| value.to_ascii_lowercase().starts_with("form-data;")) {
            return Err("a part is not form-data".to_owned());
        }
        let Some(name) = part.name().map(str::to_owned) else { return Err("a part has no name".to_owned()) };
        if part.file_name().is_some() {
            return Err(format!("the part {name} is a file"));
        }
        let bytes = part.bytes().await.map_err(|error| error.to_string())?;
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| format!("the part {name} is not UTF-8"))?;
        parts.push((name, text));
    }
    Ok(parts)
}

/// The value for a text.
pub(crate) fn from_text(kind: &Kind, text: &str) -> Option<Json> {
    match kind {
        Kind::Text(_) | Kind::Choice(_) | Kind::Digits(..) => Some(text.into()),
        Kind::Integer(..) | Kind::Number(_) => integer(text).map(Json::Int),
        Kind::Boolean => text.parse().ok().map(Json::Bool),
        Kind::Texts | Kind::List(..) | Kind::Object(_) => Json::parse(text.as_bytes()),
    }
}

/// An optional minus and digits.
fn integer(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

#[derive(Default)]
struct Collector {
    set: Vec<(&'static Field, Json)>,
    ignored: Vec<String>,
    errors: FieldErrors,
}

impl Collector {
    /// Looks up a field. An unknown name is recorded as ignored, a repeated one as an error.
    fn field(&mut self, name: &str) -> Option<&'static Field> {
        let Some(field) = fields::find(name) else {
            self.ignored.push(name.to_owned());
            return None;
        };
        if self.value(name).is_some() {
            self.errors.push((name.to_owned(), "is given more than once".to_owned()));
        }
        Some(field)
    }

    fn value(&self, name: &str) -> Option<&Json> {
        self.set.iter().find(|(field, _)| field.name == name).map(|(_, value)| value)
    }

    fn is_set(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| *value != Json::Null)
    }

    fn end(mut self) -> Validated {
        if EXCLUSIVE.iter().filter(|name| self.is_set(name)).count() > 1 {
            let message = format!("{} cannot be changed together.", EXCLUSIVE.join(", "));
            return Err(ApiError::new(400, 300, message));
        }
        if self.is_set("phone_number") && !self.is_set("phone_country") {
            self.errors.push(("phone_country".to_owned(), "must be given with phone_number".to_owned()));
        }
        if !self.errors.is_empty() {
            return Err(ApiError::validation(self.errors));
        }
        Ok(Update { set: self.set, ignored: self.ignored })
    }
}

/// The value without unknown members; `None` if its JSON type is wrong. Violated limits are added to `errors`.
fn fit(kind: &Kind, value: &Json, path: &str, errors: &mut FieldErrors) -> Option<Json> {
    // Null is valid for a whole field, not inside a list or object.
    if *value == Json::Null && !path.contains(['.', '[']) {
        return Some(Json::Null);
    }
    match kind {
        Kind::Texts => return fit_items(value, path, |item, _| item.text().map(Json::from)),
        Kind::List(max, members) => {
            let items = fit_items(value, path, |item, path| fit_members(members, item, path, errors));
            if matches!(&items, Some(Json::List(items)) if items.len() > *max) {
                errors.push((path.to_owned(), format!("must have at most {max} items")));
            }
            return items;
        }
        Kind::Object(members) => return fit_members(members, value, path, errors),
        _ => {}
    }
    let within_limits = match kind {
        Kind::Text(max) => max.is_none_or(|max| value.text().is_some_and(|text| text.chars().count() <= max)),
        Kind::Choice(choices) => choices.contains(&value.text()?),
        Kind::Digits(min, max) => {
            let text = value.text()?;
            (*min..=*max).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit())
        }
        Kind::Integer(min, max) => (*min..=*max).contains(&value.int()?),
        Kind::Number(choices) => choices.contains(&value.int()?),
        Kind::Boolean | Kind::Texts | Kind::List(..) | Kind::Object(_) => true,
    };
    let right_type = match kind {
        Kind::Text(_) => value.text().is_some(),
        Kind::Boolean => value.bool().is_some(),
        _ => true,
    };
    if right_type && !within_limits {
        errors.push((path.to_owned(), format!("must be {}", description(kind))));
    }
    right_type.then(|| value.clone())
}

fn fit_items(value: &Json, path: &str, mut fit_one: impl FnMut(&Json, &str) -> Option<Json>) -> Option<Json> {
    let Json::List(items) = value else { return None };
    let items = items.iter().enumerate().map(|(index, item)| fit_one(item, &format!("{path}[{index}]")));
    items.collect::<Option<_>>().map(Json::List)
}

fn fit_members(members: &[Member], value: &Json, path: &str, errors: &mut FieldErrors) -> Option<Json> {
    value.members()?;
    let mut fitting = Vec::new();
    for member in members {
        let path = format!("{path}.{}", member.name);
        match value.get(member.name) {
            Some(value) => fitting.push((member.name.to_owned(), fit(&member.kind, value, &path, errors)?)),
            None if member.required => errors.push((path, "must be given".to_owned())),
            None => {}
        }
    }
    Some(Json::Object(fitting))
}

/// Completes "must be ...".
fn description(kind: &Kind) -> String {
    match kind {
        Kind::Text(Some(max)) => format!("text of at most {max} characters"),
        Kind::Text(None) => "text".to_owned(),
        Kind::Choice(choices) => format!("one of {}", choices.join(", ")),
        Kind::Digits(min, max) => format!("{min} to {max} digits"),
        Kind::Integer(min, max) => format!("a number from {min} to {max}"),
        Kind::Number(choices) => format!("one of {choices:?}"),
        Kind::Boolean => "true or false".to_owned(),
        Kind::Texts => "a list of strings".to_owned(),
        Kind::List(..) => "a list of objects".to_owned(),
        Kind::Object(_) => "an object".to_owned(),
    }
}

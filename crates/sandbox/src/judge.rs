//! Judges a change as strictly as the documentation allows.

use std::convert::Infallible;

use crate::errors::ApiError;
use crate::fields::{self, EXCLUSIVE, Field, Kind, LOGIN_TYPES, Member};
use crate::json::Json;
use crate::record::Verdict;
use crate::request::Request;
use crate::text;

/// What a right request changes. A null clears the field.
pub(crate) struct Change {
    pub(crate) set: Vec<(&'static Field, Json)>,
    /// Names that have no effect.
    pub(crate) ignored: Vec<String>,
}

type Judged = Result<Change, ApiError>;
/// Field and message.
type Problems = Vec<(String, String)>;

pub(crate) fn judge(request: &Request) -> Judged {
    judge_query(request.query())?;
    let content_type = request.header("content-type").unwrap_or_default();
    let (media, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    match media.trim().to_ascii_lowercase().as_str() {
        "application/json" if is_utf8(parameters) => judge_json(&request.body),
        "multipart/form-data" => judge_multipart(content_type, &request.body),
        _ => Err(ApiError::new(415, 300, "The content type must be application/json or multipart/form-data.")),
    }
}

pub(crate) fn verdict(judged: &Judged) -> Verdict {
    match judged {
        Ok(change) => Verdict::Accepted { ignored: change.ignored.clone() },
        Err(error) if error.fields.is_empty() => Verdict::Refused { reasons: vec![error.message.clone()] },
        Err(error) => Verdict::Refused {
            reasons: error.fields.iter().map(|(field, message)| format!("{field}: {message}")).collect(),
        },
    }
}

fn judge_query(query: &str) -> Result<(), ApiError> {
    let pairs = text::form_pairs(query);
    let mut problems = Problems::new();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let known = name == "login_type" || name == "remove_tsp_credentials";
        if known && pairs[..index].iter().any(|(other, _)| other == name) {
            problems.push((name.clone(), "is given more than once".to_owned()));
        } else if name == "login_type" && !integer(value).is_some_and(|number| LOGIN_TYPES.contains(&number)) {
            problems.push((name.clone(), format!("must be one of {LOGIN_TYPES:?}")));
        } else if name == "remove_tsp_credentials" && !["true", "false"].contains(&value.as_str()) {
            problems.push((name.clone(), "must be true or false".to_owned()));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(ApiError::validation(problems)) }
}

/// No parameter, or a charset that says UTF-8.
fn is_utf8(parameters: &str) -> bool {
    let parameters = parameters.trim().to_ascii_lowercase();
    ["", "charset=utf-8", "charset=\"utf-8\""].contains(&parameters.as_str())
}

fn judge_json(body: &[u8]) -> Judged {
    let body = Json::parse(body).ok_or_else(ApiError::not_an_object)?;
    let mut judgement = Judgement::default();
    for (name, value) in body.members().ok_or_else(ApiError::not_an_object)? {
        if let Some(field) = judgement.field(name) {
            let fitting = fit(&field.kind, value, name, &mut judgement.problems);
            judgement.set.push((field, fitting.ok_or_else(ApiError::not_an_object)?));
        }
    }
    judgement.end()
}

fn judge_multipart(content_type: &str, body: &[u8]) -> Judged {
    let bad = |why: &str| ApiError::new(400, 300, format!("The multipart body is wrong: {why}."));
    let boundary = multer::parse_boundary(content_type).map_err(|error| bad(&error.to_string()))?;
    let parts = pollster::block_on(text_parts(boundary, body.to_vec())).map_err(|why| bad(&why))?;
    if parts.is_empty() {
        return Err(bad("it has no parts"));
    }
    let mut judgement = Judgement::default();
    for (name, text) in parts {
        let Some(field) = judgement.field(&name) else { continue };
        let value = from_text(&field.kind, &text);
        match value.and_then(|value| fit(&field.kind, &value, &name, &mut judgement.problems)) {
            Some(value) => judgement.set.push((field, value)),
            None => judgement.problems.push((name, format!("must be {}", description(&field.kind)))),
        }
    }
    judgement.end()
}

/// Name and text of each part, or why there are none.
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

/// The value that a part's text stands for.
fn from_text(kind: &Kind, text: &str) -> Option<Json> {
    match kind {
        Kind::Text(_) | Kind::Choice(_) | Kind::Digits(..) => Some(text.into()),
        Kind::Integer(..) | Kind::Number(_) => integer(text).map(Json::Int),
        Kind::Boolean => text.parse().ok().map(Json::Bool),
        Kind::Texts | Kind::List(..) | Kind::Object(_) => Json::parse(text.as_bytes()),
    }
}

/// Digits with nothing around them but a minus.
fn integer(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

#[derive(Default)]
struct Judgement {
    set: Vec<(&'static Field, Json)>,
    ignored: Vec<String>,
    problems: Problems,
}

impl Judgement {
    /// The field of that name, once.
    fn field(&mut self, name: &str) -> Option<&'static Field> {
        let Some(field) = fields::find(name) else {
            self.ignored.push(name.to_owned());
            return None;
        };
        if self.value(name).is_some() {
            self.problems.push((name.to_owned(), "is given more than once".to_owned()));
        }
        Some(field)
    }

    fn value(&self, name: &str) -> Option<&Json> {
        self.set.iter().find(|(field, _)| field.name == name).map(|(_, value)| value)
    }

    fn is_set(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| *value != Json::Null)
    }

    fn end(mut self) -> Judged {
        if EXCLUSIVE.iter().filter(|name| self.is_set(name)).count() > 1 {
            let message = format!("{} cannot be changed together.", EXCLUSIVE.join(", "));
            return Err(ApiError::new(400, 300, message));
        }
        if self.is_set("phone_number") && !self.is_set("phone_country") {
            self.problems.push(("phone_country".to_owned(), "must be given with phone_number".to_owned()));
        }
        if !self.problems.is_empty() {
            return Err(ApiError::validation(self.problems));
        }
        Ok(Change { set: self.set, ignored: self.ignored })
    }
}

/// The value without unknown members; nothing if its JSON type is wrong. Broken limits are noted.
fn fit(kind: &Kind, value: &Json, path: &str, problems: &mut Problems) -> Option<Json> {
    // Null for a whole field stands for "no value"; inside a list or object it has no meaning.
    if *value == Json::Null && !path.contains(['.', '[']) {
        return Some(Json::Null);
    }
    match kind {
        Kind::Texts => return fit_items(value, path, |item, _| item.text().map(Json::from)),
        Kind::List(max, members) => {
            let items = fit_items(value, path, |item, path| fit_members(members, item, path, problems));
            if matches!(&items, Some(Json::List(items)) if items.len() > *max) {
                problems.push((path.to_owned(), format!("must have at most {max} items")));
            }
            return items;
        }
        Kind::Object(members) => return fit_members(members, value, path, problems),
        _ => {}
    }
    let good = match kind {
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
    if right_type && !good {
        problems.push((path.to_owned(), format!("must be {}", description(kind))));
    }
    right_type.then(|| value.clone())
}

fn fit_items(value: &Json, path: &str, mut fit_one: impl FnMut(&Json, &str) -> Option<Json>) -> Option<Json> {
    let Json::List(items) = value else { return None };
    let items = items.iter().enumerate().map(|(index, item)| fit_one(item, &format!("{path}[{index}]")));
    items.collect::<Option<_>>().map(Json::List)
}

fn fit_members(members: &[Member], value: &Json, path: &str, problems: &mut Problems) -> Option<Json> {
    value.members()?;
    let mut fitting = Vec::new();
    for member in members {
        let path = format!("{path}.{}", member.name);
        match value.get(member.name) {
            Some(value) => fitting.push((member.name.to_owned(), fit(&member.kind, value, &path, problems)?)),
            None if member.required => problems.push((path, "must be given".to_owned())),
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
        Kind::Texts => "a list of texts".to_owned(),
        Kind::List(..) => "a list of objects".to_owned(),
        Kind::Object(_) => "an object".to_owned(),
    }
}

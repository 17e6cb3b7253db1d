//! `cargo xtask spec-diff`: the catalogue beside an OpenAPI 3 file of Zoom's user API.
//!
//! Names, places, types, lengths, choices, counts, members, what is required and what is deprecated are compared; words
//! are not. What a schema says beyond that is a difference too, so that nothing new goes unseen.

use serde_json::Value;
use std::fmt;
use std::fs;
use std::path::Path;
use zoomuser::update::fields::{FIELDS, Field, Form, Kind, Member, Place};

/// One difference.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    /// The field, with its member where it has some.
    at: String,
    what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

/// A difference that is to be: where, what, and why.
const KNOWN: &[(&str, &str, &str)] = &[
    ("zoom_one_type", "72057594037927936 is 72057594037927940 in the file", ROUNDED),
    ("zoom_one_type", "144115188075855872 is 144115188075855870 in the file", ROUNDED),
    ("zoom_one_type", "576460752303423488 is 576460752303423500 in the file", ROUNDED),
    ("license_info_list[].license_option", "72057594037927936 is 72057594037927940 in the file", ROUNDED),
    ("license_info_list[].license_option", "144115188075855872 is 144115188075855870 in the file", ROUNDED),
    ("license_info_list[].license_option", "576460752303423488 is 576460752303423500 in the file", ROUNDED),
];

const ROUNDED: &str =
    "the file was written by a program that holds numbers as doubles; the exact one is a power of two";

/// Prints the differences; an error says how many have no reason.
pub(crate) fn run(file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let spec = serde_json::from_str(&text).map_err(|error| format!("{}: not JSON: {error}", file.display()))?;
    let differences = compare(FIELDS, &spec)?;
    let reason = |difference: &Difference| {
        KNOWN.iter().find(|(at, what, _)| difference.at == *at && difference.what == *what).map(|(.., why)| *why)
    };
    for difference in &differences {
        match reason(difference) {
            Some(why) => println!("known: {difference} ({why})"),
            None => println!("{difference}"),
        }
    }
    for (at, what, _) in KNOWN {
        if !differences.iter().any(|difference| difference.at == *at && difference.what == *what) {
            println!("no longer there: {at}: {what}");
        }
    }
    match differences.iter().filter(|difference| reason(difference).is_none()).count() {
        0 => Ok(()),
        count => Err(format!("{count} differences without a known reason")),
    }
}

/// Every difference between a catalogue and the operation that updates a user.
fn compare(fields: &[Field], spec: &Value) -> Result<Vec<Difference>, String> {
    let operation =
        spec.pointer("/paths/~1users~1{userId}/patch").ok_or("expected an OpenAPI file with PATCH /users/{userId}")?;
    let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
    let content = content.ok_or("expected the content of the request's body")?;
    let body = content.get("application/json").and_then(|json| json.get("schema"));
    let mut diff = Diff { spec, found: Vec::new() };
    for kind in content.keys().filter(|kind| *kind != "application/json") {
        diff.tell("", format!("the body may be {kind} in the file"));
    }
    let body = diff.resolved(body.ok_or("expected the schema of application/json")?);
    let parameters = operation.get("parameters").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let queries: Vec<(&str, &Value)> = parameters
        .iter()
        .map(|parameter| diff.resolved(parameter))
        .filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("query"))
        .filter_map(|parameter| Some((parameter.get("name")?.as_str()?, parameter)))
        .collect();
    for (place, names) in [
        (Place::Body, properties(body).map(|(name, _)| name).collect::<Vec<_>>()),
        (Place::Query, queries.iter().map(|(name, _)| *name).collect()),
    ] {
        for name in names {
            if !fields.iter().any(|field| field.name == name && field.place == place) {
                diff.tell(name, format!("the file has it in the {}, the catalogue does not", shown(place)));
            }
        }
    }
    for field in fields {
        let schema = match field.place {
            Place::Body => properties(body).find(|(name, _)| *name == field.name).map(|(_, schema)| schema),
            Place::Query => queries.iter().find(|(name, _)| *name == field.name).map(|(_, parameter)| *parameter),
        };
        match schema {
            Some(schema) => diff.field(field, schema),
            None => {
                diff.tell(field.name, format!("the catalogue has it in the {}, the file does not", shown(field.place)));
            }
        }
    }
    let required = texts(body.get("required"));
    let required =
        required.into_iter().chain(queries.iter().filter(|(_, p)| is_true(p.get("required"))).map(|(name, _)| *name));
    for name in required {
        diff.tell(name, "required in the file");
    }
    Ok(diff.found)
}

fn shown(place: Place) -> &'static str {
    match place {
        Place::Body => "body",
        Place::Query => "query",
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn is_true(value: Option<&Value>) -> bool {
    value == Some(&Value::Bool(true))
}

/// Words of a schema that say nothing that could differ.
const WORDS: &[&str] = &["type", "title", "description", "example", "examples", "default", "deprecated", "required"];

struct Diff<'a> {
    spec: &'a Value,
    found: Vec<Difference>,
}

impl<'a> Diff<'a> {
    fn tell(&mut self, at: &str, what: impl Into<String>) {
        self.found.push(Difference { at: at.to_owned(), what: what.into() });
    }

    /// What a `$ref` within the file stands for.
    fn resolved(&self, value: &'a Value) -> &'a Value {
        let pointer = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        pointer.and_then(|pointer| self.spec.pointer(pointer)).unwrap_or(value)
    }

    fn field(&mut self, field: &Field, schema: &'a Value) {
        let schema = self.resolved(schema);
        let inner = match field.place {
            Place::Query => self.resolved(schema.get("schema").unwrap_or(&Value::Null)),
            Place::Body => schema,
        };
        let deprecated = is_true(schema.get("deprecated")) || is_true(inner.get("deprecated"));
        if deprecated == field.deprecated.is_empty() {
            self.tell(
                field.name,
                if deprecated { "deprecated in the file" } else { "deprecated in the catalogue only" },
            );
        }
        self.kind(field.name, &field.kind, inner);
    }

    fn kind(&mut self, at: &str, kind: &Kind, schema: &'a Value) {
        let schema = self.resolved(schema);
        let (ours, theirs) = (json_type(kind), schema.get("type").and_then(Value::as_str).unwrap_or("nothing"));
        if ours != theirs {
            return self.tell(at, format!("its type is {ours} in the catalogue and {theirs} in the file"));
        }
        let compared: &[&str] = match kind {
            Kind::Text { min, max, form } => {
                self.number(at, schema, "minLength", *min);
                self.number(at, schema, "maxLength", *max);
                self.format(at, *form, schema);
                &["minLength", "maxLength", "format"]
            }
            Kind::TextChoice(choices) => {
                let ours: Vec<String> = choices.iter().map(|choice| choice.0.to_owned()).collect();
                self.choices(at, &ours, schema);
                &["enum"]
            }
            Kind::Integer { min, max } => {
                self.range(at, (*min, *max), schema);
                &["minLength", "maxLength", "minimum", "maximum", "format"]
            }
            Kind::IntegerChoice(choices) => {
                let ours: Vec<String> = choices.iter().map(|choice| choice.0.to_string()).collect();
                self.choices(at, &ours, schema);
                &["enum", "format"]
            }
            Kind::Boolean => &[],
            Kind::TextList { .. } => {
                const ITEM: Kind = Kind::Text { min: 0, max: 0, form: Form::Free };
                self.number(at, schema, "maxItems", 0);
                self.kind(&format!("{at}[]"), &ITEM, schema.get("items").unwrap_or(&Value::Null));
                &["items", "maxItems"]
            }
            Kind::ObjectList { max, members } => {
                self.number(at, schema, "maxItems", *max);
                self.kind(&format!("{at}[]"), &Kind::Object(members), schema.get("items").unwrap_or(&Value::Null));
                &["items", "maxItems"]
            }
            Kind::Object(members) => {
                self.members(at, members, schema);
                &["properties"]
            }
        };
        for word in schema.as_object().into_iter().flatten().map(|(word, _)| word.as_str()) {
            if !WORDS.contains(&word) && !compared.contains(&word) && !word.starts_with("x-") {
                self.tell(at, format!("the file says {word}, which the catalogue has no place for"));
            }
        }
    }

    /// A limit; 0 stands for none.
    fn number(&mut self, at: &str, schema: &Value, word: &str, ours: u32) {
        let theirs = schema.get(word).and_then(Value::as_u64).unwrap_or(0);
        if theirs != u64::from(ours) {
            self.tell(at, format!("{word} is {ours} in the catalogue and {theirs} in the file (0: none)"));
        }
    }

    /// Of the forms only the e-mail address has a word in a schema.
    fn format(&mut self, at: &str, form: Form, schema: &Value) {
        let ours = if form == Form::Email { "email" } else { "none" };
        let theirs = schema.get("format").and_then(Value::as_str).unwrap_or("none");
        if ours != theirs {
            self.tell(at, format!("its format is {ours} in the catalogue and {theirs} in the file"));
        }
    }

    /// A range, or the number of digits, which Zoom gives as a length.
    fn range(&mut self, at: &str, ours: (i64, i64), schema: &Value) {
        let power = |digits: u64| u32::try_from(digits).ok().and_then(|digits| 10_i64.checked_pow(digits));
        let digits = |word: &str| schema.get(word).and_then(Value::as_u64);
        let least = digits("minLength").and_then(|digits| power(digits.saturating_sub(1)));
        let most = digits("maxLength").and_then(power).map(|above| above - 1);
        let bound = |word: &str| schema.get(word).and_then(Value::as_i64);
        let theirs = (bound("minimum").or(least), bound("maximum").or(most));
        if theirs != (Some(ours.0), Some(ours.1)) {
            let text = |bound: Option<i64>| bound.map_or_else(|| "none".to_owned(), |bound| bound.to_string());
            let theirs = format!("{} to {}", text(theirs.0), text(theirs.1));
            self.tell(at, format!("its range is {} to {} in the catalogue and {theirs} in the file", ours.0, ours.1));
        }
    }

    fn choices(&mut self, at: &str, ours: &[String], schema: &Value) {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let theirs: Vec<String> =
            schema.get("enum").and_then(Value::as_array).into_iter().flatten().map(text).collect();
        let mut only_theirs: Vec<&String> = theirs.iter().filter(|choice| !ours.contains(choice)).collect();
        for choice in ours.iter().filter(|choice| !theirs.contains(choice)) {
            match only_theirs.iter().position(|other| is_rounded(choice, other)) {
                Some(i) => {
                    let other = only_theirs.remove(i);
                    self.tell(at, format!("{choice} is {other} in the file"));
                }
                None => self.tell(at, format!("the choice {choice} is in the catalogue only")),
            }
        }
        for choice in only_theirs {
            self.tell(at, format!("the choice {choice} is in the file only"));
        }
    }

    fn members(&mut self, at: &str, members: &[Member], schema: &'a Value) {
        let required = texts(schema.get("required"));
        for member in members {
            let inner = format!("{at}.{}", member.name);
            match properties(schema).find(|(name, _)| *name == member.name) {
                None => self.tell(&inner, "the catalogue has it, the file does not"),
                Some((_, schema)) => self.kind(&inner, &member.kind, schema),
            }
            let theirs = required.contains(&member.name);
            if theirs != member.required {
                self.tell(&inner, if theirs { "required in the file" } else { "required in the catalogue only" });
            }
        }
        for (name, _) in properties(schema).filter(|(name, _)| !members.iter().any(|member| member.name == *name)) {
            self.tell(&format!("{at}.{name}"), "the file has it, the catalogue does not");
        }
    }
}

fn json_type(kind: &Kind) -> &'static str {
    match kind.json_type() {
        "text" => "string",
        other => other,
    }
}

/// Whether one number is the other as a double shows it.
fn is_rounded(exact: &str, shown: &str) -> bool {
    let double = |text: &str| text.parse::<i64>().ok().map(|number| number as f64);
    double(exact).is_some() && double(exact) == double(shown)
}

#[cfg(test)]
mod tests;

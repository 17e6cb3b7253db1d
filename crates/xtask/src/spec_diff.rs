//! `cargo xtask spec-diff`: the catalogue beside an OpenAPI 3 file of Zoom's user API.
//!
//! Both become facts: names, places, types, lengths, choices, counts, members, what is required and what is deprecated; words
//! are not compared. Anything else in a schema is a fact too, so that nothing new is missed.

use crate::files::read;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use zoomuser::internal::schema::{FIELDS, Field, Kind, Place, TextFormat};

/// What is said, by what it is about: `phones[].b` is a string, and `phones[].b required` is yes.
type Facts = BTreeMap<String, String>;

/// Differences that are to be: what they are about, and why.
const KNOWN: &[(&str, &str)] = &[
    ("zoom_one_type choice 72057594037927940", ROUNDED),
    ("zoom_one_type choice 144115188075855870", ROUNDED),
    ("zoom_one_type choice 576460752303423500", ROUNDED),
    ("license_info_list[].license_option choice 72057594037927940", ROUNDED),
    ("license_info_list[].license_option choice 144115188075855870", ROUNDED),
    ("license_info_list[].license_option choice 576460752303423500", ROUNDED),
];

const ROUNDED: &str =
    "the file was written by a program that holds numbers as doubles; the exact one is a power of two";

/// Words of a schema that say nothing that could differ, or are read with others.
const WORDS: &[&str] = &["type", "title", "description", "example", "examples", "default", "required"];

/// Prints the differences; the error has the number of unexplained ones.
pub(crate) fn run(file: &Path) -> Result<(), String> {
    let text = read(file)?;
    let spec = serde_json::from_str(&text).map_err(|error| format!("{}: not JSON: {error}", file.display()))?;
    let differences = compare(FIELDS, &spec)?;
    let mut unexplained = 0;
    for (about, difference) in &differences {
        // A choice that the file no longer has is no longer a rounded one.
        let is_gone = difference.ends_with("nothing in the file");
        match KNOWN.iter().find(|(known, _)| known == about && !is_gone) {
            Some((_, why)) => println!("known: {about}: {difference} ({why})"),
            None => {
                println!("{about}: {difference}");
                unexplained += 1;
            }
        }
    }
    for (about, _) in KNOWN.iter().filter(|(about, _)| !differences.contains_key(*about)) {
        println!("no longer there: {about}");
    }
    if unexplained == 0 { Ok(()) } else { Err(format!("{unexplained} differences without a known reason")) }
}

/// Every difference between a catalogue and the operation that updates a user, by what it is about.
fn compare(fields: &[Field], spec: &Value) -> Result<Facts, String> {
    let (ours, theirs) = (catalogue(fields), file(spec)?);
    let is_part_of_other = |about: &str| {
        let mut wholes = about.match_indices([' ', '[', '.']).map(|(at, _)| &about[..at]);
        wholes.any(|whole| ours.get(whole) != theirs.get(whole))
    };
    let all: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let different = all.into_iter().filter(|about| ours.get(*about) != theirs.get(*about) && !is_part_of_other(about));
    let shown = |facts: &Facts, about| facts.get(about).map_or("nothing", String::as_str).to_owned();
    let difference = |about| format!("{} in the catalogue, {} in the file", shown(&ours, about), shown(&theirs, about));
    Ok(different.map(|about| (about.clone(), difference(about))).collect())
}

fn catalogue(fields: &[Field]) -> Facts {
    let mut facts = Facts::from([("content application/json".to_owned(), "yes".to_owned())]);
    for field in fields {
        add_kind(&mut facts, field.name, &field.kind, place(field.place));
        if !field.deprecated.is_empty() {
            facts.insert(format!("{} deprecated", field.name), "yes".to_owned());
        }
    }
    facts
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Body => " of the body",
        Place::Query => " of the query",
    }
}

fn add_kind(facts: &mut Facts, at: &str, kind: &Kind, place: &str) {
    const ITEM: Kind = Kind::Text { min: 0, max: 0, format: TextFormat::Free };
    let json_type = if kind.json_type() == "text" { "string" } else { kind.json_type() };
    facts.insert(at.to_owned(), format!("{json_type}{place}"));
    let mut add = |word: &str, value: String| facts.insert(format!("{at} {word}"), value);
    match kind {
        Kind::Text { min, max, format } => {
            for (word, number) in
                [("minLength", min), ("maxLength", max)].into_iter().filter(|(_, number)| **number > 0)
            {
                add(word, number.to_string());
            }
            // Of the forms only the e-mail address has a word in a schema.
            if *format == TextFormat::Email {
                add("format", "email".to_owned());
            }
        }
        Kind::Integer { min, max } => {
            add("minimum", min.to_string());
            add("maximum", max.to_string());
        }
        Kind::TextChoice(choices) => choices.iter().for_each(|(choice, _)| add_choice(facts, at, &(*choice).into())),
        Kind::IntegerChoice(choices) => choices.iter().for_each(|(choice, _)| add_choice(facts, at, &(*choice).into())),
        Kind::Boolean => {}
        Kind::TextList { .. } => add_kind(facts, &format!("{at}[]"), &ITEM, ""),
        Kind::ObjectList { max, members } => {
            if *max > 0 {
                add("maxItems", max.to_string());
            }
            add_kind(facts, &format!("{at}[]"), &Kind::Object(members), "");
        }
        Kind::Object(members) => {
            for member in *members {
                let at = format!("{at}.{}", member.name);
                add_kind(facts, &at, &member.kind, "");
                if member.required {
                    facts.insert(format!("{at} required"), "yes".to_owned());
                }
            }
        }
    }
}

/// A choice, under the name that it has as a double if it is a number.
fn add_choice(facts: &mut Facts, at: &str, choice: &Value) {
    let text = text(choice);
    let name = choice.as_i64().map_or_else(|| text.clone(), |number| (number as f64).to_string());
    facts.insert(format!("{at} choice {name}"), text);
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What the file says of the operation that updates a user.
fn file(spec: &Value) -> Result<Facts, String> {
    let operation =
        spec.pointer("/paths/~1users~1{userId}/patch").ok_or("expected an OpenAPI file with PATCH /users/{userId}")?;
    let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
    let content = content.ok_or("expected the content of the request's body")?;
    let body = content.get("application/json").and_then(|json| json.get("schema"));
    let mut file = File { spec, facts: Facts::new() };
    for kind in content.keys() {
        file.say(&format!("content {kind}"), "yes");
    }
    let body = file.resolved(body.ok_or("expected the schema of application/json")?);
    for (name, schema) in members(body.get("properties")) {
        file.schema(name, schema, place(Place::Body));
    }
    for name in list(body.get("required")).filter_map(Value::as_str) {
        file.say(&format!("{name} required"), "yes");
    }
    for parameter in list(operation.get("parameters")) {
        let parameter = file.resolved(parameter);
        let Some(name) = parameter.get("name").and_then(Value::as_str) else { continue };
        if parameter.get("in").and_then(Value::as_str) == Some("query") {
            file.schema(name, parameter.get("schema").unwrap_or(&Value::Null), place(Place::Query));
            for word in ["required", "deprecated"].into_iter().filter(|word| parameter.get(word) == Some(&true.into()))
            {
                file.say(&format!("{name} {word}"), "yes");
            }
        }
    }
    Ok(file.facts)
}

fn members(object: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.and_then(Value::as_object).into_iter().flatten()
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

struct File<'a> {
    spec: &'a Value,
    facts: Facts,
}

impl<'a> File<'a> {
    fn say(&mut self, about: &str, what: &str) {
        self.facts.insert(about.to_owned(), what.to_owned());
    }

    /// The target of a `$ref` within the file.
    fn resolved(&self, value: &'a Value) -> &'a Value {
        let pointer = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        pointer.and_then(|pointer| self.spec.pointer(pointer)).unwrap_or(value)
    }

    fn schema(&mut self, at: &str, schema: &'a Value, place: &str) {
        let schema = self.resolved(schema);
        let kind = schema.get("type").and_then(Value::as_str).unwrap_or("something");
        self.say(at, &format!("{kind}{place}"));
        for (word, value) in members(Some(schema)).filter(|(word, _)| !WORDS.contains(&word.as_str())) {
            match (word.as_str(), kind) {
                (word, _) if word.starts_with("x-") => {}
                ("format", "integer") => {}
                ("deprecated", _) if *value != true => {}
                ("deprecated", _) => self.say(&format!("{at} deprecated"), "yes"),
                ("properties", _) => {
                    members(Some(value)).for_each(|(name, member)| self.schema(&format!("{at}.{name}"), member, ""));
                    for name in list(schema.get("required")).filter_map(Value::as_str) {
                        self.say(&format!("{at}.{name} required"), "yes");
                    }
                }
                ("items", _) => self.schema(&format!("{at}[]"), value, ""),
                ("enum", _) => list(Some(value)).for_each(|choice| add_choice(&mut self.facts, at, choice)),
                ("minLength" | "maxLength", "integer") => {
                    // The number of digits, unless the range is there too.
                    if let Some((word, bound)) = bound(word, value) {
                        self.facts.entry(format!("{at} {word}")).or_insert(bound);
                    }
                }
                ("minLength" | "maxLength" | "maxItems", _) if *value == 0 => {}
                _ => self.say(&format!("{at} {word}"), &text(value)),
            }
        }
    }
}

/// The range that a number of digits means, which Zoom gives as a length.
fn bound(word: &str, digits: &Value) -> Option<(&'static str, String)> {
    let power = |digits: u64| 10_i64.checked_pow(u32::try_from(digits).ok()?);
    let digits = digits.as_u64()?;
    match word {
        "minLength" => Some(("minimum", power(digits.saturating_sub(1))?.to_string())),
        _ => Some(("maximum", (power(digits)? - 1).to_string())),
    }
}

#[cfg(test)]
mod tests;

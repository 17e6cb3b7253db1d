//! The check: a patch against the catalogue, before anything is sent.
//!
//! Documented limits, unknown names and names that this call does not change are errors. What is only partly
//! documented (time zones, languages, countries, the form of `manager`, Chinese names, deprecations) is a warning.

use super::encoding::Encoding;
use super::fields::{Form, Kind, Member, Place, field, place};
use super::lists::{COUNTRIES, LANGUAGES, TIMEZONES};
use super::patch::{UserPatch, quoted};
use super::related::{advice, advice_on_member};
use super::value::{Value, Wire, is_integer};
use crate::answer::outcome::Problem;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::fmt;

/// What the check found, all of it.
#[derive(Debug, Default)]
pub struct Report {
    /// What no request can carry; stops the call in every mode.
    pub blocking: Vec<Problem>,
    /// What Zoom would refuse or ignore; stops the call unless `check=warn`.
    pub errors: Vec<Problem>,
    /// What Zoom may refuse.
    pub warnings: Vec<Problem>,
}

impl Report {
    fn block(&mut self, at: impl ToString, message: impl Into<String>) {
        self.blocking.push(Problem::new(at.to_string(), message));
    }

    fn error(&mut self, at: impl ToString, message: impl Into<String>) {
        self.errors.push(Problem::new(at.to_string(), message));
    }

    fn warn(&mut self, at: impl ToString, message: impl Into<String>) {
        self.warnings.push(Problem::new(at.to_string(), message));
    }
}

/// Judges a patch that is to be sent in this encoding.
pub fn check(patch: &UserPatch, encoding: Encoding) -> Report {
    let mut report = Report::default();
    for (name, value) in patch.iter() {
        check_entry(name, value, encoding, &mut report);
    }
    check_together(patch, &mut report);
    check_body(patch, encoding, &mut report);
    report
}

fn check_entry(name: &str, value: &Value, encoding: Encoding, report: &mut Report) {
    if name.is_empty() || name.chars().any(char::is_control) {
        return report.block(quoted(name), "a field name must not be empty and must not hold control characters");
    }
    let known = field(name);
    let wire = value.wire(known.map(|field| &field.kind));
    let seen = match Seen::of(&wire) {
        Ok(seen) => seen,
        Err(why) => return report.block(quoted(name), why),
    };
    if matches!(seen, Seen::Null) && place(name) == Place::Query {
        return report.block(name, "null has no form in a query: leave the name out");
    }
    if matches!(seen, Seen::Null) && encoding == Encoding::Multipart {
        return report.block(quoted(name), "null has no form in multipart: use encoding=json");
    }
    let Some(field) = known else {
        return report.error(quoted(name), advice(name));
    };
    if !field.deprecated.is_empty() {
        report.warn(name, format!("deprecated by Zoom: use {}", field.deprecated));
    }
    if matches!(seen, Seen::Null) {
        return report.warn(name, "what Zoom does with null is not documented");
    }
    judge(&field.kind, seen, Path::Field(name), report);
    if field.name == "type" && matches!(&wire, Wire::Json(json) if json == "99") {
        report.warn(name, "99 is only for users that single sign-on creates");
    }
}

/// What the names have to do with each other.
fn check_together(patch: &UserPatch, report: &mut Report) {
    let mut told: Vec<&str> = Vec::new();
    for known in patch.iter().filter_map(|(name, _)| field(name)) {
        let others: Vec<&str> = known.excludes.iter().copied().filter(|other| patch.get(other).is_some()).collect();
        if !others.is_empty() && !told.contains(&known.name) {
            report.error(known.name, format!("set only one of {} and {} in a call", known.name, others.join(", ")));
            told.extend(others);
        }
        if !known.needs.is_empty() && patch.get(known.needs).is_none() {
            report.error(known.name, format!("needs {} in the same call", known.needs));
        }
    }
}

/// Whether there is something to send.
fn check_body(patch: &UserPatch, encoding: Encoding, report: &mut Report) {
    if patch.is_empty() {
        report.block("", "the patch is empty: set at least one field");
    } else if encoding == Encoding::Multipart && patch.iter().all(|(name, _)| place(name) == Place::Query) {
        report.block("", "multipart needs at least one field in the body: set one, or use encoding=json");
    }
}

/// A value as the judge sees it.
enum Seen<'a> {
    Null,
    Boolean,
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    Array(Vec<Json>),
    Object(serde_json::Map<String, Json>),
}

impl<'a> Seen<'a> {
    fn of(wire: &'a Wire<'a>) -> Result<Self, &'static str> {
        let json = match wire {
            Wire::Text(text) => return Ok(Self::Text((*text).into())),
            Wire::Json(json) => json.as_ref(),
        };
        match json.as_bytes().first() {
            Some(b'n') => Ok(Self::Null),
            Some(b't' | b'f') => Ok(Self::Boolean),
            Some(b'-' | b'0'..=b'9') => Ok(Self::Number(json.into())),
            Some(b'"') => serde_json::from_str(json)
                .map(|text: String| Self::Text(text.into()))
                .map_err(|_| "the text holds half a character (a lone surrogate)"),
            _ => serde_json::from_str(json)
                .map(|Whole(json)| Self::of_json(json))
                .map_err(|_| "the JSON is nested too deeply, holds half a character, or has a member twice"),
        }
    }

    fn of_json(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(_) => Self::Boolean,
            Json::Number(number) => Self::Number(number.to_string().into()),
            Json::String(text) => Self::Text(text.into()),
            Json::Array(items) => Self::Array(items),
            Json::Object(members) => Self::Object(members),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// Where a value stands; only a problem makes text of it.
#[derive(Clone, Copy)]
enum Path<'a> {
    Field(&'a str),
    Item(&'a Path<'a>, usize),
    Member(&'a Path<'a>, &'a str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Item(list, i) => write!(f, "{list}[{i}]"),
            Self::Member(object, name) => write!(f, "{object}.{}", quoted(name)),
        }
    }
}

/// JSON in which no member stands twice: of two, nobody knows which one counts.
struct Whole(Json);

impl<'de> serde_core::Deserialize<'de> for Whole {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor)
    }
}

struct WholeVisitor;

impl<'de> serde_core::de::Visitor<'de> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Whole, E> {
        Ok(Whole(Json::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Whole, E> {
        Ok(Whole(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Whole, E> {
        Ok(Whole(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Whole, E> {
        Ok(Whole(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Whole, E> {
        Ok(Whole(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Whole, E> {
        Ok(Whole(value.into()))
    }

    fn visit_seq<A: serde_core::de::SeqAccess<'de>>(self, mut items: A) -> Result<Whole, A::Error> {
        let mut list = Vec::new();
        while let Some(Whole(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Whole(Json::Array(list)))
    }

    fn visit_map<A: serde_core::de::MapAccess<'de>>(self, mut members: A) -> Result<Whole, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some((name, Whole(value))) = members.next_entry::<String, Whole>()? {
            if object.insert(name, value).is_some() {
                return Err(serde_core::de::Error::custom("a member stands twice"));
            }
        }
        Ok(Whole(Json::Object(object)))
    }
}

fn judge(kind: &Kind, seen: Seen<'_>, path: Path<'_>, report: &mut Report) {
    match (kind, seen) {
        (Kind::Text { min, max, form }, Seen::Text(text)) => {
            judge_length(&text, *min, *max, path, report);
            judge_form(&text, *form, path, report);
        }
        (Kind::TextChoice(choices), Seen::Text(text)) => {
            if !choices.iter().any(|choice| choice.0 == text) {
                report.error(path, format!("expected one of {}", list(choices.iter().map(|choice| choice.0))));
            }
        }
        (Kind::Integer { min, max }, Seen::Number(number)) => match integer(&number) {
            Some(number) if (*min..=*max).contains(&number) => {}
            _ => report.error(path, format!("expected a whole number from {min} to {max}")),
        },
        (Kind::IntegerChoice(choices), Seen::Number(number)) => {
            let number = integer(&number);
            if !choices.iter().any(|choice| Some(choice.0) == number) {
                report.error(path, format!("expected one of {}", list(choices.iter().map(|choice| choice.0))));
            }
        }
        (Kind::Boolean, Seen::Boolean) => {}
        (Kind::TextList { usual }, Seen::Array(items)) => {
            if *usual > 0 && items.len() > *usual as usize {
                report.warn(path, format!("Zoom describes it with {usual} item, got {}", items.len()));
            }
            const ITEM: Kind = Kind::Text { min: 0, max: 0, form: Form::Free };
            for (i, item) in items.into_iter().enumerate() {
                judge(&ITEM, Seen::of_json(item), Path::Item(&path, i), report);
            }
        }
        (Kind::ObjectList { max, members }, Seen::Array(items)) => {
            judge_count(items.len(), *max, path, report);
            for (i, item) in items.into_iter().enumerate() {
                judge(&Kind::Object(members), Seen::of_json(item), Path::Item(&path, i), report);
            }
        }
        (Kind::Object(members), Seen::Object(given)) => judge_members(members, given, path, report),
        (Kind::ObjectList { .. }, Seen::Object(_)) => {
            report.error(path, "expected an array of objects: put the object in [ ]");
        }
        (Kind::Text { .. } | Kind::TextChoice(_), Seen::Number(_)) => {
            report.error(path, "expected text, got a number: put it in quotes");
        }
        (kind, seen) => report.error(path, format!("expected {}, got {}", expected(kind), seen.kind())),
    }
}

fn judge_length(text: &str, min: u32, max: u32, path: Path<'_>, report: &mut Report) {
    let length = text.chars().count();
    if length < min as usize || (max > 0 && length > max as usize) {
        let limit = if min == 0 { format!("at most {max}") } else { format!("{min} to {max}") };
        report.error(path, format!("expected {limit} characters, got {length}"));
    }
}

fn judge_form(text: &str, form: Form, path: Path<'_>, report: &mut Report) {
    let in_list = |ids: &[&str]| ids.binary_search(&text).is_ok();
    match form {
        Form::Free => {}
        Form::Name { chinese } => {
            let count = text.chars().filter(|c| is_chinese(*c)).count();
            if count > chinese as usize {
                report.warn(path, format!("Zoom takes at most {chinese} Chinese characters, got {count}"));
            }
        }
        Form::Digits if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) => {
            report.error(path, "expected digits only");
        }
        Form::Email if !is_email(text) => report.warn(path, "Zoom describes it as an e-mail address"),
        Form::Timezone if !in_list(TIMEZONES) => report.warn(path, "not a time zone id of Zoom's list"),
        Form::Language if !in_list(LANGUAGES) => report.warn(path, "not a language id of Zoom's list"),
        Form::Country if !in_list(COUNTRIES) => report.warn(path, "not a two-letter country id of Zoom's list"),
        Form::CallingCode if !is_calling_code(text) => {
            report.warn(path, "Zoom documents the form + and digits, e.g. +49");
        }
        Form::Plain if text.contains("://") || text.to_ascii_lowercase().contains("www.") || has_tag(text) => {
            report.warn(path, "Zoom refuses links and HTML here");
        }
        Form::LinkedIn if !text.is_empty() && !text.to_ascii_lowercase().contains("linkedin.com") => {
            report.error(path, "expected a URL that contains linkedin.com");
        }
        _ => {}
    }
}

fn judge_count(count: usize, max: u32, path: Path<'_>, report: &mut Report) {
    if max > 0 && count > max as usize {
        report.error(path, format!("expected at most {max} items, got {count}"));
    }
}

fn judge_members(members: &[Member], given: serde_json::Map<String, Json>, path: Path<'_>, report: &mut Report) {
    for member in members.iter().filter(|member| member.required && !given.contains_key(member.name)) {
        report.error(path, format!("the member {} is missing", member.name));
    }
    for (name, json) in given {
        let inner = Path::Member(&path, &name);
        match members.iter().find(|member| member.name == name) {
            Some(member) => judge(&member.kind, Seen::of_json(json), inner, report),
            None => {
                let advice = match path {
                    Path::Field(field) => advice_on_member(field, &name),
                    Path::Item(..) | Path::Member(..) => None,
                };
                let unknown = || format!("no such member; expected {}", list(members.iter().map(|m| m.name)));
                report.error(inner, advice.unwrap_or_else(unknown));
            }
        }
    }
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text { .. } | Kind::TextChoice(_) => "text",
        Kind::Integer { .. } | Kind::IntegerChoice(_) => "a whole number",
        Kind::Boolean => "true or false",
        Kind::TextList { .. } => "an array of texts",
        Kind::ObjectList { .. } => "an array of objects",
        Kind::Object(_) => "an object",
    }
}

fn integer(number: &str) -> Option<i64> {
    if is_integer(number) { number.parse().ok() } else { None }
}

fn list<T: ToString>(items: impl Iterator<Item = T>) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.contains('@') && !text.contains(char::is_whitespace)
    })
}

fn is_calling_code(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether there is something like `<b>` or `</p>`.
fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(json: &str) -> Report {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        check(&patch, Encoding::Json)
    }

    fn lines(problems: &[Problem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn good_values_pass_without_a_word() {
        let found = report(
            r#"{"first_name":"Ada","last_name":"Lovelace","display_name":"A","type":2,"pmi":1234567890,"use_pmi":false,
            "timezone":"Europe/Berlin","language":"de-DE","dept":"","vanity_name":"ada","host_key":"001234",
            "cms_user_id":"k","job_title":"j","company":"c","location":"l","custom_attributes":[{"key":"k","name":"n","value":"v"}],
            "group_id":"g","phone_numbers":[{"country":"US","code":"+1","number":"5550100","label":"Mobile"}],
            "manager":"b@c.org","pronouns":"she","pronouns_option":3,"feature":{"zoom_phone":true},"about_me":"a < b",
            "linkedin_url":"https://www.LinkedIn.com/in/ada","cost_center":"1","division_ids":["a"],
            "license_info_list":[{"license_type":"MEETING","license_option":2,"subscription_id":"SUBREF-1"}],
            "login_type":100,"remove_tsp_credentials":true}"#,
        );
        assert_eq!((lines(&found.blocking), lines(&found.errors), lines(&found.warnings)), (vec![], vec![], vec![]));
        for one in [r#"{"zoom_one_type":576460752303423488}"#, r#"{"plan_united_type":"none"}"#] {
            assert_eq!(lines(&report(one).errors), Vec::<String>::new());
        }
    }

    #[test]
    fn all_errors_are_told_at_once() {
        let long = "x".repeat(65);
        let report = report(&format!(
            r#"{{"first_name":"{long}","type":"2","pmi":123,"use_pmi":1,"host_key":"12345a","phone_number":"1",
            "custom_attributes":{{"key":"k"}},"phone_numbers":[{{"label":"mobile","verified":true}},{{}},{{}},{{}}],
            "pronouns_option":1.0,"plan_united_type":1,"zoom_one_type":576460752303423500,"feature":{{"zoom_phone":"on"}},
            "linkedin_url":"https://example.com","division_ids":["a",1],"license_info_list":[{{"license_option":2}}],
            "email":"a@b.org","nmae":"x","last_name":null,"login_type":2}}"#
        ));
        assert_eq!(
            lines(&report.errors),
            [
                "first_name: expected at most 64 characters, got 65",
                "type: expected a whole number, got text",
                "pmi: expected a whole number from 1000000000 to 9999999999",
                "use_pmi: expected true or false, got a number",
                "host_key: expected digits only",
                "custom_attributes: expected an array of objects: put the object in [ ]",
                "phone_numbers: expected at most 3 items, got 4",
                "phone_numbers[0].label: expected one of Mobile, Office, Home, Fax",
                "phone_numbers[0].verified: no such member; expected country, code, number, label",
                "pronouns_option: expected one of 1, 2, 3",
                "plan_united_type: expected text, got a number: put it in quotes",
                "zoom_one_type: expected one of 0, 16, 32, 64, 128, 33554432, 134217728, 268435456, 536870912, 1073741824, \
                 4294967296, 8589934592, 17179869184, 34359738368, 68719476736, 137438953472, 274877906944, 549755813888, \
                 1099511627776, 2199023255552, 4398046511104, 18014398509481984, 72057594037927936, 144115188075855872, \
                 576460752303423488",
                "feature.zoom_phone: expected true or false, got text",
                "linkedin_url: expected a URL that contains linkedin.com",
                "division_ids[1]: expected text, got a number: put it in quotes",
                "license_info_list[0]: the member license_type is missing",
                "license_info_list[0]: the member subscription_id is missing",
                "email: this call does not change it: change it with PUT /users/{userId}/email (scope user:update:email:admin, \
                 classic name user:write:admin)",
                "nmae: no such field",
                "login_type: expected one of 0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101",
                "type: set only one of type and plan_united_type, zoom_one_type in a call",
                "phone_number: needs phone_country in the same call",
            ]
        );
        assert_eq!(
            lines(&report.warnings),
            [
                "phone_number: deprecated by Zoom: use phone_numbers",
                "division_ids: Zoom describes it with 1 item, got 2",
                "last_name: what Zoom does with null is not documented"
            ]
        );
    }

    #[test]
    fn a_member_of_another_endpoint_is_explained() {
        let mut patch = UserPatch::new();
        patch.set_all_json(r#"{"feature":{"webinar":true},"phone_numbers":[{"webinar":1}]}"#).expect("valid");
        let report = check(&patch, Encoding::Json);
        let told: Vec<String> = report.errors.iter().map(ToString::to_string).collect();
        assert!(told[0].starts_with("feature.webinar: this call does not change it") && told[0].contains("/features"));
        assert_eq!(told[1], "phone_numbers[0].webinar: no such member; expected country, code, number, label");
    }

    #[test]
    fn incomplete_lists_warn() {
        let report = report(
            r#"{"first_name":"一二三四五六","timezone":"Asia/Manila","language":"pl-PL","phone_country":"USA","manager":"Bob",
            "about_me":"see <b>https://x</b>","type":99,"phone_numbers":[{"country":"XX","code":"1"}]}"#,
        );
        assert_eq!(lines(&report.errors), Vec::<String>::new());
        assert_eq!(
            lines(&report.warnings),
            [
                "first_name: Zoom takes at most 5 Chinese characters, got 6",
                "timezone: not a time zone id of Zoom's list",
                "language: not a language id of Zoom's list",
                "phone_country: deprecated by Zoom: use phone_numbers",
                "phone_country: not a two-letter country id of Zoom's list",
                "manager: Zoom describes it as an e-mail address",
                "about_me: Zoom refuses links and HTML here",
                "type: 99 is only for users that single sign-on creates",
                "phone_numbers[0].country: not a two-letter country id of Zoom's list",
                "phone_numbers[0].code: Zoom documents the form + and digits, e.g. +49",
            ]
        );
    }

    #[test]
    fn lengths_count_code_points() {
        let four_bytes = "😀".repeat(64);
        assert!(report(&format!("{{\"first_name\":\"{four_bytes}\"}}")).errors.is_empty());
        assert_eq!(report(&format!("{{\"first_name\":\"{four_bytes}x\"}}")).errors.len(), 1);
    }

    #[test]
    fn what_no_request_can_carry_blocks() {
        let blocked = |json: &str, encoding| {
            let mut patch = UserPatch::new();
            patch.set_all_json(json).expect(json);
            lines(&check(&patch, encoding).blocking)
        };
        assert_eq!(blocked("{}", Encoding::Json), ["the patch is empty: set at least one field"]);
        assert_eq!(blocked(r#"{"login_type":100}"#, Encoding::Json), Vec::<String>::new());
        assert_eq!(blocked(r#"{"login_type":100}"#, Encoding::Multipart).len(), 1);
        assert_eq!(blocked(r#"{"login_type":null}"#, Encoding::Json).len(), 1);
        assert_eq!(blocked(r#"{"dept":null}"#, Encoding::Multipart).len(), 1);
        assert_eq!(blocked(r#"{"dept":"\ud800"}"#, Encoding::Json).len(), 1);
        assert_eq!(blocked(r#"{"feature":{"zoom_phone":"x","zoom_phone":true}}"#, Encoding::Json).len(), 1);
        assert_eq!(blocked(r#"{"a\r\nb":1,"":1}"#, Encoding::Json).len(), 2);
        let deep = format!("{{\"feature\":{}{}}}", "[".repeat(500), "]".repeat(500));
        assert_eq!(blocked(&deep, Encoding::Json).len(), 1);
    }
}

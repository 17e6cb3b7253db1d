//! Validation of a patch against the schema, before anything is sent.
//!
//! Violated limits, unknown names and names that this operation does not change are errors. What is only partly documented
//! (time zones, languages, countries, the format of `manager`, Chinese names, deprecations) is a warning.

mod checked_patch;
mod json_shape;
mod report;

pub use checked_patch::CheckedPatch;
pub use report::{CheckMode, Report};

use super::encoding::Encoding;
use super::patch::UserPatch;
use super::schema::lists::{COUNTRIES, LANGUAGES, TIMEZONES};
use super::schema::related::{advice, advice_on_member};
use super::schema::{Kind, Member, Place, TextFormat};
use super::value::{Wire, WireField, is_integer};
use crate::text::quoted;
use json_shape::JsonShape;
use serde_json::Value as Json;
use std::fmt;

/// Validates a patch for this encoding.
pub fn validate(patch: &UserPatch, encoding: Encoding) -> Report<'_> {
    let fields = patch.wire();
    let mut report = Report::new(encoding);
    for field in &fields {
        validate_field(field, encoding, &mut report);
    }
    validate_combinations(&fields, &mut report);
    validate_body(&fields, encoding, &mut report);
    report.fields = fields;
    report
}

fn validate_field(field: &WireField<'_>, encoding: Encoding, report: &mut Report<'_>) {
    let name = field.name;
    if field.known.is_none() && (name.is_empty() || name.chars().any(char::is_control)) {
        return report.block(quoted(name), "a field name must not be empty and must not hold control characters");
    }
    let shape = match JsonShape::of(&field.value) {
        Ok(shape) => shape,
        Err(why) => return report.block(quoted(name), why),
    };
    if matches!(shape, JsonShape::Null) && field.place() == Place::Query {
        return report.block(name, "null has no form in a query: leave the name out");
    }
    if matches!(shape, JsonShape::Null) && encoding == Encoding::Multipart {
        return report.block(quoted(name), "null has no form in multipart: use encoding=json");
    }
    let Some(known) = field.known else {
        return report.error(quoted(name), advice(name));
    };
    if !known.deprecated.is_empty() {
        report.warn(name, format!("deprecated by Zoom: use {}", known.deprecated));
    }
    if matches!(shape, JsonShape::Null) {
        return report.warn(name, "what Zoom does with null is not documented");
    }
    validate_value(&known.kind, shape, Path::Field(name), report);
    if name == "type" && matches!(&field.value, Wire::Json(json) if json == "99") {
        report.warn(name, "99 is only for users that single sign-on creates");
    }
}

/// Fields that exclude or require each other.
fn validate_combinations(fields: &[WireField<'_>], report: &mut Report<'_>) {
    let is_set = |name: &str| fields.iter().any(|field| field.name == name);
    let mut reported: Vec<&str> = Vec::new();
    for known in fields.iter().filter_map(|field| field.known) {
        let others: Vec<&str> = known.excludes.iter().copied().filter(|other| is_set(other)).collect();
        if !others.is_empty() && !reported.contains(&known.name) {
            report.error(known.name, format!("set only one of {} and {} in a call", known.name, others.join(", ")));
            reported.extend(others);
        }
        if !known.needs.is_empty() && !is_set(known.needs) {
            report.error(known.name, format!("needs {} in the same call", known.needs));
        }
    }
}

/// Whether the request would have a body.
fn validate_body(fields: &[WireField<'_>], encoding: Encoding, report: &mut Report<'_>) {
    if fields.is_empty() {
        report.block("", "the patch is empty: set at least one field");
    } else if encoding == Encoding::Multipart && fields.iter().all(|field| field.place() == Place::Query) {
        report.block("", "multipart needs at least one field in the body: set one, or use encoding=json");
    }
}

/// The path of a value, formatted only for an error.
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

fn validate_value(kind: &Kind, shape: JsonShape<'_>, path: Path<'_>, report: &mut Report<'_>) {
    match (kind, shape) {
        (Kind::Text { min, max, format }, JsonShape::Text(text)) => {
            validate_length(&text, *min, *max, path, report);
            validate_format(&text, *format, path, report);
        }
        (Kind::TextChoice(choices), JsonShape::Text(text)) => {
            if !choices.iter().any(|choice| choice.0 == text) {
                report.error(path, format!("expected one of {}", list(choices.iter().map(|choice| choice.0))));
            }
        }
        (Kind::Integer { min, max }, JsonShape::Number(number)) => match integer(&number) {
            Some(number) if (*min..=*max).contains(&number) => {}
            _ => report.error(path, format!("expected a whole number from {min} to {max}")),
        },
        (Kind::IntegerChoice(choices), JsonShape::Number(number)) => {
            let number = integer(&number);
            if !choices.iter().any(|choice| Some(choice.0) == number) {
                report.error(path, format!("expected one of {}", list(choices.iter().map(|choice| choice.0))));
            }
        }
        (Kind::Boolean, JsonShape::Boolean) => {}
        (Kind::TextList { usual }, JsonShape::Array(items)) => {
            if *usual > 0 && items.len() > *usual as usize {
                report.warn(path, format!("Zoom describes it with {usual} item, got {}", items.len()));
            }
            const ITEM: Kind = Kind::Text { min: 0, max: 0, format: TextFormat::Free };
            for (i, item) in items.into_iter().enumerate() {
                validate_value(&ITEM, JsonShape::of_json(item), Path::Item(&path, i), report);
            }
        }
        (Kind::ObjectList { max, members }, JsonShape::Array(items)) => {
            validate_count(items.len(), *max, path, report);
            for (i, item) in items.into_iter().enumerate() {
                validate_value(&Kind::Object(members), JsonShape::of_json(item), Path::Item(&path, i), report);
            }
        }
        (Kind::Object(members), JsonShape::Object(given)) => validate_members(members, given, path, report),
        (Kind::ObjectList { .. }, JsonShape::Object(_)) => {
            report.error(path, "expected an array of objects: put the object in [ ]");
        }
        (Kind::Text { .. } | Kind::TextChoice(_), JsonShape::Number(_)) => {
            report.error(path, "expected text, got a number: put it in quotes");
        }
        (kind, shape) => report.error(path, format!("expected {}, got {}", expected(kind), shape.kind())),
    }
}

fn validate_length(text: &str, min: u32, max: u32, path: Path<'_>, report: &mut Report<'_>) {
    let length = text.chars().count();
    if length < min as usize || (max > 0 && length > max as usize) {
        let limit = if min == 0 { format!("at most {max}") } else { format!("{min} to {max}") };
        report.error(path, format!("expected {limit} characters, got {length}"));
    }
}

fn validate_format(text: &str, format: TextFormat, path: Path<'_>, report: &mut Report<'_>) {
    let in_list = |ids: &[&str]| ids.binary_search(&text).is_ok();
    match format {
        TextFormat::Free => {}
        TextFormat::Name { .. } if text.is_ascii() => {}
        TextFormat::Name { chinese } => {
            let count = text.chars().filter(|c| is_chinese(*c)).count();
            if count > chinese as usize {
                report.warn(path, format!("Zoom takes at most {chinese} Chinese characters, got {count}"));
            }
        }
        TextFormat::Digits if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) => {
            report.error(path, "expected digits only");
        }
        TextFormat::Email if !is_email(text) => report.warn(path, "Zoom describes it as an e-mail address"),
        TextFormat::Timezone if !in_list(TIMEZONES) => report.warn(path, "not a time zone id of Zoom's list"),
        TextFormat::Language if !in_list(LANGUAGES) => report.warn(path, "not a language id of Zoom's list"),
        TextFormat::Country if !in_list(COUNTRIES) => report.warn(path, "not a two-letter country id of Zoom's list"),
        TextFormat::CallingCode if !is_calling_code(text) => {
            report.warn(path, "Zoom documents the form + and digits, e.g. +49");
        }
        TextFormat::Plain if text.contains([':', '.', '<']) && has_link_or_tag(text) => {
            report.warn(path, "Zoom refuses links and HTML here");
        }
        TextFormat::LinkedIn if !text.is_empty() && !text.to_ascii_lowercase().contains("linkedin.com") => {
            report.error(path, "expected a URL that contains linkedin.com");
        }
        _ => {}
    }
}

fn validate_count(count: usize, max: u32, path: Path<'_>, report: &mut Report<'_>) {
    if max > 0 && count > max as usize {
        report.error(path, format!("expected at most {max} items, got {count}"));
    }
}

fn validate_members(members: &[Member], given: serde_json::Map<String, Json>, path: Path<'_>, report: &mut Report<'_>) {
    for member in members.iter().filter(|member| member.required && !given.contains_key(member.name)) {
        report.error(path, format!("the member {} is missing", member.name));
    }
    for (name, json) in given {
        let inner = Path::Member(&path, &name);
        match members.iter().find(|member| member.name == name) {
            Some(member) => validate_value(&member.kind, JsonShape::of_json(json), inner, report),
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

/// Whether the text contains a link, or an HTML tag such as `<b>` or `</p>`.
fn has_link_or_tag(text: &str) -> bool {
    let has_link = text.contains("://") || text.to_ascii_lowercase().contains("www.");
    has_link
        || text
            .split('<')
            .skip(1)
            .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::problem::Problem;

    fn patch(json: &str) -> UserPatch {
        let mut patch = UserPatch::new();
        patch.set_all_json(json).expect(json);
        patch
    }

    /// Blocking errors, errors and warnings.
    fn report(json: &str) -> [Vec<String>; 3] {
        let patch = patch(json);
        let report = validate(&patch, Encoding::Json);
        [lines(&report.blocking), lines(&report.errors), lines(&report.warnings)]
    }

    fn lines(problems: &[Problem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn valid_values_have_no_errors_or_warnings() {
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
        assert!(found.iter().all(Vec::is_empty), "{found:?}");
        for one in [r#"{"zoom_one_type":576460752303423488}"#, r#"{"plan_united_type":"none"}"#] {
            assert_eq!(report(one)[1], Vec::<String>::new());
        }
    }

    #[test]
    fn all_errors_are_reported_at_once() {
        let long = "x".repeat(65);
        let [_, errors, warnings] = report(&format!(
            r#"{{"first_name":"{long}","type":"2","pmi":123,"use_pmi":1,"host_key":"12345a","phone_number":"1",
            "custom_attributes":{{"key":"k"}},"phone_numbers":[{{"label":"mobile","verified":true}},{{}},{{}},{{}}],
            "pronouns_option":1.0,"plan_united_type":1,"zoom_one_type":576460752303423500,"feature":{{"zoom_phone":"on"}},
            "linkedin_url":"https://example.com","division_ids":["a",1],"license_info_list":[{{"license_option":2}}],
            "email":"a@b.org","nmae":"x","last_name":null,"login_type":2}}"#
        ));
        assert_eq!(
            errors,
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
            warnings,
            [
                "phone_number: deprecated by Zoom: use phone_numbers",
                "division_ids: Zoom describes it with 1 item, got 2",
                "last_name: what Zoom does with null is not documented"
            ]
        );
    }

    #[test]
    fn a_member_of_another_endpoint_is_explained() {
        let [_, errors, _] = report(r#"{"feature":{"webinar":true},"phone_numbers":[{"webinar":1}]}"#);
        assert!(
            errors[0].starts_with("feature.webinar: this call does not change it") && errors[0].contains("/features")
        );
        assert_eq!(errors[1], "phone_numbers[0].webinar: no such member; expected country, code, number, label");
    }

    #[test]
    fn incomplete_lists_warn() {
        let [_, errors, warnings] = report(
            r#"{"first_name":"一二三四五六","timezone":"Asia/Manila","language":"pl-PL","phone_country":"USA","manager":"Bob",
            "about_me":"see <b>https://x</b>","type":99,"phone_numbers":[{"country":"XX","code":"1"}]}"#,
        );
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(
            warnings,
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
        assert!(report(&format!("{{\"first_name\":\"{four_bytes}\"}}"))[1].is_empty());
        assert_eq!(report(&format!("{{\"first_name\":\"{four_bytes}x\"}}"))[1].len(), 1);
    }

    #[test]
    fn a_patch_is_checked_by_the_mode() {
        let checked = |json: &str, mode| {
            let patch = patch(json);
            let checked = validate(&patch, Encoding::Json).checked(mode);
            checked.map(|checked| lines(&checked.warnings)).map_err(|refused| lines(refused.problems()))
        };
        let [wrong, warned, unsendable] = [r#"{"type":7,"type2":1}"#, r#"{"dept":null}"#, r#"{"login_type":null}"#];
        assert_eq!(checked(wrong, CheckMode::Strict).map_err(|errors| errors.len()), Err(2));
        assert_eq!(checked(wrong, CheckMode::Warn).map(|warnings| warnings.len()), Ok(2));
        assert_eq!(checked(warned, CheckMode::Strict).map(|warnings| warnings.len()), Ok(1));
        assert_eq!(checked(unsendable, CheckMode::Warn).map_err(|errors| errors.len()), Err(1));
    }

    #[test]
    fn inexpressible_values_block_in_every_mode() {
        let blocked = |json: &str, encoding| lines(&validate(&patch(json), encoding).blocking);
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

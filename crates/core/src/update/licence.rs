//! What a change does to the account's licences, as far as the catalogue knows them.

use super::fields::{LICENSE_OPTIONS, PLAN_UNITED_TYPES, USER_TYPES, ZOOM_ONE_TYPES};
use serde_json::Value;

/// The fields whose change may take or free licences.
pub const LICENCE_FIELDS: &[&str] = &["type", "plan_united_type", "zoom_one_type", "license_info_list"];

/// What setting `field` from `old` to `new` does to licences, one line each: `frees ...`, `takes ...`, `keeps ...`.
///
/// `old` is the value that reading the user shows, `None` where it shows none or was not read. Nothing is said of a field
/// that is not in [`LICENCE_FIELDS`], and nothing of what Zoom does beside it, e.g. of seats that a plan includes.
pub fn licence_effect(field: &str, old: Option<&Value>, new: &Value) -> Vec<String> {
    match field {
        "type" => change(old, new, user_type),
        "plan_united_type" => change(old, new, united),
        "zoom_one_type" => change(old, new, workplace),
        "license_info_list" => list(old, new),
        _ => Vec::new(),
    }
}

/// What a value stands for.
enum Licence {
    None,
    Held(String),
    Unknown(String),
}

fn change(old: Option<&Value>, new: &Value, licence: fn(&Value) -> Licence) -> Vec<String> {
    if old == Some(new) {
        return match licence(new) {
            Licence::Held(what) => vec![format!("keeps {what}")],
            Licence::None | Licence::Unknown(_) => Vec::new(),
        };
    }
    let before = match old.map(licence) {
        None => Some("may free what was held before, which is not known".to_owned()),
        Some(Licence::None) => None,
        Some(Licence::Held(what)) => Some(format!("frees {what}")),
        Some(Licence::Unknown(what)) => Some(format!("may free what {what} stands for")),
    };
    let after = match licence(new) {
        Licence::None => None,
        Licence::Held(what) => Some(format!("takes {what}")),
        Licence::Unknown(what) => Some(format!("may take what {what} stands for")),
    };
    before.into_iter().chain(after).collect()
}

/// Of the user types only 2 is paid for by the seat; 1, 4 and 99 are without a meetings licence.
fn user_type(value: &Value) -> Licence {
    match value.as_i64() {
        Some(2) => Licence::Held("a Licensed seat".to_owned()),
        Some(number) if USER_TYPES.iter().any(|known| known.0 == number) => Licence::None,
        _ => Licence::Unknown(format!("the type {value}")),
    }
}

fn united(value: &Value) -> Licence {
    let Some(text) = value.as_str() else { return Licence::Unknown(format!("the plan {value}")) };
    match PLAN_UNITED_TYPES.iter().find(|known| known.0 == text) {
        Some(("none", _)) => Licence::None,
        Some((_, name)) => Licence::Held(format!("a Zoom United licence ({name})")),
        None if text.is_empty() => Licence::None,
        None => Licence::Unknown(format!("the plan {value}")),
    }
}

fn workplace(value: &Value) -> Licence {
    match value.as_i64().and_then(|number| ZOOM_ONE_TYPES.iter().find(|known| known.0 == number)) {
        Some((0, _)) => Licence::None,
        Some((_, name)) => Licence::Held(format!("a Zoom Workplace licence ({name})")),
        None => Licence::Unknown(format!("the plan {value}")),
    }
}

/// Licences by subscription: those of one list that are not in the other.
fn list(old: Option<&Value>, new: &Value) -> Vec<String> {
    const UNKNOWN: &str = "whether licences that the new list does not name are freed is not documented";
    let items = |list: Option<&Value>| list.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (items(old), items(Some(new)));
    let mut lines: Vec<String> =
        before.iter().filter(|item| !after.contains(item)).map(|i| format!("may free {}", listed(i))).collect();
    if old.is_none() || !lines.is_empty() {
        lines.push(UNKNOWN.to_owned());
    }
    for item in &after {
        lines.push(format!("{} {}", if before.contains(item) { "keeps" } else { "takes" }, listed(item)));
    }
    lines
}

fn listed(item: &Value) -> String {
    let option = item.get("license_option").and_then(Value::as_i64);
    let name = option.and_then(|option| LICENSE_OPTIONS.iter().find(|known| known.0 == option)).map(|known| known.1);
    let kind = match item.get("license_type").and_then(Value::as_str) {
        Some("MEETING") => "a meetings licence",
        Some("ZOOM_WORKPLACE_BUNDLE") => "a Zoom Workplace licence",
        _ => "a licence",
    };
    match name {
        Some(name) => format!("{kind} ({name})"),
        None => format!("{kind} that the catalogue does not know"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::fields::field;
    use serde_json::json;

    fn effect(field: &str, old: Value, new: Value) -> String {
        let old = Some(old).filter(|old| !old.is_null());
        licence_effect(field, old.as_ref(), &new).join("; ")
    }

    #[test]
    fn a_seat_is_taken_or_freed() {
        for (old, new, words) in [
            (json!(1), json!(2), "takes a Licensed seat"),
            (json!(2), json!(1), "frees a Licensed seat"),
            (json!(2), json!(2), "keeps a Licensed seat"),
            (json!(1), json!(4), ""),
            (json!(1), json!(1), ""),
            (json!(3), json!(2), "may free what the type 3 stands for; takes a Licensed seat"),
            (json!(null), json!(1), "may free what was held before, which is not known"),
            (json!(null), json!(2), "may free what was held before, which is not known; takes a Licensed seat"),
            (json!("2"), json!(1), "may free what the type \"2\" stands for"),
        ] {
            assert_eq!(effect("type", old, new), words);
        }
    }

    #[test]
    fn plans_have_names() {
        assert_eq!(
            effect("plan_united_type", json!("1"), json!("32768")),
            "frees a Zoom United licence (Pro, US and Canada); takes a Zoom United licence (Pro, Japan)"
        );
        assert_eq!(
            effect("plan_united_type", json!("none"), json!("1")),
            "takes a Zoom United licence (Pro, US and Canada)"
        );
        assert_eq!(
            effect("zoom_one_type", json!(576_460_752_303_423_488_i64), json!(0)),
            "frees a Zoom Workplace licence (Education Enterprise Student)"
        );
        // Reading may show plans that cannot be set.
        assert_eq!(effect("zoom_one_type", json!(8), json!(0)), "may free what the plan 8 stands for");
    }

    #[test]
    fn lists_are_compared_item_by_item() {
        let item =
            |kind: &str, option: i64| json!({"license_type": kind, "license_option": option, "subscription_id": "s"});
        let (meeting, bundle) = (item("MEETING", 2), item("ZOOM_WORKPLACE_BUNDLE", 16));
        assert_eq!(
            effect("license_info_list", json!([meeting]), json!([bundle])),
            "may free a meetings licence (Licensed); whether licences that the new list does not name are freed is not \
             documented; takes a Zoom Workplace licence (Business Plus, US and Canada)"
        );
        assert_eq!(
            effect("license_info_list", json!([bundle]), json!([bundle, meeting])),
            "keeps a Zoom Workplace licence (Business Plus, US and Canada); takes a meetings licence (Licensed)"
        );
        assert_eq!(
            effect("license_info_list", json!([]), json!([item("x", 3)])),
            "takes a licence that the catalogue does not know"
        );
    }

    #[test]
    fn other_fields_have_no_effect() {
        assert!(LICENCE_FIELDS.iter().all(|name| field(name).is_some()));
        assert_eq!(effect("dept", json!("a"), json!("b")), "");
    }
}

//! How a change affects the account's licenses, as far as the field schema knows them.

use serde_json::Value;
use zoomuser::internal::number::{integer, same_value};
use zoomuser::internal::schema::{LICENSE_OPTIONS, PLAN_UNITED_TYPES, USER_TYPES, ZOOM_ONE_TYPES};

/// Whether setting `field` may affect licenses.
pub(crate) fn concerns_licenses(field: &str) -> bool {
    matches!(field, "type" | "plan_united_type" | "zoom_one_type" | "license_info_list")
}

/// How setting `field` from `old` to `new` affects licenses, one line each: `frees ...`, `takes ...`, `keeps ...`.
///
/// `old` is the value that `GET` returned, or `None` if it returned none or the user was not read. The result is empty for
/// all other fields, and leaves out side effects in Zoom, such as seats that a plan includes.
pub fn license_effect(field: &str, old: Option<&Value>, new: &Value) -> Vec<String> {
    match field {
        "type" => change(old, new, user_type),
        "plan_united_type" => change(old, new, united),
        "zoom_one_type" => change(old, new, workplace),
        "license_info_list" => list(old, new),
        _ => Vec::new(),
    }
}

/// Whether setting `field` from `old` to `new` takes something away from the user: a license, Zoom Phone, or a text that is
/// there. A value that was not read counts as there.
pub fn is_loss(field: &str, old: Option<&Value>, new: &Value) -> bool {
    if old.is_some_and(|old| same_value(old, new)) {
        return false;
    }
    let had_something = old.is_none_or(|old| !is_empty(old));
    match field {
        field if concerns_licenses(field) => {
            let effects = license_effect(field, old, new);
            let any = |word: &str| effects.iter().any(|effect| effect.starts_with(word));
            let is_plan = field != "license_info_list";
            (any("frees ") || any("may free ")) && !(is_plan && any("takes "))
        }
        "feature" => new.get("zoom_phone") == Some(&Value::Bool(false)),
        _ => (had_something && is_empty(new)) || loses_item(old, new),
    }
}

/// Whether an item of an array is missing afterwards. Items are compared by their key, label or value.
fn loses_item(old: Option<&Value>, new: &Value) -> bool {
    let (Some(Value::Array(before)), Value::Array(after)) = (old, new) else { return false };
    let name = |item: &Value| item.get("key").or_else(|| item.get("label")).unwrap_or(item).clone();
    before.iter().any(|item| !after.iter().any(|other| name(other) == name(item)))
}

/// Whether a value clears its field.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// The license that a value stands for.
enum License {
    None,
    Held(String),
    Unknown(String),
}

fn change(old: Option<&Value>, new: &Value, license: fn(&Value) -> License) -> Vec<String> {
    if old.is_some_and(|old| same_value(old, new)) {
        return match license(new) {
            License::Held(what) => vec![format!("keeps {what}")],
            License::None | License::Unknown(_) => Vec::new(),
        };
    }
    let before = match old.map(license) {
        None => Some("may free what was held before, which is not known".to_owned()),
        Some(License::None) => None,
        Some(License::Held(what)) => Some(format!("frees {what}")),
        Some(License::Unknown(what)) => Some(format!("may free what {what} stands for")),
    };
    let after = match license(new) {
        License::None => None,
        License::Held(what) => Some(format!("takes {what}")),
        License::Unknown(what) => Some(format!("may take what {what} stands for")),
    };
    before.into_iter().chain(after).collect()
}

/// Only user type 2 uses a paid seat; 1, 4 and 99 have no meetings license.
fn user_type(value: &Value) -> License {
    match integer(value) {
        Some(2) => License::Held("a Licensed seat".to_owned()),
        Some(number) if USER_TYPES.iter().any(|known| known.0 == number) => License::None,
        _ => License::Unknown(format!("the type {value}")),
    }
}

fn united(value: &Value) -> License {
    let Some(text) = value.as_str() else { return License::Unknown(format!("the plan {value}")) };
    match PLAN_UNITED_TYPES.iter().find(|known| known.0 == text) {
        Some(("none", _)) => License::None,
        Some((_, name)) => License::Held(format!("a Zoom United license ({name})")),
        None if text.is_empty() => License::None,
        None => License::Unknown(format!("the plan {value}")),
    }
}

fn workplace(value: &Value) -> License {
    match integer(value).and_then(|number| ZOOM_ONE_TYPES.iter().find(|known| known.0 == number)) {
        Some((0, _)) => License::None,
        Some((_, name)) => License::Held(format!("a Zoom Workplace license ({name})")),
        None => License::Unknown(format!("the plan {value}")),
    }
}

/// Licenses by subscription: those that are in only one of the two lists.
fn list(old: Option<&Value>, new: &Value) -> Vec<String> {
    const UNKNOWN: &str = "whether licenses that the new list does not name are freed is not documented";
    let items = |list: Option<&Value>| list.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (items(old), items(Some(new)));
    let holds = |list: &[Value], item: &Value| list.iter().any(|other| same_value(other, item));
    let freed = before.iter().filter(|item| !holds(&after, item));
    let mut lines: Vec<String> = freed.map(|item| format!("may free {}", listed(item))).collect();
    if old.is_none() || !lines.is_empty() {
        lines.push(UNKNOWN.to_owned());
    }
    for item in &after {
        lines.push(format!("{} {}", if holds(&before, item) { "keeps" } else { "takes" }, listed(item)));
    }
    lines
}

fn listed(item: &Value) -> String {
    let option = item.get("license_option").and_then(integer);
    let name = option.and_then(|option| LICENSE_OPTIONS.iter().find(|known| known.0 == option)).map(|known| known.1);
    let kind = match item.get("license_type").and_then(Value::as_str) {
        Some("MEETING") => "a meetings license",
        Some("ZOOM_WORKPLACE_BUNDLE") => "a Zoom Workplace license",
        _ => "a license",
    };
    match name {
        Some(name) => format!("{kind} ({name})"),
        None => format!("{kind} that the schema does not know"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use zoomuser::internal::schema::field;

    fn effect(field: &str, old: Value, new: Value) -> String {
        let old = Some(old).filter(|old| !old.is_null());
        license_effect(field, old.as_ref(), &new).join("; ")
    }

    #[test]
    fn a_seat_is_taken_or_freed() {
        for (old, new, words) in [
            (json!(1), json!(2), "takes a Licensed seat"),
            (json!(2), json!(1), "frees a Licensed seat"),
            (json!(2), json!(2), "keeps a Licensed seat"),
            (json!(2.0), json!(2), "keeps a Licensed seat"),
            (json!(2.0), json!(1), "frees a Licensed seat"),
            (json!(1), json!(2.0), "takes a Licensed seat"),
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
            "frees a Zoom United license (Pro, US and Canada); takes a Zoom United license (Pro, Japan)"
        );
        assert_eq!(
            effect("plan_united_type", json!("none"), json!("1")),
            "takes a Zoom United license (Pro, US and Canada)"
        );
        assert_eq!(
            effect("zoom_one_type", json!(576_460_752_303_423_488_i64), json!(0)),
            "frees a Zoom Workplace license (Education Enterprise Student)"
        );
        assert_eq!(
            effect("zoom_one_type", json!(16.0), json!(16)),
            effect("zoom_one_type", json!(16), json!(16)),
            "the form of a number does not matter"
        );
        assert_eq!(effect("zoom_one_type", json!(0.0), json!(0)), "");
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
            "may free a meetings license (Licensed); whether licenses that the new list does not name are freed is not \
             documented; takes a Zoom Workplace license (Business Plus, US and Canada)"
        );
        assert_eq!(
            effect("license_info_list", json!([bundle]), json!([bundle, meeting])),
            "keeps a Zoom Workplace license (Business Plus, US and Canada); takes a meetings license (Licensed)"
        );
        let shown = json!({"license_type": "MEETING", "license_option": 2.0, "subscription_id": "s"});
        assert_eq!(
            effect("license_info_list", json!([shown]), json!([meeting])),
            "keeps a meetings license (Licensed)"
        );
        assert_eq!(
            effect("license_info_list", json!([meeting]), json!([shown])),
            "keeps a meetings license (Licensed)"
        );
        assert_eq!(
            effect("license_info_list", json!([]), json!([item("x", 3)])),
            "takes a license that the schema does not know"
        );
    }

    #[test]
    fn what_a_user_loses() {
        for (field, old, new, loses) in [
            ("type", json!(2), json!(1), true),
            ("type", json!(1), json!(2), false),
            ("type", json!(1), json!(4), false),
            ("type", json!(null), json!(1), true),
            ("zoom_one_type", json!(16), json!(0), true),
            ("plan_united_type", json!("1"), json!("32768"), false),
            ("feature", json!(null), json!({"zoom_phone": false}), true),
            ("feature", json!(null), json!({"zoom_phone": true}), false),
            ("dept", json!("Sales"), json!(""), true),
            ("dept", json!(""), json!(""), false),
            ("dept", json!("Sales"), json!("Research"), false),
            ("phone_numbers", json!([{"number": "1"}]), json!([]), true),
            ("phone_numbers", json!([{"label": "Home"}, {"label": "Fax"}]), json!([{"label": "Fax"}]), true),
            (
                "phone_numbers",
                json!([{"label": "Fax", "number": "1"}]),
                json!([{"label": "Fax", "number": "2"}]),
                false,
            ),
            ("custom_attributes", json!([{"key": "a"}]), json!([{"key": "a"}, {"key": "b"}]), false),
            ("custom_attributes", json!([{"key": "a"}, {"key": "b"}]), json!([{"key": "b"}]), true),
        ] {
            let read = Some(&old).filter(|old| !old.is_null());
            assert_eq!(is_loss(field, read, &new), loses, "{field}: {old} -> {new}");
        }
        assert!(is_loss("dept", None, &json!("")), "a value that was not read");
    }

    #[test]
    fn other_fields_have_no_effect() {
        assert!(
            ["type", "plan_united_type", "zoom_one_type", "license_info_list"].iter().all(|name| field(name).is_some())
        );
        assert_eq!(effect("dept", json!("a"), json!("b")), "");
    }
}

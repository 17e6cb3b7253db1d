//! Comparison of a patch with the user as `GET` returns it, for plans, `only_changes` and `confirm`. `docs/confirm.md`
//! documents which values are equal, and why.

use super::phone;
use crate::percent::decoded;
use crate::request::schema::{Field, Kind, ReadBack, TextFormat, field};
use crate::request::validate::CheckedPatch;
use crate::request::value::{Wire, WireField};
use crate::response::body::number;
use crate::response::problem::Problem;
use crate::response::user::field_outcome::{Confirmation, FieldOutcome};
use crate::response::user::user::User;
use serde_json::Value as Json;

/// The outcome of each field before an update. `login_type` is left out, since it sets nothing.
pub(super) fn before(fields: &[WireField<'_>], user: &User) -> Vec<FieldOutcome> {
    let set = fields.iter().filter(|field| field.name != "login_type");
    set.map(|WireField { name, value, .. }| {
        let (new, old) = (json(value), shown(name, user));
        let outcome = match compare(name, &new, user) {
            Comparison::Equal => Confirmation::Already,
            Comparison::Contained(_) | Comparison::Different => Confirmation::Differs,
            Comparison::Unreadable => Confirmation::Unverifiable,
        };
        FieldOutcome { field: (*name).to_owned(), outcome, old, new, seen: None, sent: true }
    })
    .collect()
}

/// Updates the outcomes of [`before`] with the user as read after the update.
pub(super) fn after(fields: &mut [FieldOutcome], user: &User) {
    for field in fields.iter_mut().filter(|field| field.outcome != Confirmation::Unverifiable) {
        field.seen = shown(&field.field, user);
        let was_there = matches!(field.outcome, Confirmation::Already);
        let made = if was_there { Confirmation::Already } else { Confirmation::Applied };
        field.outcome = match compare(&field.field, &field.new, user) {
            Comparison::Equal => made,
            // There were more items than were set before, and there are still: the list was probably not replaced.
            Comparison::Contained(_) if !was_there && is_unchanged(field) => Confirmation::Ignored,
            Comparison::Contained(_) => made,
            Comparison::Different | Comparison::Unreadable => Confirmation::Ignored,
        };
    }
}

/// Whether the value is the same before and after.
fn is_unchanged(field: &FieldOutcome) -> bool {
    match (&field.old, &field.seen) {
        (Some(old), Some(seen)) => number::same_value(old, seen),
        (old, seen) => old == seen,
    }
}

/// Warnings about applied lists that contain more items than were set.
pub(super) fn remarks(fields: &[FieldOutcome], user: &User) -> Vec<Problem> {
    let well = fields.iter().filter(|field| matches!(field.outcome, Confirmation::Applied | Confirmation::Already));
    well.filter_map(|field| match compare(&field.field, &field.new, user) {
        Comparison::Contained(more) => {
            let items = if more == 1 { "1 item".to_owned() } else { format!("{more} items") };
            Some(Problem::new(field.field.as_str(), format!("reading shows {items} more than were set")))
        }
        _ => None,
    })
    .collect()
}

/// Leaves out the fields of the patch that have their value already, and marks them in `fields`; returns whether any is left.
pub(super) fn only_changes(patch: &mut CheckedPatch<'_>, fields: &mut [FieldOutcome]) -> bool {
    let differs = |name: &str| fields.iter().any(|field| field.field == name && field.outcome != Confirmation::Already);
    // A phone number and its country are sent together if either differs.
    let needed: Vec<&str> = fields
        .iter()
        .filter_map(|set| field(&set.field).filter(|known| !known.needs.is_empty()))
        .filter(|known| differs(known.name) || differs(known.needs))
        .flat_map(|known| [known.name, known.needs])
        .collect();
    let dropped: Vec<String> = fields
        .iter()
        .map(|field| field.field.clone())
        .filter(|name| !differs(name) && !needed.contains(&name.as_str()))
        .collect();
    let is_any_left = dropped.len() < fields.len();
    let keeps = |name: &str| !dropped.iter().any(|dropped| dropped == name);
    // Sending the current values too is harmless.
    if !is_any_left || patch.retain(keeps) {
        fields.iter_mut().for_each(|field| field.sent = keeps(&field.field));
    }
    is_any_left
}

/// The value of a field in a user that was read; `None` if `GET` returned none. `vanity_name` is extracted from its URL.
pub(super) fn shown(name: &str, user: &User) -> Option<Json> {
    match field(name).map(|field| field.read_back) {
        Some(ReadBack::Never) => None,
        Some(ReadBack::As("vanity_url")) => Some(link_name(user.text("vanity_url")?).into()),
        Some(ReadBack::As(other)) => user.get(other).cloned(),
        Some(ReadBack::Same) | None => user.get(name).cloned(),
    }
}

/// The result of comparing a value that is set with one that was read.
enum Comparison {
    Equal,
    /// The list contains every item that is set, and this many more.
    Contained(usize),
    Different,
    /// `GET` does not return the field.
    Unreadable,
}

impl Comparison {
    fn of(same: bool) -> Self {
        if same { Self::Equal } else { Self::Different }
    }
}

fn compare(name: &str, new: &Json, user: &User) -> Comparison {
    let known = field(name);
    let shown = shown(name, user);
    match known {
        Some(Field { read_back: ReadBack::Never, .. }) => return Comparison::Unreadable,
        // `GET` may or may not return a field that the schema does not know.
        None if shown.is_none() => return Comparison::Unreadable,
        _ => {}
    }
    if is_empty(new, name) {
        return Comparison::of(
            shown.as_ref().is_none_or(|shown| is_empty(shown, name) || is_derived(name, shown, user)),
        );
    }
    let Some(shown) = shown else { return Comparison::Different };
    match (name, known.map(|field| field.kind)) {
        ("group_id", _) => Comparison::of(list(&shown).iter().any(|group| contains(new, group))),
        ("phone_number", _) => Comparison::of(phone::same(("", text(new)), ("", text(&shown)))),
        ("phone_numbers", _) => lists(list(new), list(&shown), same_phone),
        ("custom_attributes", _) => attributes(list(new), list(&shown)),
        (_, Some(Kind::Text { format: TextFormat::Email | TextFormat::Country, .. })) => {
            Comparison::of(text(new).eq_ignore_ascii_case(text(&shown)) || contains(new, &shown))
        }
        _ if new.is_array() => lists(list(new), list(&shown), contains),
        _ => Comparison::of(contains(new, &shown)),
    }
}

/// The value of a patch as JSON. Text that is not JSON stays text, as it is sent.
fn json(value: &Wire<'_>) -> Json {
    match value {
        Wire::Text(text) => (*text).into(),
        Wire::Json(json) => serde_json::from_str(json).unwrap_or_else(|_| json.as_ref().into()),
    }
}

/// Whether a value means "none": null, an empty value, or the choice that removes a plan.
fn is_empty(value: &Json, name: &str) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty() || (name == "plan_united_type" && text == "none"),
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Number(_) => name == "zoom_one_type" && number::integer(value) == Some(0),
        Json::Bool(_) => false,
    }
}

/// Whether it is the display name that Zoom derives from first and last name if none is set.
fn is_derived(name: &str, shown: &Json, user: &User) -> bool {
    let part = |name: &str| user.text(name).unwrap_or_default();
    name == "display_name" && text(shown) == format!("{} {}", part("first_name"), part("last_name")).trim()
}

/// The last segment of a personal link, `jane.doe` of `https://zoom.us/my/jane.doe`.
fn link_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let segment = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    decoded(segment).unwrap_or_else(|| segment.to_owned())
}

fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}

/// The items of an array; another value is a list of one, as in Zoom's older documentation.
fn list(value: &Json) -> &[Json] {
    match value {
        Json::Array(items) => items,
        other => std::slice::from_ref(other),
    }
}

/// Compares two lists as sets.
fn lists(new: &[Json], shown: &[Json], same: impl Fn(&Json, &Json) -> bool) -> Comparison {
    let all = new.iter().all(|new| shown.iter().any(|shown| same(new, shown)));
    let more = shown.iter().filter(|shown| !new.iter().any(|new| same(new, shown))).count();
    match (all, more) {
        (true, 0) => Comparison::Equal,
        (true, more) => Comparison::Contained(more),
        (false, _) => Comparison::Different,
    }
}

/// Compares custom attributes by key, or by name if no key is set; an attribute without a value equals a missing one.
fn attributes(new: &[Json], shown: &[Json]) -> Comparison {
    let member = |item: &Json, name: &str| item.get(name).map(text).unwrap_or_default().to_owned();
    let one = |new: &Json, shown: &Json| {
        let by = if member(new, "key").is_empty() { "name" } else { "key" };
        member(new, by) == member(shown, by)
    };
    let values: Vec<&Json> = shown.iter().filter(|item| !member(item, "value").is_empty()).collect();
    let is_there = |new: &Json| {
        let value = values.iter().find(|shown| one(new, shown)).map(|shown| member(shown, "value"));
        value.unwrap_or_default() == member(new, "value")
    };
    let more = values.iter().filter(|shown| !new.iter().any(|new| one(new, shown))).count();
    match (new.iter().all(is_there), more) {
        (true, 0) => Comparison::Equal,
        (true, more) => Comparison::Contained(more),
        (false, _) => Comparison::Different,
    }
}

/// Whether an entry of `phone_numbers` equals another: the normalized number, and country and label if they are set.
fn same_phone(new: &Json, shown: &Json) -> bool {
    let member = |item: &Json, name: &str| item.get(name).map(text).unwrap_or_default().to_owned();
    let number = |item: &Json| (member(item, "code"), member(item, "number"));
    let (set, there) = (number(new), number(shown));
    let is_same = |name: &str| {
        let set = member(new, name);
        set.is_empty() || set.eq_ignore_ascii_case(&member(shown, name))
    };
    phone::same((&set.0, &set.1), (&there.0, &there.1)) && is_same("country") && is_same("label")
}

/// Whether `shown` contains everything in `new`. Numbers are compared by value, also with text; a member that is null or ""
/// equals a missing one; members that were not set are ignored.
fn contains(new: &Json, shown: &Json) -> bool {
    match (new, shown) {
        (Json::Object(new), Json::Object(shown)) => new.iter().all(|(name, new)| match shown.get(name) {
            Some(shown) => contains(new, shown),
            None => is_empty(new, ""),
        }),
        (Json::Array(_), Json::Array(_)) => matches!(lists(list(new), list(shown), contains), Comparison::Equal),
        (Json::Number(new), Json::Number(shown)) => number::same(new, shown),
        (Json::Number(number), Json::String(text)) | (Json::String(text), Json::Number(number)) => {
            number::is_text_of(number, text)
        }
        (Json::Bool(flag), Json::String(text)) | (Json::String(text), Json::Bool(flag)) => {
            flag.to_string() == text.trim()
        }
        (new, shown) => new == shown,
    }
}

#[cfg(test)]
mod tests;

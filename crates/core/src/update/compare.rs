//! What a patch sets against what reading shows: the findings of a plan, of an update that sends only what differs, and
//! of one that is verified. `docs/verify.md` says what is the same as what, and why.

use super::encoding::Encoding;
use super::fields::{Field, Form, Kind, Place, ReadBack, field, place};
use super::patch::UserPatch;
use super::phone;
use super::value::{Value, Wire};
use crate::answer::field_outcome::{FieldOutcome, Finding};
use crate::answer::outcome::Problem;
use crate::answer::user::User;
use serde_json::Value as Json;

/// What reading shows of each field before an update. `login_type` sets nothing, so it is not among them.
pub fn before(patch: &UserPatch, user: &User) -> Vec<FieldOutcome> {
    let set = patch.iter().filter(|(name, _)| *name != "login_type");
    set.map(|(name, value)| {
        let (new, old) = (json(name, value), shown(name, user));
        let outcome = match likeness(name, &new, user) {
            Likeness::Same => Finding::Already,
            Likeness::Among(_) | Likeness::Other => Finding::Differs,
            Likeness::Hidden => Finding::Unverifiable,
        };
        FieldOutcome { field: name.to_owned(), outcome, old, new, seen: None, sent: true }
    })
    .collect()
}

/// Makes the findings of [`before`] those after the update that `user` was read after.
pub fn after(fields: &mut [FieldOutcome], user: &User) {
    for field in fields.iter_mut().filter(|field| field.outcome != Finding::Unverifiable) {
        field.seen = shown(&field.field, user);
        let was_there = matches!(field.outcome, Finding::Already);
        let made = if was_there { Finding::Already } else { Finding::Applied };
        field.outcome = match likeness(&field.field, &field.new, user) {
            Likeness::Same => made,
            // More items than were set, as before: whether that is what was meant, nobody can tell.
            Likeness::Among(_) if !was_there && field.seen == field.old => Finding::Ignored,
            Likeness::Among(_) => made,
            Likeness::Other | Likeness::Hidden => Finding::Ignored,
        };
    }
}

/// What is to be said of fields that came out well: items that reading shows beyond those that were set.
pub fn remarks(fields: &[FieldOutcome], user: &User) -> Vec<Problem> {
    let well = fields.iter().filter(|field| matches!(field.outcome, Finding::Applied | Finding::Already));
    well.filter_map(|field| match likeness(&field.field, &field.new, user) {
        Likeness::Among(more) => {
            let items = if more == 1 { "1 item".to_owned() } else { format!("{more} items") };
            Some(Problem::new(field.field.as_str(), format!("reading shows {items} more than were set")))
        }
        _ => None,
    })
    .collect()
}

/// The patch without what reading shows already, and in `fields` what is left out of it; `None` where nothing is left
/// to send.
pub fn only_changes(patch: &UserPatch, fields: &mut [FieldOutcome], encoding: Encoding) -> Option<UserPatch> {
    let differs = |fields: &[FieldOutcome], name: &str| {
        fields.iter().any(|field| field.field == name && field.outcome != Finding::Already)
    };
    // A number and its country go together, whichever of the two is new.
    let needed: Vec<&str> = fields
        .iter()
        .filter_map(|set| field(&set.field).filter(|known| !known.needs.is_empty()))
        .filter(|known| differs(fields, known.name) || differs(fields, known.needs))
        .flat_map(|known| [known.name, known.needs])
        .collect();
    let keeps = |name: &str| differs(fields, name) || needed.contains(&name);
    let kept: Vec<bool> = fields.iter().map(|field| keeps(&field.field)).collect();
    if !kept.contains(&true) {
        fields.iter_mut().for_each(|field| field.sent = false);
        return None;
    }
    let in_body = |(set, kept): (&FieldOutcome, &bool)| *kept && place(&set.field) == Place::Body;
    if encoding == Encoding::Multipart && !fields.iter().zip(&kept).any(in_body) {
        // A form has at least one part; what is there already does no harm.
        return Some(patch.clone());
    }
    let mut less = patch.clone();
    for (field, kept) in fields.iter_mut().zip(kept) {
        field.sent = kept;
        if !kept {
            less.unset(&field.field);
        }
    }
    Some(less)
}

/// What reading shows of a field, by the name that sets it: `None` where it shows nothing.
///
/// The personal link name is taken out of its URL; everything else is as reading shows it.
pub fn shown(name: &str, user: &User) -> Option<Json> {
    match field(name).map(|field| field.read_back) {
        Some(ReadBack::Never) => None,
        Some(ReadBack::As("vanity_url")) => Some(link_name(user.text("vanity_url")?).into()),
        Some(ReadBack::As(other)) => user.get(other).cloned(),
        Some(ReadBack::Same) | None => user.get(name).cloned(),
    }
}

/// How what is set and what is shown go together.
enum Likeness {
    Same,
    /// Everything that was set is there, and so many items more.
    Among(usize),
    Other,
    /// Reading cannot show it.
    Hidden,
}

impl Likeness {
    fn of(same: bool) -> Self {
        if same { Self::Same } else { Self::Other }
    }
}

fn likeness(name: &str, new: &Json, user: &User) -> Likeness {
    let known = field(name);
    let shown = shown(name, user);
    match known {
        Some(Field { read_back: ReadBack::Never, .. }) => return Likeness::Hidden,
        // A name that the catalogue does not know may be one that reading shows, or not.
        None if shown.is_none() => return Likeness::Hidden,
        _ => {}
    }
    if is_none(new, name) {
        return Likeness::of(shown.as_ref().is_none_or(|shown| is_none(shown, name) || is_made_up(name, shown, user)));
    }
    let Some(shown) = shown else { return Likeness::Other };
    match (name, known.map(|field| field.kind)) {
        ("group_id", _) => Likeness::of(list(&shown).iter().any(|group| holds(new, group))),
        ("phone_number", _) => Likeness::of(phone::same(("", text(new)), ("", text(&shown)))),
        ("phone_numbers", _) => lists(list(new), list(&shown), same_phone),
        ("custom_attributes", _) => attributes(list(new), list(&shown)),
        (_, Some(Kind::Text { form: Form::Email | Form::Country, .. })) => {
            Likeness::of(text(new).eq_ignore_ascii_case(text(&shown)) || holds(new, &shown))
        }
        _ if new.is_array() => lists(list(new), list(&shown), holds),
        _ => Likeness::of(holds(new, &shown)),
    }
}

/// What a value of a patch is as JSON. What is none stays text, as it is sent.
fn json(name: &str, value: &Value) -> Json {
    match value.wire(field(name).map(|field| &field.kind)) {
        Wire::Text(text) => text.into(),
        Wire::Json(json) => serde_json::from_str(&json).unwrap_or_else(|_| json.into()),
    }
}

/// Whether a value stands for having none: null, nothing in it, or the choice that switches a plan off.
fn is_none(value: &Json, name: &str) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty() || (name == "plan_united_type" && text == "none"),
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Number(number) => name == "zoom_one_type" && number.as_i64() == Some(0),
        Json::Bool(_) => false,
    }
}

/// Zoom makes a display name of first and last name where none is set.
fn is_made_up(name: &str, shown: &Json, user: &User) -> bool {
    let part = |name: &str| user.text(name).unwrap_or_default();
    name == "display_name" && text(shown) == format!("{} {}", part("first_name"), part("last_name")).trim()
}

/// The last segment of a personal link, `jane.doe` of `https://zoom.us/my/jane.doe`.
fn link_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let segment = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    percent_decoded(segment).unwrap_or_else(|| segment.to_owned())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(if byte == b'%' { digit(rest.next())? << 4 | digit(rest.next())? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}

/// The items of a list; anything else is a list of itself, as older descriptions of Zoom's have it.
fn list(value: &Json) -> &[Json] {
    match value {
        Json::Array(items) => items,
        other => std::slice::from_ref(other),
    }
}

/// Both as sets: every item that was set must be there, and what else is there counts as more.
fn lists(new: &[Json], shown: &[Json], same: impl Fn(&Json, &Json) -> bool) -> Likeness {
    let all = new.iter().all(|new| shown.iter().any(|shown| same(new, shown)));
    let more = shown.iter().filter(|shown| !new.iter().any(|new| same(new, shown))).count();
    match (all, more) {
        (true, 0) => Likeness::Same,
        (true, more) => Likeness::Among(more),
        (false, _) => Likeness::Other,
    }
}

/// Custom attributes by key, or by name where none is given; one without a value is none.
fn attributes(new: &[Json], shown: &[Json]) -> Likeness {
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
        (true, 0) => Likeness::Same,
        (true, more) => Likeness::Among(more),
        (false, _) => Likeness::Other,
    }
}

/// Whether an entry of `phone_numbers` is there: the number in its normal form, and country and label where they are set.
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

/// Whether `shown` has everything that `new` says. A number is the same as its text, a member that is null or "" as one
/// that is not there; members beyond those that were set do not count.
fn holds(new: &Json, shown: &Json) -> bool {
    match (new, shown) {
        (Json::Object(new), Json::Object(shown)) => new.iter().all(|(name, new)| match shown.get(name) {
            Some(shown) => holds(new, shown),
            None => is_none(new, ""),
        }),
        (Json::Array(_), Json::Array(_)) => matches!(lists(list(new), list(shown), holds), Likeness::Same),
        (Json::Number(number), Json::String(text)) | (Json::String(text), Json::Number(number)) => {
            number.to_string() == text.trim()
        }
        (Json::Bool(flag), Json::String(text)) | (Json::String(text), Json::Bool(flag)) => {
            flag.to_string() == text.trim()
        }
        (new, shown) => new == shown,
    }
}

#[cfg(test)]
mod tests;

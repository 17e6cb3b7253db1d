//! The names that the choices, objects and enums of the schema have in Python and in Rust.

use zoomuser::internal::schema::{FIELDS, Kind, Member};

/// Names whose class is not simply called after them.
const CLASS_NAMES: &[(&str, &str)] = &[
    ("type", "UserType"),
    ("label", "PhoneLabel"),
    ("phone_numbers", "PhoneNumber"),
    ("custom_attributes", "CustomAttribute"),
    ("license_info_list", "LicenseInfo"),
];

/// Every name that has a kind: fields and the members of their objects.
pub(super) fn kinds() -> impl Iterator<Item = (&'static str, &'static Kind)> {
    FIELDS.iter().flat_map(|field| {
        let members = members(&field.kind).unwrap_or_default();
        std::iter::once((field.name, &field.kind)).chain(members.iter().map(|member| (member.name, &member.kind)))
    })
}

/// The choices of a kind: what gives each its name, its value as a literal, and its meaning.
pub(super) fn choices(kind: &'static Kind) -> Vec<(&'static str, String, &'static str)> {
    match kind {
        Kind::IntegerChoice(choices) => {
            choices.iter().map(|(value, meaning)| (*meaning, value.to_string(), *meaning)).collect()
        }
        Kind::TextChoice(choices) => {
            let is_word = |value: &str| value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
            let name = |value, meaning| if is_word(value) { value } else { meaning };
            choices.iter().map(|(value, meaning)| (name(*value, *meaning), format!("{value:?}"), *meaning)).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn members(kind: &'static Kind) -> Option<&'static [Member]> {
    match kind {
        Kind::ObjectList { members, .. } | Kind::Object(members) => Some(members),
        _ => None,
    }
}

/// `zoom_one_type` is `ZoomOneType`.
pub(super) fn class_name(name: &str) -> String {
    if let Some((_, class)) = CLASS_NAMES.iter().find(|(known, _)| *known == name) {
        return (*class).to_owned();
    }
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// `Zoom work e-mail` is `ZOOM_WORK_EMAIL`; text in brackets goes into the comment only.
pub(super) fn member_name(meaning: &str) -> String {
    let bare = meaning.split(" (").next().unwrap_or(meaning).replace("e-mail", "email");
    let words = bare.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_uppercase()
}

/// Words as a sentence.
pub(super) fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let whole = first + chars.as_str();
    if whole.ends_with('.') { whole } else { whole + "." }
}

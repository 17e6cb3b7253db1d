//! The vocabulary of the Python package: enums, dataclasses and typed dicts, made of the catalogue.

use zoomuser::Status;
use zoomuser::send::options::{OPTIONS, OptionInfo, OptionKind};
use zoomuser::update::fields::{FIELDS, Field, Kind, Member, Place};

/// Names whose class is not simply called after them.
const CLASS_NAMES: &[(&str, &str)] = &[
    ("type", "UserType"),
    ("label", "PhoneLabel"),
    ("phone_numbers", "PhoneNumber"),
    ("custom_attributes", "CustomAttribute"),
    ("license_info_list", "LicenseInfo"),
];

/// The file `_vocabulary.py`.
pub(crate) fn python() -> Result<String, String> {
    let mut out = String::from(
        "\"\"\"Made by `cargo xtask header` from the catalogue of the core library; do not edit.\"\"\"\n\n\
         from __future__ import annotations\n\n\
         from collections.abc import Sequence\n\
         from dataclasses import dataclass\n\
         from enum import Enum, IntEnum\n\
         from typing import TYPE_CHECKING, Literal, TypedDict, Union\n\n\
         from zoomuser._item import Item\n\n\
         if TYPE_CHECKING:\n    from datetime import timedelta\n    from os import PathLike\n\n    from zoomuser._null import NullType\n\n\n",
    );
    statuses(&mut out);
    for (name, kind) in kinds() {
        match kind {
            Kind::IntegerChoice(choices) => {
                let members =
                    choices.iter().map(|(value, meaning)| (member_name(meaning), value.to_string(), *meaning));
                enumeration(&mut out, name, "IntEnum", members)?;
            }
            Kind::TextChoice(choices) => {
                let members = choices.iter().map(|(value, meaning)| {
                    let is_word = value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
                    (member_name(if is_word { value } else { meaning }), format!("\"{value}\""), *meaning)
                });
                enumeration(&mut out, name, "str, Enum", members)?;
            }
            _ => {}
        }
    }
    for field in FIELDS {
        if let Some(members) = members(&field.kind) {
            item(&mut out, field, members);
        }
    }
    user_fields(&mut out);
    options(&mut out);
    Ok(out)
}

/// Every name that has a kind: fields and the members of their objects.
fn kinds() -> impl Iterator<Item = (&'static str, &'static Kind)> {
    FIELDS.iter().flat_map(|field| {
        let members = members(&field.kind).unwrap_or_default();
        std::iter::once((field.name, &field.kind)).chain(members.iter().map(|member| (member.name, &member.kind)))
    })
}

fn members(kind: &'static Kind) -> Option<&'static [Member]> {
    match kind {
        Kind::ObjectList { members, .. } | Kind::Object(members) => Some(members),
        _ => None,
    }
}

/// `zoom_one_type` is `ZoomOneType`.
fn class_name(name: &str) -> String {
    if let Some((_, class)) = CLASS_NAMES.iter().find(|(known, _)| *known == name) {
        return (*class).to_owned();
    }
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// `Zoom work e-mail` is `ZOOM_WORK_EMAIL`; what stands in brackets is left to the comment.
fn member_name(meaning: &str) -> String {
    let bare = meaning.split(" (").next().unwrap_or(meaning).replace("e-mail", "email");
    let words = bare.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_uppercase()
}

fn statuses(out: &mut String) {
    out.push_str("class Status(IntEnum):\n    \"\"\"How a call ended: the same numbers in every language.\"\"\"\n\n");
    for status in Status::ALL {
        out.push_str(&format!(
            "    {} = {}\n    \"\"\"{}\"\"\"\n",
            status.name(),
            status.code(),
            sentence(status.text())
        ));
    }
    let retryable = Status::ALL.iter().filter(|status| status.is_retryable());
    let names: Vec<String> = retryable.map(|status| format!("Status.{}", status.name())).collect();
    out.push_str(&format!("\n\nRETRYABLE = frozenset(\n    (\n        {},\n    )\n)\n\n\n", names.join(",\n        ")));
}

fn enumeration(
    out: &mut String,
    name: &str,
    base: &str,
    members: impl Iterator<Item = (String, String, &'static str)>,
) -> Result<(), String> {
    let class = class_name(name);
    out.push_str(&format!("class {class}({base}):\n    \"\"\"Values of `{name}`.\"\"\"\n\n"));
    out.push_str(&format!("    __zoom_names__ = (\"{name}\",)\n\n"));
    let mut seen: Vec<String> = Vec::new();
    for (member, value, meaning) in members {
        if seen.contains(&member) {
            return Err(format!("{class}.{member} stands twice"));
        }
        out.push_str(&format!("    {member} = {value}\n    \"\"\"{}\"\"\"\n", sentence(meaning)));
        seen.push(member);
    }
    out.push_str("\n\n");
    Ok(())
}

/// A dataclass, and the dict that may be given in its place.
fn item(out: &mut String, field: &Field, members: &'static [Member]) {
    let class = class_name(field.name);
    let part = if matches!(field.kind, Kind::Object(_)) { "The value" } else { "One item" };
    let partly = members.iter().any(|member| !member.required);
    let total = if partly { ", total=False" } else { "" };
    out.push_str(&format!(
        "class {class}Dict(TypedDict{total}):\n    \"\"\"{part} of `{}` as a dict.\"\"\"\n\n",
        field.name
    ));
    for member in members {
        out.push_str(&format!("    {}: {}\n", member.name, python_type(member.name, &member.kind)));
    }
    out.push_str(&format!(
        "\n\n@dataclass(frozen=True)\nclass {class}(Item):\n    \"\"\"{part} of `{}`.{}\"\"\"\n\n",
        field.name,
        if partly { " Members that are `None` are left out." } else { "" }
    ));
    for member in members {
        let python_type = python_type(member.name, &member.kind);
        let rest = if member.required { String::new() } else { " | None = None".to_owned() };
        out.push_str(&format!("    {}: {python_type}{rest}\n", member.name));
    }
    out.push_str("\n\n");
}

fn python_type(name: &str, kind: &'static Kind) -> String {
    match kind {
        Kind::Text { .. } => "str".to_owned(),
        Kind::TextChoice(_) => format!("{} | str", class_name(name)),
        Kind::Integer { .. } => "int".to_owned(),
        Kind::IntegerChoice(_) => format!("{} | int", class_name(name)),
        Kind::Boolean => "bool".to_owned(),
        Kind::TextList { .. } => "Sequence[str]".to_owned(),
        Kind::ObjectList { .. } => format!("Sequence[{class} | {class}Dict]", class = class_name(name)),
        Kind::Object(_) => format!("{class} | {class}Dict", class = class_name(name)),
    }
}

fn user_fields(out: &mut String) {
    out.push_str(
        "class UserFields(TypedDict, total=False):\n    \"\"\"The fields of a user that `PATCH /users/{userId}` takes.\n\n    \
         `None` leaves a field out; `NULL` is JSON null.\n    \"\"\"\n\n",
    );
    for field in FIELDS {
        let null = if field.place == Place::Body { " | NullType" } else { "" };
        out.push_str(&format!("    {}: {}{null} | None\n", field.name, python_type(field.name, &field.kind)));
        let mut words = sentence(field.help);
        if !matches!(field.kind, Kind::IntegerChoice(_) | Kind::TextChoice(_) | Kind::Boolean)
            && !field.limits().is_empty()
        {
            words.push_str(&format!(" {}.", sentence(&field.limits()).trim_end_matches('.')));
        }
        if !field.deprecated.is_empty() {
            words.push_str(&format!(" Deprecated: use `{}`.", field.deprecated));
        }
        if !field.excludes.is_empty() {
            words.push_str(&format!(" Not together with `{}`.", field.excludes.join("`, `")));
        }
        out.push_str(&format!("    \"\"\"{words}\"\"\"\n"));
    }
    out.push_str("\n\n");
}

fn options(out: &mut String) {
    out.push_str("Seconds = Union[float, \"timedelta\"]\n\n\n");
    out.push_str(
        "class Options(TypedDict, total=False):\n    \"\"\"The options of a client, but `token`. `None` is the default.\n\n    \
         The same names as in every language, but times are in seconds and without `_ms`: `timeout_ms` is `timeout`.\n    \"\"\"\n\n",
    );
    for option in OPTIONS.iter().filter(|option| option.name != "token") {
        let (name, python_type, default) = option_of(option);
        out.push_str(&format!("    {name}: {python_type} | None\n"));
        let default = if default.is_empty() { String::new() } else { format!(" Default: {default}.") };
        let help = sentence(&option.help.replace("_ms", ""));
        out.push_str(&format!("    \"\"\"{help}{default}\"\"\"\n"));
    }
    out.push_str(
        "\n\nclass Keywords(UserFields, Options, total=False):\n    \"\"\"Fields and options together, as `update_user` takes them.\"\"\"\n",
    );
}

fn option_of(option: &OptionInfo) -> (&'static str, String, String) {
    let default = option.default.to_owned();
    match option.kind {
        OptionKind::Text | OptionKind::Secret | OptionKind::Url => (option.name, "str".to_owned(), default),
        OptionKind::File => (option.name, "str | PathLike[str]".to_owned(), default),
        OptionKind::Milliseconds { .. } => {
            let seconds = option.default.parse::<f64>().map(|ms| format!("{} seconds", ms / 1000.0)).unwrap_or(default);
            (option.name.strip_suffix("_ms").unwrap_or(option.name), "Seconds".to_owned(), seconds)
        }
        OptionKind::Number { .. } => (option.name, "int".to_owned(), default),
        OptionKind::Switch => {
            (option.name, "bool".to_owned(), if default == "on" { "True" } else { "False" }.to_owned())
        }
        OptionKind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            (option.name, format!("Literal[{}]", words.join(", ")), default)
        }
    }
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let whole = first + chars.as_str();
    if whole.ends_with('.') { whole } else { whole + "." }
}

//! The vocabulary of the Python package: enums, dataclasses and typed dicts, made of the catalogue.

use super::names::{choices, class_name, kinds, member_name, members, sentence};
use std::collections::BTreeSet;
use zoomuser::Status;
use zoomuser::internal::options::{OPTIONS, OptionInfo, OptionKind};
use zoomuser::internal::schema::{FIELDS, Field, Kind, Member, Place};
use zoomuser::internal::status::python_exception;

/// The file `_vocabulary.py`.
pub(crate) fn python() -> Result<String, String> {
    let enumerations: String = kinds().map(|(name, kind)| enumeration(name, kind)).collect::<Result<_, _>>()?;
    let items = FIELDS.iter().filter_map(|field| Some(item(field, members(&field.kind)?)));
    Ok(format!(
        "\"\"\"Made by `cargo xtask header` from the catalogue of the core library; do not edit.\"\"\"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, IntEnum
from os import PathLike
from typing import Literal, Optional, TypedDict, Union

from zoomuser._item import Item
from zoomuser._null import NullType


{statuses}{enumerations}{items}{fields}

Seconds = Union[float, timedelta]


{options}

class Keywords(UserFields, Options, total=False):
    \"\"\"Fields and options together, as `update_user` takes them.\"\"\"
",
        statuses = statuses(),
        items = items.collect::<String>(),
        fields = typed_dict(
            "UserFields",
            "The fields of a user that `PATCH /users/{userId}` takes.\n\n    `None` leaves a field out; `NULL` is JSON null.",
            FIELDS.iter().map(field_row),
        ),
        options = typed_dict(
            "Options",
            "The options of a client, but `token`. `None` is the default.\n\n    The same names as in every language, but \
             times are in seconds and without `_ms`: `timeout_ms` is `timeout`.",
            OPTIONS.iter().filter(|option| option.name != "token").map(option_row),
        ),
    ))
}

fn statuses() -> String {
    let members = Status::ALL.iter().map(|status| {
        format!("    {} = {}\n    \"\"\"{}\"\"\"\n", status.name(), status.code(), sentence(status.text()))
    });
    let retryable = Status::ALL.iter().filter(|status| status.is_retryable());
    let failures = Status::ALL.iter().filter(|status| **status != Status::Ok);
    format!(
        "class Status(IntEnum):
    \"\"\"How a call ended: the same numbers in every language.\"\"\"

{}

RETRYABLE = frozenset(
    (
{}    )
)


EXCEPTIONS = {{
{}}}
\"\"\"The exception of each status, by the name of its class.\"\"\"


",
        members.collect::<String>(),
        retryable.map(|status| format!("        Status.{},\n", status.name())).collect::<String>(),
        failures
            .map(|status| format!("    Status.{}: \"{}\",\n", status.name(), python_exception(*status)))
            .collect::<String>(),
    )
}

/// The enumeration of a kind with choices.
fn enumeration(name: &str, kind: &'static Kind) -> Result<String, String> {
    let base = match kind {
        Kind::IntegerChoice(_) => "IntEnum",
        Kind::TextChoice(_) => "str, Enum",
        _ => return Ok(String::new()),
    };
    let class = class_name(name);
    let mut out = format!(
        "class {class}({base}):\n    \"\"\"Values of `{name}`.\"\"\"\n\n    __zoom_names__ = (\"{name}\",)\n\n"
    );
    let mut seen = BTreeSet::new();
    for (words, value, meaning) in choices(kind) {
        let member = member_name(words);
        out.push_str(&format!("    {member} = {value}\n    \"\"\"{}\"\"\"\n", sentence(meaning)));
        if !seen.insert(member) {
            return Err(format!("{class}: two choices are named after `{words}`"));
        }
    }
    Ok(out + "\n\n")
}

/// A dataclass, and the dict that may be given in its place.
fn item(field: &Field, members: &'static [Member]) -> String {
    let (class, name) = (class_name(field.name), field.name);
    let part = if matches!(field.kind, Kind::Object(_)) { "The value" } else { "One item" };
    let partly = members.iter().any(|member| !member.required);
    let (total, left_out) = if partly { (", total=False", " Members that are `None` are left out.") } else { ("", "") };
    let typed = |member: &'static Member| python_type(member.name, &member.kind);
    let in_dict = members.iter().map(|member| format!("    {}: {}\n", member.name, typed(member)));
    let in_class = members.iter().map(|member| match member.required {
        true => format!("    {}: {}\n", member.name, typed(member)),
        false => format!("    {}: Optional[{}] = None\n", member.name, typed(member)),
    });
    format!(
        "class {class}Dict(TypedDict{total}):
    \"\"\"{part} of `{name}` as a dict.\"\"\"

{}

@dataclass(frozen=True, eq=False, repr=False)
class {class}(Item):
    \"\"\"{part} of `{name}`.{left_out}\"\"\"

{}

",
        in_dict.collect::<String>(),
        in_class.collect::<String>()
    )
}

fn python_type(name: &str, kind: &'static Kind) -> String {
    match kind {
        Kind::Text { .. } => "str".to_owned(),
        Kind::TextChoice(_) => format!("Union[{}, str]", class_name(name)),
        Kind::Integer { .. } => "int".to_owned(),
        Kind::IntegerChoice(_) => format!("Union[{}, int]", class_name(name)),
        Kind::Boolean => "bool".to_owned(),
        Kind::TextList { .. } => "Sequence[str]".to_owned(),
        Kind::ObjectList { .. } => format!("Sequence[Union[{class}, {class}Dict]]", class = class_name(name)),
        Kind::Object(_) => format!("Union[{class}, {class}Dict]", class = class_name(name)),
    }
}

/// A member of a typed dict: name, type, and what it is.
type Row = (&'static str, String, String);

fn field_row(field: &'static Field) -> Row {
    let python_type = optional(&python_type(field.name, &field.kind), field.place == Place::Body);
    (field.name, python_type, words(field))
}

/// The type of a field that may be left out, and perhaps be null; flat, as people read it.
fn optional(python_type: &str, or_null: bool) -> String {
    let flat = python_type.strip_prefix("Union[").and_then(|rest| rest.strip_suffix(']')).unwrap_or(python_type);
    match (or_null, flat == python_type) {
        (true, _) => format!("Union[{flat}, NullType, None]"),
        (false, true) => format!("Optional[{flat}]"),
        (false, false) => format!("Union[{flat}, None]"),
    }
}

/// What a field is, with its limits.
fn words(field: &Field) -> String {
    let mut words = sentence(field.help);
    if !matches!(field.kind, Kind::IntegerChoice(_) | Kind::TextChoice(_) | Kind::Boolean) && !field.limits().is_empty()
    {
        words.push_str(&format!(" {}.", sentence(&field.limits()).trim_end_matches('.')));
    }
    if !field.deprecated.is_empty() {
        words.push_str(&format!(" Deprecated: use `{}`.", field.deprecated));
    }
    if !field.excludes.is_empty() {
        words.push_str(&format!(" Not together with `{}`.", field.excludes.join("`, `")));
    }
    words
}

/// A typed dict whose members are documented twice: in its own text for `help()`, beside each for editors.
fn typed_dict(class: &str, about: &str, rows: impl Iterator<Item = Row>) -> String {
    let (mut listed, mut members) = (String::new(), String::new());
    for (name, python_type, words) in rows {
        listed.push_str(&format!("    * `{name}`: {words}\n"));
        members.push_str(&format!("    {name}: {python_type}\n    \"\"\"{words}\"\"\"\n"));
    }
    format!("class {class}(TypedDict, total=False):\n    \"\"\"{about}\n\n{listed}    \"\"\"\n\n{members}")
}

fn option_row(option: &OptionInfo) -> Row {
    let mut default = option.default.to_owned();
    let mut name = option.name;
    let python_type = match option.kind {
        OptionKind::Text | OptionKind::Secret | OptionKind::Url => "str".to_owned(),
        OptionKind::File => "Union[str, PathLike[str]]".to_owned(),
        OptionKind::Milliseconds { .. } => {
            name = name.strip_suffix("_ms").unwrap_or(name);
            default = default.parse::<f64>().map(|ms| format!("{} seconds", ms / 1000.0)).unwrap_or(default);
            "Seconds".to_owned()
        }
        OptionKind::Number { .. } => "int".to_owned(),
        OptionKind::Switch => {
            default = if default == "on" { "True" } else { "False" }.to_owned();
            "bool".to_owned()
        }
        OptionKind::Choice(words) => format!("Literal[\"{}\"]", words.join("\", \"")),
    };
    let default = if default.is_empty() { String::new() } else { format!(" Default: {default}.") };
    let words = format!("{}{default}", sentence(&option.help.replace("_ms", "")));
    (name, format!("Optional[{python_type}]"), words)
}

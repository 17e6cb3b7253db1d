//! The typed API of the Rust library, generated from the field schema: one row for each choice, member, setter and getter.
//! `request/typed/macros.rs` of the library makes types and functions of the rows.

use super::names::{choices, class_name, kinds, member_name, members, sentence};
use std::fmt::Write;
use zoomuser::internal::schema::{FIELDS, Field, Kind, Member, Place, ReadBack, TextFormat};

/// The file `request/typed/rows.rs` of the library.
pub(crate) fn rust() -> String {
    let mut out = String::from(
        "//! Typed setters of [`UserPatch`], typed getters of [`User`], and the types of their values.\n\
         //!\n\
         //! Made by `cargo xtask header` from the field schema; do not edit.\n\n\
         use super::macros::*;\n\
         use crate::request::patch::UserPatch;\n\
         use crate::request::value::Value;\n\
         use crate::response::user::user::User;\n\nchoices! {\n",
    );
    for (name, kind) in kinds() {
        let form = match kind {
            Kind::IntegerChoice(_) => "integer",
            Kind::TextChoice(_) => "text",
            _ => continue,
        };
        let _ = writeln!(out, "    {} {name:?} {form} {{", class_name(name));
        for (words, value, meaning) in choices(kind) {
            let _ =
                writeln!(out, "        {} = {value} {:?},", variant(words), sentence(meaning).trim_end_matches('.'));
        }
        out.push_str("    }\n");
    }
    out.push_str("}\n\nobjects! {\n");
    for field in FIELDS {
        if let Some(members) = members(&field.kind) {
            let _ = writeln!(out, "    {} {:?} {{", class_name(field.name), field.name);
            for member in members {
                let _ = writeln!(out, "        {}: {},", member.name, member_type(member));
            }
            out.push_str("    }\n");
        }
    }
    out.push_str("}\n\nsetters! {\n");
    FIELDS.iter().for_each(|field| setter(&mut out, field));
    out.push_str("}\n\ngetters! {\n");
    FIELDS.iter().for_each(|field| getter(&mut out, field));
    out.push_str("}\n");
    out
}

/// `ask each time` as the variant `AskEachTime`.
fn variant(meaning: &str) -> String {
    let name = member_name(meaning);
    name.split('_').map(|word| format!("{}{}", &word[..1], word[1..].to_lowercase())).collect()
}

/// The name in Rust, where `type` is a keyword.
fn rust_name(name: &str) -> &str {
    if name == "type" { "user_type" } else { name }
}

fn member_type(member: &Member) -> String {
    match member.kind {
        Kind::TextChoice(_) | Kind::IntegerChoice(_) => class_name(member.name),
        Kind::Boolean => "bool".to_owned(),
        _ => "String".to_owned(),
    }
}

/// How a value is set, and how it is read unless that differs.
fn form(field: &Field) -> String {
    let class = class_name(field.name);
    match field.kind {
        Kind::Text { .. } => "one(String)".to_owned(),
        Kind::Integer { .. } => "one(i64)".to_owned(),
        Kind::Boolean => "one(bool)".to_owned(),
        Kind::IntegerChoice(_) | Kind::TextChoice(_) => format!("one({class})"),
        Kind::TextList { .. } => "texts(String)".to_owned(),
        Kind::ObjectList { .. } => format!("list({class})"),
        Kind::Object(_) => format!("object({class})"),
    }
}

fn setter(out: &mut String, field: &Field) {
    let mut help = format!("{}.", field.help);
    let is_free = matches!(
        field.kind,
        Kind::IntegerChoice(_) | Kind::TextChoice(_) | Kind::Boolean | Kind::Object(_) | Kind::ObjectList { .. }
    );
    if !is_free && !field.limits().is_empty() {
        help.push_str(&format!(" Limit: {}.", field.limits()));
    }
    if field.place == Place::Query {
        help.push_str(" A parameter of the query.");
    }
    if !field.deprecated.is_empty() {
        help.push_str(&format!(" Deprecated by Zoom: use `{}`.", field.deprecated));
    }
    let (name, zoom, form) = (rust_name(field.name), field.name, form(field));
    let _ = writeln!(out, "    {name} {zoom:?} {form} {help:?} {:?};", example(field, &class_name(field.name)));
}

/// A value for the example in the documentation.
fn example(field: &Field, class: &str) -> String {
    match field.kind {
        Kind::Text { format, .. } => match format {
            TextFormat::Digits => "\"246810\"",
            TextFormat::Email => "\"grace@example.com\"",
            TextFormat::Timezone => "\"Europe/Berlin\"",
            TextFormat::Language => "\"en-US\"",
            TextFormat::Country => "\"GB\"",
            TextFormat::LinkedIn => "\"https://www.linkedin.com/in/ada\"",
            _ => free_text(field.name),
        }
        .to_owned(),
        Kind::IntegerChoice(choices) => {
            format!("zoomuser::{class}::{}", choices.first().map(|row| variant(row.1)).unwrap_or_default())
        }
        Kind::TextChoice(_) => format!("zoomuser::{class}::ALL[0]"),
        Kind::Integer { min, .. } => min.to_string(),
        Kind::Boolean => "true".to_owned(),
        Kind::TextList { .. } => "[\"id\"]".to_owned(),
        Kind::ObjectList { .. } => format!("[zoomuser::{class}::new()]"),
        Kind::Object(_) => format!("zoomuser::{class}::new()"),
    }
}

/// A text that a user would give to a field without a format.
fn free_text(name: &str) -> &'static str {
    match name {
        "first_name" => "\"Ada\"",
        "last_name" => "\"Lovelace\"",
        "display_name" => "\"Ada Lovelace\"",
        "dept" => "\"Research\"",
        "vanity_name" => "\"ada.lovelace\"",
        "job_title" => "\"Analyst\"",
        "company" => "\"Example Ltd\"",
        "location" => "\"London\"",
        "phone_number" => "\"2079460123\"",
        "pronouns" => "\"she/her\"",
        "about_me" => "\"Works on the analytical engine.\"",
        "cost_center" => "\"4711\"",
        "cms_user_id" | "group_id" => "\"an-id\"",
        _ => "\"text\"",
    }
}

fn getter(out: &mut String, field: &Field) {
    let shown = match field.read_back {
        ReadBack::Never => return,
        ReadBack::Same => field.name,
        ReadBack::As(name) => name,
    };
    let form = match field.kind {
        // `group_id` is set, the list `group_ids` is read.
        Kind::Text { .. } if shown.ends_with("_ids") => "texts(String)".to_owned(),
        Kind::Text { .. } => "text(String)".to_owned(),
        Kind::Object(_) => format!("one({})", class_name(field.name)),
        _ => form(field),
    };
    let _ = writeln!(out, "    {} {shown:?} {form} {:?};", rust_name(shown), format!("{}.", field.help));
}

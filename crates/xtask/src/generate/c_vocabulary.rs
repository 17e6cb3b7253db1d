//! `tests/c/vocabulary.h`: what the header names, as lists that a C test can go through.

use crate::c_api::Api;
use crate::c_api::constants::{c_name, macro_name};
use crate::c_api::properties::{PROPERTIES, Property};
use zoomuser::Status;
use zoomuser::internal::outcome_members::LISTS;
use zoomuser_bulk::apply::members::{ROW_COLUMNS, ROWS};

/// The file.
pub(crate) fn header() -> Result<String, String> {
    let api = Api::read()?;
    let mut out = String::from(
        "/* Made by `cargo xtask header` from the C API; do not edit. */\n\
         /* X(macro, ...) for each status (with whether it is retryable), field, option, text, number, list, list item and property. */\n",
    );
    let statuses =
        Status::ALL.iter().map(|status| format!("{}, {}", c_name(*status), i32::from(status.is_retryable())));
    push(&mut out, "STATUS", statuses);
    for noun in ["FIELD", "OPTION", "TEXT", "NUMBER", "LIST"] {
        let prefix = if noun == "OPTION" { "OPT" } else { noun };
        push(&mut out, noun, api.texts_of(&format!("ZOOM_{prefix}_")).map(|(_, name)| macro_name(prefix, name)));
    }
    let lists = LISTS.iter().map(|list| (list.name, list.columns)).chain([(ROWS.0, &ROW_COLUMNS[..])]);
    let items = lists.flat_map(|(list, columns)| {
        let name = macro_name("LIST", list);
        columns.iter().map(move |item| format!("{name}, {}", macro_name("ITEM", item)))
    });
    push(&mut out, "ITEM", items);
    let properties = |applies: fn(&&Property) -> bool| {
        PROPERTIES.iter().filter(applies).map(|property| macro_name("PROPERTY", property.name))
    };
    push(&mut out, "FIELD_PROPERTY", properties(|property| property.of_field.is_some()));
    push(&mut out, "OPTION_PROPERTY", properties(|property| property.of_option.is_some()));
    Ok(out)
}

fn push(out: &mut String, noun: &str, rows: impl Iterator<Item = String>) {
    let rows: String = rows.map(|row| format!(" \\\n    X({row})")).collect();
    out.push_str(&format!("\n#define EACH_{noun}(X){rows}\n"));
}

//! The macros of the header that have a value, from the tables of core.

use super::properties::PROPERTIES;
use zoomuser::Status;
use zoomuser::internal::options::OPTIONS;
use zoomuser::internal::outcome_members::{COLUMNS, LISTS, NUMBERS, TEXTS};
use zoomuser::internal::schema::FIELDS;
use zoomuser_bulk::apply::members as bulk;

/// Constants under one heading of the header.
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) constants: Vec<Constant>,
}

/// A macro.
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) help: String,
}

pub(crate) enum Value {
    Number(i32),
    Text(&'static str),
}

/// All of them, in the order of the header.
pub(super) fn all() -> Vec<Group> {
    let pairs = |prefix: &'static str, rows: &[(&'static str, &'static str)]| {
        rows.iter().map(|(name, help)| named(prefix, name, help)).collect::<Vec<_>>()
    };
    let texts = TEXTS.iter().map(|text| named("TEXT", text.name, text.help)).chain(pairs("TEXT", bulk::TEXTS));
    let numbers = NUMBERS.iter().map(|number| named("NUMBER", number.name, number.help));
    let numbers = numbers.chain(pairs("NUMBER", bulk::NUMBERS));
    let list = |name, help: &str, columns: &[&str]| named("LIST", name, &format!("{help} ({})", columns.join(", ")));
    let lists = LISTS.iter().map(|one| list(one.name, one.help, one.columns));
    let lists = lists.chain([list(bulk::ROWS.0, bulk::ROWS.1, &bulk::ROW_COLUMNS)]);
    let items = pairs("ITEM", COLUMNS).into_iter().chain(pairs("ITEM", bulk::ROW_HELP));
    vec![
        Group { title: "Status numbers", constants: Status::ALL.iter().map(status).collect() },
        Group {
            title: "Options: zoom_client_set and options_json",
            constants: OPTIONS.iter().map(|option| named("OPT", option.name, option.help)).collect(),
        },
        Group {
            title: "Fields: zoom_user_patch_set and fields_json",
            constants: FIELDS.iter().map(|field| named("FIELD", field.name, field.help)).collect(),
        },
        Group {
            title: "Members of a result: zoom_result_text, zoom_result_number, zoom_result_count, zoom_result_item",
            constants: texts.chain(numbers).chain(lists).chain(items).collect(),
        },
        Group {
            title: "Properties of fields and options: zoom_field_text, zoom_option_text",
            constants: PROPERTIES.iter().map(|property| named("PROPERTY", property.name, property.help)).collect(),
        },
    ]
}

fn status(status: &Status) -> Constant {
    Constant { name: c_name(*status), value: Value::Number(status.code()), help: status.text().to_owned() }
}

fn named(prefix: &str, name: &'static str, help: &str) -> Constant {
    Constant { name: macro_name(prefix, name), value: Value::Text(name), help: help.to_owned() }
}

/// `ZOOM_OPT_PLAN` for the option `plan`.
pub(crate) fn macro_name(prefix: &str, name: &str) -> String {
    format!("ZOOM_{prefix}_{}", name.to_uppercase())
}

/// The name of a status in C.
pub(crate) fn c_name(status: Status) -> String {
    match status {
        Status::Ok => "ZOOM_OK".to_owned(),
        status => format!("ZOOM_E_{}", status.name()),
    }
}

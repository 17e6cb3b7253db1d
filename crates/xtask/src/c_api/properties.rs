//! The properties of fields and options that the C API returns as text.

use zoomuser::internal::options::OptionInfo;
use zoomuser::internal::schema::{Field, Place, ReadBack};

/// The text of a property of `T`.
pub(crate) type Getter<T> = fn(&T) -> String;

/// A property that `zoom_field_text` or `zoom_option_text` returns.
pub(crate) struct Property {
    pub(crate) name: &'static str,
    /// The comment of its macro.
    pub(crate) help: &'static str,
    pub(crate) of_field: Option<Getter<Field>>,
    pub(crate) of_option: Option<Getter<OptionInfo>>,
}

/// All of them, in the order of the header.
pub(crate) const PROPERTIES: &[Property] = &[
    both("name", "its name", |field| field.name.to_owned(), |option| option.name.to_owned()),
    both(
        "kind",
        "fields: text, integer, boolean, array, object; options: the values it takes",
        |field| field.kind.json_type().to_owned(),
        OptionInfo::takes,
    ),
    both("help", "what it is, in one line", |field| field.help.to_owned(), |option| option.help.to_owned()),
    Property {
        name: "default",
        help: "options: its value unless it is set",
        of_field: None,
        of_option: Some(|option| option.default.to_owned()),
    },
    field("limits", "fields: the values that Zoom accepts", Field::limits),
    field("place", "fields: body, query", place),
    field("read_back", "fields: its name in Zoom's GET response; empty if Zoom does not return it", read_back),
    field("deprecated", "fields: its replacement; empty if it is not deprecated", |field| field.deprecated.to_owned()),
];

const fn both(
    name: &'static str,
    help: &'static str,
    of_field: Getter<Field>,
    of_option: Getter<OptionInfo>,
) -> Property {
    Property { name, help, of_field: Some(of_field), of_option: Some(of_option) }
}

const fn field(name: &'static str, help: &'static str, of_field: Getter<Field>) -> Property {
    Property { name, help, of_field: Some(of_field), of_option: None }
}

fn place(field: &Field) -> String {
    match field.place {
        Place::Body => "body".to_owned(),
        Place::Query => "query".to_owned(),
    }
}

fn read_back(field: &Field) -> String {
    match field.read_back {
        ReadBack::Same => field.name.to_owned(),
        ReadBack::As(name) => name.to_owned(),
        ReadBack::Never => String::new(),
    }
}

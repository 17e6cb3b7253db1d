//! A small catalogue beside a small file, and every kind of difference.

use super::{Difference, compare};
use serde_json::{Value, json};
use zoomuser::update::fields::{FIELDS, Field, Form, Kind, Member, Place, ReadBack};

const fn field(name: &'static str, place: Place, kind: Kind, deprecated: &'static str) -> Field {
    Field { name, place, kind, help: "", deprecated, excludes: &[], needs: "", read_back: ReadBack::Same }
}

const fn text(min: u32, max: u32, form: Form) -> Kind {
    Kind::Text { min, max, form }
}

const MEMBERS: &[Member] = &[
    Member { name: "a", kind: text(0, 0, Form::Free), required: true },
    Member { name: "b", kind: Kind::TextChoice(&[("X", ""), ("Y", "")]), required: false },
];

const SMALL: &[Field] = &[
    field("nick", Place::Body, text(2, 9, Form::Free), ""),
    field("chief", Place::Body, text(0, 0, Form::Email), ""),
    field("old", Place::Body, text(0, 0, Form::Free), "nick"),
    field("plan", Place::Body, Kind::IntegerChoice(&[(1, ""), (1 << 59, "")]), ""),
    field("room", Place::Body, Kind::Integer { min: 100, max: 999 }, ""),
    field("on", Place::Body, Kind::Boolean, ""),
    field("tags", Place::Body, Kind::TextList { usual: 0 }, ""),
    field("phones", Place::Body, Kind::ObjectList { max: 3, members: MEMBERS }, ""),
    field("mode", Place::Query, Kind::IntegerChoice(&[(0, ""), (1, "")]), ""),
];

/// A file that says the same.
fn spec() -> Value {
    serde_json::from_str(include_str!("small.json")).expect("JSON")
}

fn differences(spec: &Value) -> Vec<String> {
    compare(SMALL, spec).expect("a file").iter().map(Difference::to_string).collect()
}

#[test]
fn the_same_has_no_differences() {
    assert_eq!(differences(&spec()), Vec::<String>::new());
}

#[test]
fn every_kind_of_difference_is_seen_and_nothing_else() {
    const BODY: &str = "/components/schemas/Update";
    const QUERY: &str = "/paths/~1users~1{userId}/patch/parameters/1";
    for (place, member, value, difference) in [
        (
            "/properties/nick",
            "maxLength",
            json!(8),
            "nick: maxLength is 9 in the catalogue and 8 in the file (0: none)",
        ),
        (
            "/properties/nick",
            "minLength",
            Value::Null,
            "nick: minLength is 2 in the catalogue and 0 in the file (0: none)",
        ),
        (
            "/properties/nick",
            "type",
            json!("integer"),
            "nick: its type is string in the catalogue and integer in the file",
        ),
        (
            "/properties/nick",
            "pattern",
            json!("x"),
            "nick: the file says pattern, which the catalogue has no place for",
        ),
        ("/properties/nick", "format", json!("uri"), "nick: its format is none in the catalogue and uri in the file"),
        (
            "/properties/chief",
            "format",
            Value::Null,
            "chief: its format is email in the catalogue and none in the file",
        ),
        ("/properties/nick", "deprecated", json!(true), "nick: deprecated in the file"),
        ("/properties/old", "deprecated", json!(false), "old: deprecated in the catalogue only"),
        ("/properties", "new", json!({"type": "string"}), "new: the file has it in the body, the catalogue does not"),
        ("/properties", "on", Value::Null, "on: the catalogue has it in the body, the file does not"),
        ("", "required", json!(["on"]), "on: required in the file"),
        (
            "/properties/room",
            "maxLength",
            json!(4),
            "room: its range is 100 to 999 in the catalogue and 100 to 9999 in the file",
        ),
        (
            "/properties/room",
            "minimum",
            json!(5),
            "room: its range is 100 to 999 in the catalogue and 5 to 999 in the file",
        ),
        ("/properties/plan", "enum", json!([1, 1_i64 << 59, 3]), "plan: the choice 3 is in the file only"),
        ("/properties/plan", "enum", json!([1]), "plan: the choice 576460752303423488 is in the catalogue only"),
        (
            "/properties/plan",
            "enum",
            json!([1, 576_460_752_303_423_500_i64]),
            "plan: 576460752303423488 is 576460752303423500 in the file",
        ),
        (
            "/properties/tags",
            "items",
            json!({"type": "integer"}),
            "tags[]: its type is string in the catalogue and integer in the file",
        ),
        ("/properties/tags", "maxItems", json!(2), "tags: maxItems is 0 in the catalogue and 2 in the file (0: none)"),
        (
            "/properties/phones",
            "maxItems",
            json!(5),
            "phones: maxItems is 3 in the catalogue and 5 in the file (0: none)",
        ),
        ("/properties/phones/items", "required", json!(["a", "b"]), "phones[].b: required in the file"),
        ("/properties/phones/items", "required", json!([]), "phones[].a: required in the catalogue only"),
        ("/properties/phones/items/properties", "c", json!({}), "phones[].c: the file has it, the catalogue does not"),
        (
            "/properties/phones/items/properties",
            "a",
            Value::Null,
            "phones[].a: the catalogue has it, the file does not",
        ),
        (
            "/properties/phones/items/properties/b",
            "enum",
            json!(["X"]),
            "phones[].b: the choice Y is in the catalogue only",
        ),
    ] {
        let mut changed = spec();
        set(&mut changed, &format!("{BODY}{place}"), member, value);
        assert_eq!(differences(&changed), [difference]);
    }
    for (place, member, value, difference) in [
        ("", "required", json!(true), "mode: required in the file"),
        ("", "in", json!("header"), "mode: the catalogue has it in the query, the file does not"),
        ("/schema", "enum", json!([0, 1, 2]), "mode: the choice 2 is in the file only"),
    ] {
        let mut changed = spec();
        set(&mut changed, &format!("{QUERY}{place}"), member, value);
        assert_eq!(differences(&changed), [difference]);
    }
}

/// Sets a member of the object at `pointer`, or takes it out.
fn set(spec: &mut Value, pointer: &str, member: &str, value: Value) {
    let object = spec.pointer_mut(pointer).and_then(Value::as_object_mut).expect(pointer);
    if value.is_null() {
        object.remove(member).expect(member);
    } else {
        object.insert(member.to_owned(), value);
    }
}

#[test]
fn another_content_type_is_a_difference() {
    let mut changed = spec();
    set(&mut changed, "/paths/~1users~1{userId}/patch/requestBody/content", "multipart/form-data", json!({}));
    assert_eq!(differences(&changed), [": the body may be multipart/form-data in the file"]);
}

#[test]
fn a_file_of_something_else_is_an_error() {
    assert!(compare(SMALL, &json!({})).is_err());
    assert!(compare(SMALL, &json!([])).is_err());
}

#[test]
fn known_differences_name_fields() {
    for (at, ..) in super::KNOWN {
        let name = at.split(['[', '.']).next().expect("a name");
        assert!(FIELDS.iter().any(|field| field.name == name), "{at}");
    }
}

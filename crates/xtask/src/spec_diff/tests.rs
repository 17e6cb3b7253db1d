//! A small catalogue beside a small file, and every kind of difference.

use super::compare;
use serde_json::{Value, json};
use zoomuser::internal::schema::{FIELDS, Field, Kind, Member, Place, ReadBack, TextFormat};

const fn field(name: &'static str, place: Place, kind: Kind, deprecated: &'static str) -> Field {
    Field { name, place, kind, help: "", deprecated, excludes: &[], needs: "", read_back: ReadBack::Same }
}

const fn text(min: u32, max: u32, format: TextFormat) -> Kind {
    Kind::Text { min, max, format }
}

const MEMBERS: &[Member] = &[
    Member { name: "a", kind: text(0, 0, TextFormat::Free), required: true },
    Member { name: "b", kind: Kind::TextChoice(&[("X", ""), ("Y", "")]), required: false },
];

const SMALL: &[Field] = &[
    field("nick", Place::Body, text(2, 9, TextFormat::Free), ""),
    field("chief", Place::Body, text(0, 0, TextFormat::Email), ""),
    field("old", Place::Body, text(0, 0, TextFormat::Free), "nick"),
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
    compare(SMALL, spec).expect("a file").iter().map(|(about, what)| format!("{about}: {what}")).collect()
}

#[test]
fn the_same_has_no_differences() {
    assert_eq!(differences(&spec()), Vec::<String>::new());
}

#[test]
fn every_kind_of_difference_is_seen_and_nothing_else() {
    const BODY: &str = "/components/schemas/Update";
    const ROUNDED: &str = "plan choice 576460752303423500";
    const QUERY: &str = "/paths/~1users~1{userId}/patch/parameters/1";
    for (place, member, value, about, ours, theirs) in [
        ("/properties/nick", "maxLength", json!(8), "nick maxLength", "9", "8"),
        ("/properties/nick", "minLength", Value::Null, "nick minLength", "2", "nothing"),
        ("/properties/nick", "type", json!("integer"), "nick", "string of the body", "integer of the body"),
        ("/properties/nick", "pattern", json!("x"), "nick pattern", "nothing", "x"),
        ("/properties/nick", "format", json!("uri"), "nick format", "nothing", "uri"),
        ("/properties/chief", "format", Value::Null, "chief format", "email", "nothing"),
        ("/properties/nick", "deprecated", json!(true), "nick deprecated", "nothing", "yes"),
        ("/properties/old", "deprecated", json!(false), "old deprecated", "yes", "nothing"),
        ("/properties", "new", json!({"type": "string", "maxLength": 3}), "new", "nothing", "string of the body"),
        ("/properties", "on", Value::Null, "on", "boolean of the body", "nothing"),
        ("/properties", "phones", Value::Null, "phones", "array of the body", "nothing"),
        ("", "required", json!(["on"]), "on required", "nothing", "yes"),
        ("/properties/room", "maxLength", json!(4), "room maximum", "999", "9999"),
        ("/properties/room", "minimum", json!(5), "room minimum", "100", "5"),
        ("/properties/plan", "enum", json!([1, 1_i64 << 59, 3]), "plan choice 3", "nothing", "3"),
        ("/properties/plan", "enum", json!([1]), ROUNDED, "576460752303423488", "nothing"),
        (
            "/properties/plan",
            "enum",
            json!([1, 576_460_752_303_423_500_i64]),
            ROUNDED,
            "576460752303423488",
            "576460752303423500",
        ),
        ("/properties/tags", "items", json!({"type": "integer"}), "tags[]", "string", "integer"),
        ("/properties/tags", "maxItems", json!(2), "tags maxItems", "nothing", "2"),
        ("/properties/phones", "maxItems", json!(5), "phones maxItems", "3", "5"),
        ("/properties/phones/items", "required", json!(["a", "b"]), "phones[].b required", "nothing", "yes"),
        ("/properties/phones/items", "required", json!([]), "phones[].a required", "yes", "nothing"),
        ("/properties/phones/items/properties", "c", json!({}), "phones[].c", "nothing", "something"),
        ("/properties/phones/items/properties", "b", Value::Null, "phones[].b", "string", "nothing"),
        ("/properties/phones/items/properties/b", "enum", json!(["X"]), "phones[].b choice Y", "Y", "nothing"),
    ] {
        let mut changed = spec();
        set(&mut changed, &format!("{BODY}{place}"), member, value);
        assert_eq!(differences(&changed), [format!("{about}: {ours} in the catalogue, {theirs} in the file")]);
    }
    for (place, member, value, difference) in [
        ("", "required", json!(true), "mode required: nothing in the catalogue, yes in the file"),
        ("", "in", json!("header"), "mode: integer of the query in the catalogue, nothing in the file"),
        ("/schema", "enum", json!([0, 1, 2]), "mode choice 2: nothing in the catalogue, 2 in the file"),
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
    assert_eq!(differences(&changed), ["content multipart/form-data: nothing in the catalogue, yes in the file"]);
}

#[test]
fn a_file_of_something_else_is_an_error() {
    assert!(compare(SMALL, &json!({})).is_err());
    assert!(compare(SMALL, &json!([])).is_err());
}

#[test]
fn known_differences_name_fields() {
    for (about, _) in super::KNOWN {
        let name = about.split(['[', '.', ' ']).next().expect("a name");
        assert!(FIELDS.iter().any(|field| field.name == name), "{about}");
    }
}

//! Converts Python values to field values.

pub(crate) mod foreign;
pub(crate) mod kinds;
pub(crate) mod value_error;

use crate::python::{ITEM, NULL};
use crate::result::refused;
use kinds::{Shape, type_name};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};
use serde_json::value::RawValue;
use std::borrow::Cow;
use value_error::ValueError;
use zoomuser::Status;
use zoomuser::internal::quoted;
use zoomuser::internal::schema::Kind;
use zoomuser::internal::value::Value;

/// The maximum nesting of lists and dicts, far less than what the JSON parser accepts.
const MAX_DEPTH: usize = 32;

const SURROGATE: &str = "the text contains an unpaired surrogate";

/// How a value was passed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In a mapping, such as a row of a table, which may have missing values and integers stored as floats.
    Row,
    /// As a keyword.
    Keyword,
}

/// All integers below this are exact as a float.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of the field `name`; `None` omits it. Unless `any_type`, its Python type must match the field's `kind`, which
/// is `None` for an unknown field.
pub(crate) fn value(
    name: &str,
    kind: Option<&Kind>,
    given: &Bound<'_, PyAny>,
    any_type: bool,
    origin: Origin,
) -> Result<Option<Value>, ValueError> {
    if given.is_none() {
        return Ok(None);
    }
    let fits = |shape| any_type || kind.is_none_or(|kind| kinds::takes(kind, shape));
    match simple(given) {
        Some((shape, value)) if fits(shape) => return Ok(Some(value)),
        _ => {}
    }
    if is_null(given)? {
        return Ok(Some(Value::Null));
    }
    let expected = kind.map_or("str, int, bool, list, dict or NULL", kinds::expected);
    if foreign::is_missing(given) {
        let why = format!("expected {expected}, got {}, a missing value: give None to leave it out", type_name(given));
        return match origin {
            Origin::Row => Ok(None),
            Origin::Keyword if any_type => Err(missing(quoted(name), given)),
            Origin::Keyword => Err(ValueError::of_type(quoted(name), why)),
        };
    }
    let value = &foreign::plain(given);
    let wrong = || ValueError::of_type(quoted(name), format!("expected {expected}, got {}", type_name(given)));
    let shape = Shape::of(value)?.ok_or_else(wrong)?;
    check_enum(name, || quoted(name), value)?;
    if !fits(shape) {
        let is_integer = kind.is_some_and(|kind| kinds::takes(kind, Shape::Integer));
        return match (origin, value.cast::<PyFloat>()) {
            (Origin::Row, Ok(float))
                if is_integer && float.value().fract() == 0.0 && float.value().abs() < MAX_EXACT =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "it is an integer below MAX_EXACT")]
                let number = float.value() as i64;
                Ok(Some(Value::Integer(number)))
            }
            _ => Err(wrong()),
        };
    }
    match shape {
        Shape::Text => match value.cast::<PyString>().map_err(PyErr::from)?.to_cow() {
            Ok(text) => Ok(Some(Value::Text(text.into_owned()))),
            Err(_) => Err(surrogate(quoted(name))),
        },
        Shape::Boolean => Ok(Some(Value::Boolean(value.extract()?))),
        _ => {
            // Not for a list, for which a failing `extract` would create and drop an exception.
            if shape == Shape::Integer {
                if let Ok(number) = value.extract() {
                    return Ok(Some(Value::Integer(number)));
                }
            }
            let json = Json::of(name, value)?;
            let raw = String::from_utf8(json).ok().and_then(|json| RawValue::from_string(json).ok());
            raw.map(|json| Some(Value::Json(json)))
                .ok_or_else(|| ValueError::of_value(Status::InvalidJson, quoted(name), "cannot be written as JSON"))
        }
    }
}

/// A value of exactly a built-in type, the common case: it is none of an enum or another library.
fn simple(given: &Bound<'_, PyAny>) -> Option<(Shape, Value)> {
    if let Ok(text) = given.cast_exact::<PyString>() {
        return text.to_cow().ok().map(|text| (Shape::Text, Value::Text(text.into_owned())));
    }
    if let Ok(flag) = given.cast_exact::<PyBool>() {
        return Some((Shape::Boolean, Value::Boolean(flag.is_true())));
    }
    let number = given.cast_exact::<PyInt>().ok()?;
    number.extract().ok().map(|number| (Shape::Integer, Value::Integer(number)))
}

/// The error for a missing value that cannot be omitted.
fn missing(place: String, given: &Bound<'_, PyAny>) -> ValueError {
    let what = if given.is_instance_of::<PyFloat>() { "NaN".to_owned() } else { type_name(given) };
    let why = format!("{what} is not a number that JSON knows, but a missing value: give None to leave it out");
    ValueError::of_value(Status::InvalidArgument, place, why)
}

/// `NULL` is the only instance of its type.
fn is_null(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.get_type().is(NULL.get(value.py())?))
}

/// The string as UTF-8. A Python string may contain unpaired surrogates. `what` names it in messages.
pub(crate) fn text(what: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = value
        .cast::<PyString>()
        .map_err(|_| PyTypeError::new_err(format!("{what}: expected str, got {}", type_name(value))))?;
    text.to_cow()
        .map(Cow::into_owned)
        .map_err(|_| refused(value.py(), Status::Encoding, format!("{what}: {SURROGATE}")))
}

fn surrogate(place: String) -> ValueError {
    ValueError::of_value(Status::Encoding, place, SURROGATE)
}

/// Rejects a member of one of this package's enums that belongs to another field.
fn check_enum(name: &str, place: impl FnOnce() -> String, value: &Bound<'_, PyAny>) -> Result<(), ValueError> {
    let Some(names) = kinds::enum_names(value)? else { return Ok(()) };
    if names.iter().any(|own| own == name) {
        return Ok(());
    }
    Err(ValueError::of_type(place(), format!("{} is for {}", type_name(value), names.join(", "))))
}

/// A JSON encoder that knows its position, for messages.
struct Json<'a, 'py> {
    out: Vec<u8>,
    field: &'a str,
    /// The path from the field to the current value.
    path: Vec<Step<'py>>,
}

enum Step<'py> {
    Item(usize),
    Member(Bound<'py, PyString>),
}

impl<'a, 'py> Json<'a, 'py> {
    fn of(field: &'a str, value: &Bound<'py, PyAny>) -> Result<Vec<u8>, ValueError> {
        let mut json = Self { out: Vec::new(), field, path: Vec::new() };
        json.push(value)?;
        Ok(json.out)
    }

    /// The current position, for messages: `phone_numbers[0].label`.
    fn place(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Item(i) => format!("[{i}]"),
            Step::Member(name) => format!(".{}", quoted(&name.to_string_lossy())),
        });
        std::iter::once(quoted(self.field)).chain(steps).collect()
    }

    /// The name of the current member or field.
    fn name(&self) -> Cow<'_, str> {
        let member = self.path.iter().rev().find_map(|step| match step {
            Step::Item(_) => None,
            Step::Member(name) => Some(name.to_string_lossy()),
        });
        member.unwrap_or(Cow::Borrowed(self.field))
    }

    fn refused(&self, why: &str) -> ValueError {
        ValueError::of_value(Status::InvalidArgument, self.place(), why)
    }

    fn push(&mut self, given: &Bound<'py, PyAny>) -> Result<(), ValueError> {
        if self.path.len() > MAX_DEPTH {
            let why = "nested too deeply, or a list or dict that holds itself";
            return Err(ValueError::of_value(Status::InvalidArgument, quoted(self.field), why));
        }
        // The common cases: no enum and nothing of another library.
        if let Ok(text) = given.cast_exact::<PyString>() {
            let Ok(text) = text.to_cow() else { return Err(surrogate(self.place())) };
            return self.push_text(&text);
        }
        if given.is_exact_instance_of::<PyDict>() {
            return self.push_members(given);
        }
        if given.is_exact_instance_of::<PyList>() {
            return self.push_items(given);
        }
        if foreign::is_missing(given) {
            return Err(missing(self.place(), given));
        }
        let value = &foreign::plain(given);
        if value.is_none() || is_null(value)? {
            self.out.extend(b"null");
            return Ok(());
        }
        check_enum(&self.name(), || self.place(), value)?;
        match Shape::of(value)? {
            Some(Shape::Text) => {
                let text = value.cast::<PyString>().map_err(PyErr::from)?.to_cow();
                let Ok(text) = text else { return Err(surrogate(self.place())) };
                self.push_text(&text)?;
            }
            Some(Shape::Boolean) => self.out.extend(value.extract::<bool>()?.to_string().bytes()),
            Some(Shape::Integer) => self.push_integer(value)?,
            Some(Shape::Float) => self.push_float(value)?,
            Some(Shape::Array) => self.push_items(value)?,
            Some(Shape::Object) => self.push_members(value)?,
            None => {
                let what = "expected str, int, float, bool, list, dict or None";
                return Err(ValueError::of_type(self.place(), format!("{what}, got {}", type_name(value))));
            }
        }
        Ok(())
    }

    fn push_text(&mut self, text: &str) -> Result<(), ValueError> {
        serde_json::to_writer(&mut self.out, text).map_err(|_| self.refused("cannot be written as JSON"))
    }

    /// An integer of any size. An enum member is encoded as its number.
    fn push_integer(&mut self, value: &Bound<'_, PyAny>) -> Result<(), ValueError> {
        let digits = match value.extract::<i64>() {
            Ok(number) => number.to_string(),
            // Python limits the conversion of an int to 4300 digits.
            Err(_) => value
                .call_method0("__index__")
                .and_then(|number| number.str())
                .map_err(|_| self.refused("the number is too large"))?
                .to_string(),
        };
        self.out.extend(digits.bytes());
        Ok(())
    }

    fn push_float(&mut self, value: &Bound<'_, PyAny>) -> Result<(), ValueError> {
        let number = value.cast::<PyFloat>().map_err(PyErr::from)?.value();
        if !number.is_finite() {
            return Err(self.refused(&format!("{number} is not a number that JSON knows")));
        }
        self.out.extend(serde_json::Value::from(number).to_string().bytes());
        Ok(())
    }

    fn push_items(&mut self, items: &Bound<'py, PyAny>) -> Result<(), ValueError> {
        self.out.push(b'[');
        for (i, item) in items.try_iter()?.enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            self.path.push(Step::Item(i));
            self.push(&item?)?;
            self.path.pop();
        }
        self.out.push(b']');
        Ok(())
    }

    fn push_members(&mut self, object: &Bound<'py, PyAny>) -> Result<(), ValueError> {
        self.out.push(b'{');
        for (i, (key, value)) in pairs(self.field, object)?.into_iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            let name = key.cast_into::<PyString>().map_err(|error| {
                let why = format!("a name: expected str, got {}", type_name(&error.into_inner()));
                ValueError::of_type(self.place(), why)
            })?;
            let Ok(text) = name.to_cow() else { return Err(surrogate(self.place())) };
            self.push_text(&text)?;
            self.out.push(b':');
            drop(text);
            self.path.push(Step::Member(name));
            self.push(&value)?;
            self.path.pop();
        }
        self.out.push(b'}');
        Ok(())
    }
}

/// A name and a value.
pub(crate) type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// The items of a dict, another mapping, or a nested object such as `PhoneNumber`. `what` names it in messages.
pub(crate) fn pairs<'py>(what: &str, object: &Bound<'py, PyAny>) -> PyResult<Vec<Pair<'py>>> {
    // A subclass may override `items`, so it is handled like any other mapping.
    if let Ok(dict) = object.cast_exact::<PyDict>() {
        return Ok(dict.iter().collect());
    }
    if object.is_instance(ITEM.get(object.py())?)? {
        return pairs(what, &object.call_method0("as_dict")?);
    }
    let wrong = |got: &Bound<'_, PyAny>| {
        PyTypeError::new_err(format!("{what}: expected items() to give names with values, got {}", type_name(got)))
    };
    let items = object.call_method0("items")?;
    let each = items.try_iter().map_err(|_| wrong(&items))?;
    each.map(|item| item.and_then(|item| item.extract().map_err(|_| wrong(&item)))).collect()
}

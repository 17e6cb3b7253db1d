//! A Python value as a value of a field.

use crate::kinds::{self, Shape, type_name};
use crate::python::{ITEM, NULL};
use crate::result::refused;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyString};
use serde_json::value::RawValue;
use std::borrow::Cow;
use zoomuser::Status;
use zoomuser::update::fields::field;
use zoomuser::update::patch::quoted;
use zoomuser::update::value::Value;

/// How deeply lists and dicts may be nested; far less than the JSON reader of the check can follow.
const DEEPEST: usize = 32;

/// The value of the field `name`. Unless `any_type`, its Python type must be one that the field takes.
pub(crate) fn value(name: &str, value: &Bound<'_, PyAny>, any_type: bool) -> PyResult<Value> {
    if is_null(value)? {
        return Ok(Value::Null);
    }
    let kind = field(name).map(|field| &field.kind);
    let expected = kind.map_or("str, int, bool, list, dict or NULL", kinds::expected);
    let wrong = || PyTypeError::new_err(format!("{}: expected {expected}, got {}", quoted(name), type_name(value)));
    let shape = Shape::of(value)?.ok_or_else(wrong)?;
    refuse_foreign_enum(name, || quoted(name), value)?;
    if !any_type && kind.is_some_and(|kind| !kinds::takes(kind, shape)) {
        return Err(wrong());
    }
    match shape {
        Shape::Text => Ok(Value::Text(text(&quoted(name), value)?)),
        Shape::Boolean => Ok(Value::Boolean(value.extract()?)),
        _ => {
            // Asked of an integer only: of a list the question makes an exception that nobody sees.
            if shape == Shape::Integer {
                if let Ok(number) = value.extract() {
                    return Ok(Value::Integer(number));
                }
            }
            let json = Json::of(name, value)?;
            let raw = String::from_utf8(json).ok().and_then(|json| RawValue::from_string(json).ok());
            raw.map(Value::Json).ok_or_else(|| {
                refused(value.py(), Status::InvalidJson, format!("{}: cannot be written as JSON", quoted(name)))
            })
        }
    }
}

/// `NULL` is the only one of its type, which is final.
fn is_null(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.get_type().is(NULL.get(value.py())?))
}

/// A text that is whole: Python's may hold halves of characters. `what` is for messages.
pub(crate) fn text(what: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = value
        .cast::<PyString>()
        .map_err(|_| PyTypeError::new_err(format!("{what}: expected str, got {}", type_name(value))))?;
    text.to_cow().map(Cow::into_owned).map_err(|_| half(value.py(), what))
}

fn half(py: Python<'_>, what: &str) -> PyErr {
    refused(py, Status::Encoding, format!("{what}: the text holds half a character (a lone surrogate)"))
}

/// A member of one of this package's enums stands for its own names only.
fn refuse_foreign_enum(name: &str, place: impl FnOnce() -> String, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let Some(names) = kinds::enum_names(value)? else { return Ok(()) };
    if names.iter().any(|own| own == name) {
        return Ok(());
    }
    let why = format!("{}: {} is for {}", place(), type_name(value), names.join(", "));
    Err(PyTypeError::new_err(why))
}

/// JSON text in the making.
struct Json<'a> {
    out: Vec<u8>,
    field: &'a str,
    /// How to get from the field to where the writer is.
    path: Vec<Step>,
}

enum Step {
    Item(usize),
    Member(String),
}

impl<'a> Json<'a> {
    fn of(field: &'a str, value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
        let mut json = Self { out: Vec::new(), field, path: Vec::new() };
        json.push(value)?;
        Ok(json.out)
    }

    /// Where the writer is, for messages: `phone_numbers[0].label`.
    fn place(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Item(i) => format!("[{i}]"),
            Step::Member(name) => format!(".{}", quoted(name)),
        });
        std::iter::once(quoted(self.field)).chain(steps).collect()
    }

    /// The name of what is being written.
    fn name(&self) -> &str {
        let member = self.path.iter().rev().find_map(|step| match step {
            Step::Item(_) => None,
            Step::Member(name) => Some(name.as_str()),
        });
        member.unwrap_or(self.field)
    }

    fn refused(&self, py: Python<'_>, why: &str) -> PyErr {
        refused(py, Status::InvalidArgument, format!("{}: {why}", self.place()))
    }

    fn push(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if self.path.len() > DEEPEST {
            let why = format!("{}: nested too deeply, or a list or dict that holds itself", quoted(self.field));
            return Err(refused(value.py(), Status::InvalidArgument, why));
        }
        if value.is_none() || is_null(value)? {
            self.out.extend(b"null");
            return Ok(());
        }
        refuse_foreign_enum(self.name(), || self.place(), value)?;
        match Shape::of(value)? {
            Some(Shape::Text) => self.push_text(value)?,
            Some(Shape::Boolean) => self.out.extend(value.extract::<bool>()?.to_string().bytes()),
            Some(Shape::Integer) => self.push_integer(value)?,
            Some(Shape::Float) => self.push_float(value)?,
            Some(Shape::Array) => self.push_items(value)?,
            Some(Shape::Object) => self.push_members(value)?,
            None => {
                let what = "expected str, int, float, bool, list, dict or None";
                return Err(PyTypeError::new_err(format!("{}: {what}, got {}", self.place(), type_name(value))));
            }
        }
        Ok(())
    }

    fn push_text(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let Ok(text) = value.cast::<PyString>()?.to_cow() else { return Err(half(value.py(), &self.place())) };
        serde_json::to_writer(&mut self.out, &text).map_err(|_| self.refused(value.py(), "cannot be written as JSON"))
    }

    /// Whole, whatever its size; the number of an enum, not its name.
    fn push_integer(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let digits = match value.extract::<i64>() {
            Ok(number) => number.to_string(),
            // Python refuses to write numbers of more than some thousand digits.
            Err(_) => value
                .call_method0("__index__")
                .and_then(|number| number.str())
                .map_err(|_| self.refused(value.py(), "the number is too large"))?
                .to_string(),
        };
        self.out.extend(digits.bytes());
        Ok(())
    }

    fn push_float(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let number = value.cast::<PyFloat>()?.value();
        if !number.is_finite() {
            return Err(self.refused(value.py(), &format!("{number} is not a number that JSON knows")));
        }
        self.out.extend(serde_json::Value::from(number).to_string().bytes());
        Ok(())
    }

    fn push_items(&mut self, items: &Bound<'_, PyAny>) -> PyResult<()> {
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

    fn push_members(&mut self, object: &Bound<'_, PyAny>) -> PyResult<()> {
        self.out.push(b'{');
        for (i, (key, value)) in pairs(self.field, object)?.into_iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            if !key.is_instance_of::<PyString>() {
                let why = format!("{}: a name: expected str, got {}", self.place(), type_name(&key));
                return Err(PyTypeError::new_err(why));
            }
            self.push_text(&key)?;
            self.out.push(b':');
            self.path.push(Step::Member(text("a name", &key)?));
            self.push(&value)?;
            self.path.pop();
        }
        self.out.push(b'}');
        Ok(())
    }
}

/// A name and its value.
pub(crate) type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// The members of a dict, another mapping, or a `PhoneNumber` and its like. `what` is for messages.
pub(crate) fn pairs<'py>(what: &str, object: &Bound<'py, PyAny>) -> PyResult<Vec<Pair<'py>>> {
    // A subclass may have an order or items of its own, so it is asked like any other mapping.
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

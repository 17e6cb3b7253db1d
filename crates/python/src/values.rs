//! A Python value as a value of a field.

use crate::kinds::{self, Shape, type_name};
use crate::python::{ITEM, NULL};
use crate::result::refused;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyString};
use serde_json::value::RawValue;
use zoomuser::Status;
use zoomuser::update::fields::field;
use zoomuser::update::value::Value;

/// How deeply lists and dicts may be nested; far less than the JSON reader of the check can follow.
const DEEPEST: usize = 32;

/// The value of the field `name`. Unless `any_type`, its Python type must be one that the field takes.
pub(crate) fn value(name: &str, value: &Bound<'_, PyAny>, any_type: bool) -> PyResult<Value> {
    if value.is_instance(NULL.get(value.py())?)? {
        return Ok(Value::Null);
    }
    let kind = field(name).map(|field| &field.kind);
    let expected = kind.map_or("str, int, bool, list, dict or NULL", kinds::expected);
    let wrong = || PyTypeError::new_err(format!("{name}: expected {expected}, got {}", type_name(value)));
    let shape = Shape::of(value)?.ok_or_else(wrong)?;
    refuse_foreign_enum(name, name, value)?;
    if !any_type && kind.is_some_and(|kind| !kinds::takes(kind, shape)) {
        return Err(wrong());
    }
    match shape {
        Shape::Text => Ok(Value::Text(text(name, value)?)),
        Shape::Boolean => Ok(Value::Boolean(value.extract()?)),
        _ => {
            if let (Shape::Integer, Ok(number)) = (shape, value.extract::<i64>()) {
                return Ok(Value::Integer(number));
            }
            let mut json = Json { out: String::new(), path: name.to_owned() };
            json.push(value, name, 0)?;
            let raw = RawValue::from_string(json.out);
            raw.map(Value::Json)
                .map_err(|_| refused(value.py(), Status::InvalidJson, format!("{name}: cannot be written as JSON")))
        }
    }
}

/// A text that is whole: Python's may hold halves of characters.
pub(crate) fn text(path: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = value
        .cast::<PyString>()
        .map_err(|_| PyTypeError::new_err(format!("{path}: expected str, got {}", type_name(value))))?;
    match text.to_cow() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => {
            let why = format!("{path}: the text holds half a character (a lone surrogate)");
            Err(refused(value.py(), Status::Encoding, why))
        }
    }
}

/// A member of one of this package's enums stands for its own names only.
fn refuse_foreign_enum(name: &str, path: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let Some(names) = kinds::enum_names(value)? else { return Ok(()) };
    if names.iter().any(|own| own == name) {
        return Ok(());
    }
    let why = format!("{path}: {} is for {}", type_name(value), names.join(", "));
    Err(PyTypeError::new_err(why))
}

/// JSON text in the making.
struct Json {
    out: String,
    /// Where in the value the writer is, for messages.
    path: String,
}

impl Json {
    fn push(&mut self, value: &Bound<'_, PyAny>, name: &str, depth: usize) -> PyResult<()> {
        if depth > DEEPEST {
            let why = format!("{}: nested too deeply, or a list or dict that holds itself", self.path);
            return Err(refused(value.py(), Status::InvalidArgument, why));
        }
        if value.is_none() || value.is_instance(NULL.get(value.py())?)? {
            self.out.push_str("null");
            return Ok(());
        }
        refuse_foreign_enum(name, &self.path, value)?;
        match Shape::of(value)? {
            Some(Shape::Text) => {
                let text = text(&self.path, value)?;
                self.push_text(&text);
            }
            Some(Shape::Boolean) => self.out.push_str(if value.cast::<PyBool>()?.is_true() { "true" } else { "false" }),
            Some(Shape::Integer) => self.push_integer(value)?,
            Some(Shape::Float) => self.push_float(value)?,
            Some(Shape::Array) => self.push_items(value, name, depth)?,
            Some(Shape::Object) => self.push_members(value, depth)?,
            None => {
                let what = "expected str, int, float, bool, list, dict or None";
                return Err(PyTypeError::new_err(format!("{}: {what}, got {}", self.path, type_name(value))));
            }
        }
        Ok(())
    }

    fn push_text(&mut self, text: &str) {
        self.out.push_str(&serde_json::Value::from(text).to_string());
    }

    /// Whole, whatever its size; the number of an enum, not its name.
    fn push_integer(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let digits = match value.extract::<i64>() {
            Ok(number) => number.to_string(),
            // Python refuses to write numbers of more than some thousand digits.
            Err(_) => value
                .call_method0("__index__")
                .and_then(|number| number.str())
                .map_err(|_| {
                    refused(value.py(), Status::InvalidArgument, format!("{}: the number is too large", self.path))
                })?
                .to_string(),
        };
        self.out.push_str(&digits);
        Ok(())
    }

    fn push_float(&mut self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let number = value.cast::<PyFloat>()?.value();
        if !number.is_finite() {
            let why = format!("{}: {number} is not a number that JSON knows", self.path);
            return Err(refused(value.py(), Status::InvalidArgument, why));
        }
        self.out.push_str(&serde_json::Value::from(number).to_string());
        Ok(())
    }

    fn push_items(&mut self, items: &Bound<'_, PyAny>, name: &str, depth: usize) -> PyResult<()> {
        self.out.push('[');
        for (i, item) in items.try_iter()?.enumerate() {
            if i > 0 {
                self.out.push(',');
            }
            self.at(&format!("[{i}]"), |json| json.push(&item?, name, depth + 1))?;
        }
        self.out.push(']');
        Ok(())
    }

    fn push_members(&mut self, object: &Bound<'_, PyAny>, depth: usize) -> PyResult<()> {
        self.out.push('{');
        for (i, member) in pairs(object)?.into_iter().enumerate() {
            let (key, value) = member;
            if i > 0 {
                self.out.push(',');
            }
            let key = text(&format!("{}: a name", self.path), &key)?;
            self.push_text(&key);
            self.out.push(':');
            self.at(&format!(".{key}"), |json| json.push(&value, &key, depth + 1))?;
        }
        self.out.push('}');
        Ok(())
    }

    /// Does something one step further down.
    fn at(&mut self, step: &str, then: impl FnOnce(&mut Self) -> PyResult<()>) -> PyResult<()> {
        let length = self.path.len();
        self.path.push_str(step);
        then(self)?;
        self.path.truncate(length);
        Ok(())
    }
}

/// A name and its value.
pub(crate) type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// The members of a dict, another mapping, or a `PhoneNumber` and its like.
pub(crate) fn pairs<'py>(object: &Bound<'py, PyAny>) -> PyResult<Vec<Pair<'py>>> {
    let py = object.py();
    if let Ok(dict) = object.cast::<PyDict>() {
        return Ok(dict.iter().collect());
    }
    if object.is_instance(ITEM.get(py)?)? {
        return pairs(&object.call_method0("as_dict")?);
    }
    let items = object.call_method0("items")?;
    items.try_iter()?.map(|item| item?.extract::<Pair<'py>>()).collect()
}

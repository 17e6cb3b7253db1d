//! The Python types that a field takes, by its kind in the schema.

use crate::python::{ENUM, ITEM, MAPPING};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use zoomuser::internal::schema::Kind;

/// The JSON type of a Python value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Boolean,
    Integer,
    Float,
    Array,
    Object,
}

impl Shape {
    /// The shape of a value; `None` if JSON has no such type.
    pub(crate) fn of(value: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        // The built-in types first: they are the common case and cheap to test.
        let shape = if value.is_instance_of::<PyString>() {
            Self::Text
        } else if value.is_instance_of::<PyBool>() {
            Self::Boolean
        } else if value.is_instance_of::<PyInt>() {
            Self::Integer
        } else if value.is_instance_of::<PyFloat>() {
            Self::Float
        } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            Self::Array
        } else if value.is_instance_of::<PyDict>() {
            Self::Object
        } else {
            let py = value.py();
            let is_object = value.is_instance(ITEM.get(py)?)? || value.is_instance(MAPPING.get(py)?)?;
            return Ok(is_object.then_some(Self::Object));
        };
        Ok(Some(shape))
    }
}

/// Whether a field of this kind takes a value of this shape. The schema converts text, so every kind takes it.
pub(crate) fn takes(kind: &Kind, shape: Shape) -> bool {
    match shape {
        Shape::Text => true,
        Shape::Boolean => matches!(kind, Kind::Boolean),
        Shape::Integer => matches!(kind, Kind::Integer { .. } | Kind::IntegerChoice(_)),
        Shape::Float => false,
        Shape::Array => matches!(kind, Kind::TextList { .. } | Kind::ObjectList { .. }),
        Shape::Object => matches!(kind, Kind::Object(_)),
    }
}

/// The Python type for a field of this kind, for messages.
pub(crate) fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text { .. } | Kind::TextChoice(_) => "str",
        Kind::Integer { .. } | Kind::IntegerChoice(_) => "int",
        Kind::Boolean => "bool",
        Kind::TextList { .. } => "a list of str",
        Kind::ObjectList { .. } => "a list of dict",
        Kind::Object(_) => "dict",
    }
}

/// The name of a value's type.
pub(crate) fn type_name(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "an object".to_owned(), |name| name.to_string())
}

/// The field names for which a member of one of this package's enums is valid; `None` for any other value.
///
/// The enums list them in `__zoom_names__`. Their members are strings or integers, which other fields would accept.
pub(crate) fn enum_names(value: &Bound<'_, PyAny>) -> PyResult<Option<Vec<String>>> {
    let class = value.get_type();
    let exact = class.is(value.py().get_type::<PyString>()) || class.is(value.py().get_type::<PyInt>());
    if exact || !value.is_instance(ENUM.get(value.py())?)? {
        return Ok(None);
    }
    class.getattr_opt("__zoom_names__")?.map(|names| names.extract()).transpose()
}

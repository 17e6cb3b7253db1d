//! The Python side of the package, as far as the native part needs it: classes looked up once.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// A class of the package, looked up at its first use.
pub(crate) struct Class {
    module: &'static str,
    name: &'static str,
    cell: PyOnceLock<Py<PyType>>,
}

impl Class {
    const fn new(module: &'static str, name: &'static str) -> Self {
        Self { module, name, cell: PyOnceLock::new() }
    }

    pub(crate) fn get<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyType>> {
        self.cell.import(py, self.module, self.name)
    }
}

/// The type of `NULL`.
pub(crate) static NULL: Class = Class::new("zoomuser._null", "NullType");
/// The base of `PhoneNumber` and its like.
pub(crate) static ITEM: Class = Class::new("zoomuser._item", "Item");
/// A call's result.
pub(crate) static RESULT: Class = Class::new("zoomuser._result", "Result");
/// What a callable that gives tokens is asked.
pub(crate) static TOKEN_REQUEST: Class = Class::new("zoomuser._token", "TokenRequest");
/// A problem, a warning or a field error.
pub(crate) static PROBLEM: Class = Class::new("zoomuser._result", "Problem");
/// What was found of a field.
pub(crate) static FIELD_OUTCOME: Class = Class::new("zoomuser._result", "FieldOutcome");
/// A check of the doctor.
pub(crate) static CHECK: Class = Class::new("zoomuser._report", "Check");
/// What the doctor found.
pub(crate) static REPORT: Class = Class::new("zoomuser._report", "Report");
/// The headers of an answer.
pub(crate) static HEADERS: Class = Class::new("zoomuser._result", "Headers");
/// The numbers of the ways a call can end.
pub(crate) static STATUS: Class = Class::new("zoomuser._vocabulary", "Status");
/// `enum.Enum`.
pub(crate) static ENUM: Class = Class::new("enum", "Enum");
/// `collections.abc.Mapping`.
pub(crate) static MAPPING: Class = Class::new("collections.abc", "Mapping");

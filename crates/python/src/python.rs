//! The Python classes that the native module uses, looked up once.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// A class that is looked up at its first use.
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
/// The base class of `PhoneNumber` and other nested objects.
pub(crate) static ITEM: Class = Class::new("zoomuser._item", "Item");
/// The result of a call.
pub(crate) static RESULT: Class = Class::new("zoomuser._result", "Result");
/// The argument of a token callable.
pub(crate) static TOKEN_REQUEST: Class = Class::new("zoomuser._token", "TokenRequest");
/// A validation error, a warning or a field error.
pub(crate) static PROBLEM: Class = Class::new("zoomuser._result", "Problem");
/// The outcome of a field.
pub(crate) static FIELD_OUTCOME: Class = Class::new("zoomuser._result", "FieldOutcome");
/// One check of the doctor.
pub(crate) static CHECK: Class = Class::new("zoomuser._report", "Check");
/// The report of the doctor.
pub(crate) static REPORT: Class = Class::new("zoomuser._report", "Report");
/// Response headers.
pub(crate) static HEADERS: Class = Class::new("zoomuser._result", "Headers");
/// The status codes.
pub(crate) static STATUS: Class = Class::new("zoomuser._vocabulary", "Status");
/// The exception for fields of the wrong Python type.
pub(crate) static FIELD_TYPE_ERROR: Class = Class::new("zoomuser._exceptions", "FieldTypeError");
/// The base class of the package's exceptions.
pub(crate) static ZOOM_ERROR: Class = Class::new("zoomuser._exceptions", "ZoomError");
/// `enum.Enum`.
pub(crate) static ENUM: Class = Class::new("enum", "Enum");
/// `collections.abc.Mapping`.
pub(crate) static MAPPING: Class = Class::new("collections.abc", "Mapping");

/// An object that is looked up at its first use, by its dotted name in a module.
pub(crate) struct Object {
    module: &'static str,
    name: &'static str,
    cell: PyOnceLock<Py<PyAny>>,
}

impl Object {
    const fn new(module: &'static str, name: &'static str) -> Self {
        Self { module, name, cell: PyOnceLock::new() }
    }

    pub(crate) fn get<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let import = || {
            let module = py.import(self.module)?.into_any();
            self.name.split('.').try_fold(module, |object, name| object.getattr(name)).map(Bound::unbind)
        };
        Ok(self.cell.get_or_try_init(py, import)?.bind(py))
    }
}

/// `asyncio.get_running_loop`.
pub(crate) static GET_RUNNING_LOOP: Object = Object::new("asyncio", "get_running_loop");
/// `contextvars.copy_context`.
pub(crate) static COPY_CONTEXT: Object = Object::new("contextvars", "copy_context");
/// `sys.modules`.
pub(crate) static SYS_MODULES: Object = Object::new("sys", "modules");
/// `object.__new__`.
pub(crate) static OBJECT_NEW: Object = Object::new("builtins", "object.__new__");

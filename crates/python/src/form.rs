//! A form in the making.

use crate::kinds::type_name;
use crate::result::failed;
use crate::values::text;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zoomuser::update::form::Part;

/// A body of `multipart/form-data` for `Client.request`: parts in their order. A name may stand twice.
///
/// Only control characters in what goes into the head of a part are refused, with `CheckError`.
#[pyclass(frozen, module = "zoomuser")]
#[derive(Default)]
pub(crate) struct Form {
    form: Mutex<zoomuser::Form>,
}

#[pymethods]
impl Form {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Adds a part: a text, which goes out as UTF-8, or bytes.
    ///
    /// `content_type` and `charset` go into its header `Content-Type` as they are; the value is not converted.
    #[pyo3(signature = (name, value, /, *, file_name=None, content_type=None, charset=None))]
    fn add(
        &self,
        name: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
        file_name: Option<&Bound<'_, PyAny>>,
        content_type: Option<&Bound<'_, PyAny>>,
        charset: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let optional = |what, given: Option<&Bound<'_, PyAny>>| given.map(|given| text(what, given)).transpose();
        let part = Part {
            name: text("name", name)?,
            value: bytes("value", value)?,
            file_name: optional("file_name", file_name)?,
            content_type: optional("content_type", content_type)?,
            charset: optional("charset", charset)?,
        };
        // Two steps: making an exception runs Python, which may hand over to a thread that wants this lock.
        let added = self.lock().add_part(part);
        added.map_err(|error| failed(name.py(), &error))
    }

    fn __len__(&self) -> usize {
        self.lock().parts().len()
    }

    fn __repr__(&self) -> String {
        format!("<zoomuser.Form of {} parts>", self.__len__())
    }
}

impl Form {
    /// The form. Whoever holds it must not call Python, because another thread may wait for it with the interpreter's
    /// lock in its hands.
    pub(crate) fn lock(&self) -> MutexGuard<'_, zoomuser::Form> {
        self.form.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Text as UTF-8, or bytes as they are.
pub(crate) fn bytes(what: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if value.is_instance_of::<PyString>() {
        return text(what, value).map(String::into_bytes);
    }
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes().to_vec()),
        Err(_) => Err(PyTypeError::new_err(format!("{what}: expected str or bytes, got {}", type_name(value)))),
    }
}

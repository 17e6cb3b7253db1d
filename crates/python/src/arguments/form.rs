//! Multipart forms.

use crate::interpreter::finalization;
use crate::result::failed;
use crate::values::kinds::type_name;
use crate::values::text;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyString};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zoomuser::Part;

/// A `multipart/form-data` body for `Client.request`: parts in the order added. Names may repeat.
///
/// Control characters in the headers of a part raise `CheckError`; everything else is sent unchanged.
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

    /// Adds a part: a string, which is sent as UTF-8, or bytes.
    ///
    /// `content_type` and `charset` are copied into the `Content-Type` header of the part; the value is not converted.
    #[pyo3(signature = (name, value, /, *, file_name=None, content_type=None, charset=None))]
    fn add(
        &self,
        name: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
        file_name: Option<&Bound<'_, PyAny>>,
        content_type: Option<&Bound<'_, PyAny>>,
        charset: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let _inside = finalization::enter(name.py());
        let optional = |what, given: Option<&Bound<'_, PyAny>>| given.map(|given| text(what, given)).transpose();
        let part = Part {
            name: text("name", name)?,
            value: bytes("value", value)?,
            file_name: optional("file_name", file_name)?,
            content_type: optional("content_type", content_type)?,
            charset: optional("charset", charset)?,
        };
        // Two statements, to release the lock first: creating an exception runs Python code, which may switch threads.
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
    /// The form. Do not call Python while holding the lock: another thread may hold the GIL and wait for this lock.
    pub(crate) fn lock(&self) -> MutexGuard<'_, zoomuser::Form> {
        self.form.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A string as UTF-8, or bytes unchanged.
pub(crate) fn bytes(what: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if value.is_instance_of::<PyString>() {
        return text(what, value).map(String::into_bytes);
    }
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes().to_vec()),
        Err(_) if value.is_instance_of::<PyByteArray>() || value.is_instance_of::<PyMemoryView>() => {
            // Python makes the copy, because another thread may change the buffer.
            let copy = value.py().get_type::<PyBytes>().call1((value,))?;
            Ok(copy.cast::<PyBytes>()?.as_bytes().to_vec())
        }
        Err(_) => Err(PyTypeError::new_err(format!("{what}: expected str or bytes, got {}", type_name(value)))),
    }
}

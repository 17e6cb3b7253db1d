//! The pages of a list of users.

use crate::call;
use crate::client::Client;
use crate::interpreter::finalization;
use crate::result::{failed, result_of};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::sync::{Arc, Mutex, PoisonError};
use zoomuser::internal::Pages;
use zoomuser::{ListUsers, User};

/// A position in a list of users.
#[pyclass(frozen)]
pub(crate) struct UserPages {
    client: Py<Client>,
    pages: Arc<Mutex<Pages>>,
}

#[pymethods]
impl UserPages {
    /// Takes the parameters as a dict of texts.
    #[new]
    fn new(client: &Bound<'_, Client>, parameters: &Bound<'_, PyDict>) -> PyResult<Self> {
        let _inside = finalization::enter(client.py());
        let mut list = ListUsers::active();
        for (name, value) in parameters {
            let (name, value) = (name.extract::<String>()?, value.extract::<String>()?);
            list.set(&name, &value).map_err(|error| failed(client.py(), &error))?;
        }
        Ok(Self { client: client.clone().unbind(), pages: Arc::new(Mutex::new(Pages::new(list))) })
    }

    /// Reads the next page: the users as JSON texts, and the result; `None` after the last page and after a failure.
    #[pyo3(signature = (cancel=None))]
    fn next<'py>(slf: &Bound<'py, Self>, cancel: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        let (py, this) = (slf.py(), slf.get());
        let _inside = finalization::enter(py);
        let (client, pages) = (Arc::clone(this.client.get().shared()), Arc::clone(&this.pages));
        let read = move |call: &_| {
            // Another thread that reads the same list waits here for at most one page.
            let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
            pages.next(&client, call)
        };
        call::run_to(py, cancel, read, |py, outcome| {
            let Some(outcome) = outcome else { return Ok(py.None().into_bound(py)) };
            let users: Vec<String> = outcome.page().map_or(&[][..], |page| page.users()).iter().map(text).collect();
            Ok(PyTuple::new(py, [users.into_pyobject(py)?.into_any(), result_of(py, outcome, "")?])?.into_any())
        })
    }
}

fn text(user: &User) -> String {
    user.json().to_owned()
}

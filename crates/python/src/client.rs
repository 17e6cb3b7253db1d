//! The client and the one-call.

use crate::call;
use crate::kinds::type_name;
use crate::report;
use crate::result;
use crate::token::Callable;
use crate::values::text;
use crate::{options, patch, request};
use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};
use std::sync::Arc;
use zoomuser::{Call, Format, Options, Outcome};

/// The client of the core library.
#[pyclass(frozen)]
pub(crate) struct Client {
    client: zoomuser::Client,
    token: Option<Arc<Callable>>,
}

#[pymethods]
impl Client {
    /// Takes the options as a dict of keywords, which is the client's from then on.
    #[new]
    fn new(keywords: &Bound<'_, PyDict>) -> PyResult<Self> {
        let token = Callable::take(keywords)?;
        let options = options::options(keywords)?;
        let client = match &token {
            Some(callable) => zoomuser::Client::with_token_source(options, callable.source()),
            None => zoomuser::Client::new(options),
        };
        Ok(Self { client, token })
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.token.as_ref().map_or(Ok(()), |callable| callable.traverse(&visit))
    }

    /// Changes a user.
    #[pyo3(signature = (user_id, fields, keywords, cancel=None, verify=None, only_changes=None))]
    fn update_user<'py>(
        &self,
        user_id: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
        cancel: Option<&Bound<'py, PyAny>>,
        verify: Option<&Bound<'py, PyAny>>,
        only_changes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let user_id = text("user_id", user_id)?;
        let patch = patch::patch(fields, keywords, self.client.options().sends_anything())?;
        let (verify, only_changes) = (flag("verify", verify)?, flag("only_changes", only_changes)?);
        call::run(keywords.py(), cancel, |call| {
            let call = Call { verify, only_changes, ..call.clone() };
            self.client.update_user_with(&user_id, &patch, &call)
        })
    }

    /// Reads a user.
    #[pyo3(signature = (user_id, cancel=None))]
    fn get_user<'py>(
        &self,
        user_id: &Bound<'py, PyAny>,
        cancel: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = user_id.py();
        let user_id = text("user_id", user_id)?;
        call::run(py, cancel, |call| self.client.get_user_with(&user_id, call))
    }

    /// Looks for what is wrong; changes nothing.
    #[pyo3(signature = (cancel=None))]
    fn doctor<'py>(&self, py: Python<'py>, cancel: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        call::run_to(py, cancel, |call| self.client.doctor_with(call), report::report)
    }

    /// Judges fields; sends nothing.
    fn check<'py>(
        &self,
        fields: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let patch = patch::patch(fields, keywords, self.client.options().sends_anything())?;
        result::result(keywords.py(), &self.client.check(&patch))
    }

    /// Sends a request of the caller's own.
    #[pyo3(signature = (method, path, headers, body, form, cancel=None))]
    fn request<'py>(
        &self,
        method: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        headers: Option<&Bound<'py, PyAny>>,
        body: Option<&Bound<'py, PyAny>>,
        form: Option<&Bound<'py, PyAny>>,
        cancel: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let request = request::request(method, path, headers, body, form)?;
        call::run(method.py(), cancel, |call| self.client.send_with(&request, call))
    }

    /// The text of a request of the caller's own; sends nothing.
    fn render_request<'py>(
        &self,
        method: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        headers: Option<&Bound<'py, PyAny>>,
        body: Option<&Bound<'py, PyAny>>,
        form: Option<&Bound<'py, PyAny>>,
        format: &Bound<'py, PyAny>,
    ) -> PyResult<String> {
        let request = request::request(method, path, headers, body, form)?;
        result::rendered(method.py(), &self.client.render(&request, read_format(format)?))
    }

    /// The text of the request of an update; sends nothing.
    fn render<'py>(
        &self,
        user_id: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
        format: &Bound<'py, PyAny>,
    ) -> PyResult<String> {
        let user_id = text("user_id", user_id)?;
        let patch = patch::patch(fields, keywords, self.client.options().sends_anything())?;
        let format = read_format(format)?;
        result::rendered(keywords.py(), &self.client.render_update(&user_id, &patch, format))
    }

    /// Drops the kept connections.
    fn drop_connections(&self) {
        self.client.drop_connections();
    }

    /// Where the API is.
    #[getter]
    fn base_url(&self) -> &str {
        self.client.options().base_url()
    }
}

/// What takes the place of a switch of the options; `None` leaves it.
fn flag(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<bool>> {
    let read = |given: &Bound<'_, PyAny>| match given.cast::<PyBool>() {
        Ok(flag) => Ok(flag.is_true()),
        Err(_) => Err(PyTypeError::new_err(format!("{name}: expected bool, got {}", type_name(given)))),
    };
    given.map(read).transpose()
}

fn read_format(format: &Bound<'_, PyAny>) -> PyResult<Format> {
    Format::from_name(&text("format", format)?).map_err(|error| result::failed(format.py(), &error))
}

/// The whole job in one call; the keywords are fields and options.
#[pyfunction]
#[pyo3(signature = (token, user_id, fields, keywords, cancel=None))]
pub(crate) fn update_user<'py>(
    token: &Bound<'py, PyAny>,
    user_id: &Bound<'py, PyAny>,
    fields: Option<&Bound<'py, PyAny>>,
    keywords: &Bound<'py, PyDict>,
    cancel: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = keywords.py();
    let (of_client, of_user) = (PyDict::new(py), PyDict::new(py));
    for (name, given) in keywords {
        let is_option = name.extract::<String>().is_ok_and(|name| options::is_option(&name));
        (if is_option { &of_client } else { &of_user }).set_item(name, given)?;
    }
    if of_client.contains("token")? {
        return Err(PyTypeError::new_err("token: given twice, as the first argument and as a keyword"));
    }
    if token.is_callable() {
        return Err(PyTypeError::new_err("token: expected str or None; a callable is for Client"));
    }
    of_client.set_item("token", token)?;
    let options: Options = options::options(&of_client)?;
    let user_id = text("user_id", user_id)?;
    let patch = patch::patch(fields, &of_user, options.sends_anything())?;
    let send = |call: &Call| -> Outcome { zoomuser::update_user_with(options, &user_id, &patch, call) };
    call::run(py, cancel, send)
}

/// Drops the connections that `update_user` keeps.
#[pyfunction]
pub(crate) fn cleanup() {
    zoomuser::send::one_call::cleanup();
}

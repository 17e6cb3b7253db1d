//! The native client and the function `update_user`.

use crate::arguments::patch::Given;
use crate::arguments::token::Callable;
use crate::arguments::{options, request};
use crate::call;
use crate::interpreter::finalization;
use crate::report;
use crate::result;
use crate::values::kinds::type_name;
use crate::values::text;
use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};
use std::sync::Arc;
use zoomuser::internal::{FlatClient, Options, Outcome};
use zoomuser::{CallOptions, Format, UserPatch};

/// The client of the core library.
#[pyclass(frozen)]
pub(crate) struct Client {
    client: Arc<FlatClient>,
    token: Option<Arc<Callable>>,
}

#[pymethods]
impl Client {
    /// Takes the options as a dict of keywords, from which it removes a token callable. `connections` is the minimum size
    /// of the connection pool.
    #[new]
    #[pyo3(signature = (keywords, connections=0))]
    fn new(keywords: &Bound<'_, PyDict>, connections: usize) -> PyResult<Self> {
        let _inside = finalization::enter(keywords.py());
        let token = Callable::take(keywords)?;
        let mut options = options::options(keywords)?;
        options.keep_connections(connections);
        let client = FlatClient::with_source(options, token.as_ref().map(Callable::source));
        Ok(Self { client: Arc::new(client), token })
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.token.as_ref().map_or(Ok(()), |callable| callable.traverse(&visit))
    }

    /// Updates a user.
    #[expect(clippy::too_many_arguments, reason = "the arguments of the Python method")]
    #[pyo3(signature = (user_id, fields, empty, keywords, cancel=None, confirm=None, only_changes=None))]
    fn update_user<'py>(
        slf: &Bound<'py, Self>,
        user_id: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyAny>>,
        empty: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
        cancel: Option<&Bound<'py, PyAny>>,
        confirm: Option<&Bound<'py, PyAny>>,
        only_changes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _inside = finalization::enter(slf.py());
        let user_id = text("user_id", user_id)?;
        let patch = slf.get().patch(&Given { fields, empty, keywords })?;
        let (confirm, only_changes) = (flag("confirm", confirm)?, flag("only_changes", only_changes)?);
        let shown = slf.get().client.options().without_secrets(&user_id);
        let this = slf.clone().unbind();
        call::run(slf.py(), cancel, shown, move |call| {
            let call = CallOptions { confirm, only_changes, ..call.clone() };
            this.get().client.update_user_with(&user_id, &patch, &call)
        })
    }

    /// Compares a user with the fields of an update; sends no update.
    #[pyo3(signature = (user_id, fields, empty, keywords, cancel=None))]
    fn plan<'py>(
        slf: &Bound<'py, Self>,
        user_id: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyAny>>,
        empty: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
        cancel: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _inside = finalization::enter(slf.py());
        let user_id = text("user_id", user_id)?;
        let patch = slf.get().patch(&Given { fields, empty, keywords })?;
        let shown = slf.get().client.options().without_secrets(&user_id);
        let this = slf.clone().unbind();
        call::run(slf.py(), cancel, shown, move |call| this.get().client.plan_with(&user_id, &patch, call))
    }

    /// Reads a user.
    #[pyo3(signature = (user_id, cancel=None))]
    fn get_user<'py>(
        slf: &Bound<'py, Self>,
        user_id: &Bound<'py, PyAny>,
        cancel: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _inside = finalization::enter(slf.py());
        let user_id = text("user_id", user_id)?;
        let shown = slf.get().client.options().without_secrets(&user_id);
        let this = slf.clone().unbind();
        call::run(slf.py(), cancel, shown, move |call| this.get().client.get_user_with(&user_id, call))
    }

    /// Runs the diagnostic checks; changes nothing.
    #[pyo3(signature = (cancel=None))]
    fn doctor<'py>(slf: &Bound<'py, Self>, cancel: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        let _inside = finalization::enter(slf.py());
        let this = slf.clone().unbind();
        call::run_to(slf.py(), cancel, move |call| this.get().client.doctor_with(call), report::report)
    }

    /// Validates fields; sends nothing.
    fn check<'py>(
        &self,
        fields: Option<&Bound<'py, PyAny>>,
        empty: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _inside = finalization::enter(keywords.py());
        let patch = self.patch(&Given { fields, empty, keywords })?;
        result::result(keywords.py(), self.client.check(&patch))
    }

    /// Sends any other request.
    #[pyo3(signature = (method, path, headers, body, form, cancel=None))]
    fn request<'py>(
        slf: &Bound<'py, Self>,
        method: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        headers: Option<&Bound<'py, PyAny>>,
        body: Option<&Bound<'py, PyAny>>,
        form: Option<&Bound<'py, PyAny>>,
        cancel: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _inside = finalization::enter(method.py());
        let request = request::request(method, path, headers, body, form)?;
        let this = slf.clone().unbind();
        call::run(slf.py(), cancel, String::new(), move |call| this.get().client.send_with(&request, call))
    }

    /// Renders any other request; sends nothing.
    fn render_request<'py>(
        &self,
        method: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        headers: Option<&Bound<'py, PyAny>>,
        body: Option<&Bound<'py, PyAny>>,
        form: Option<&Bound<'py, PyAny>>,
        format: &Bound<'py, PyAny>,
    ) -> PyResult<String> {
        let _inside = finalization::enter(method.py());
        let request = request::request(method, path, headers, body, form)?;
        result::rendered(method.py(), self.client.render(&request, read_format(format)?))
    }

    /// Renders the request of an update; sends nothing.
    fn render<'py>(
        &self,
        user_id: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyAny>>,
        empty: Option<&Bound<'py, PyAny>>,
        keywords: &Bound<'py, PyDict>,
        format: &Bound<'py, PyAny>,
    ) -> PyResult<String> {
        let _inside = finalization::enter(keywords.py());
        let user_id = text("user_id", user_id)?;
        let patch = self.patch(&Given { fields, empty, keywords })?;
        let format = read_format(format)?;
        result::rendered(keywords.py(), self.client.render_update(&user_id, &patch, format))
    }

    /// Closes the idle connections.
    fn drop_connections(&self) {
        self.client.drop_connections();
    }

    /// The base URL of the API.
    #[getter]
    fn base_url(&self) -> String {
        self.client.options().base_url()
    }
}

impl Client {
    /// The client of the core library, for runs of many users.
    pub(crate) fn shared(&self) -> &Arc<FlatClient> {
        &self.client
    }

    /// The token callable, if there is one.
    pub(crate) fn token(&self) -> Option<&Arc<Callable>> {
        self.token.as_ref()
    }

    fn patch(&self, given: &Given<'_, '_>) -> PyResult<UserPatch> {
        given.patch(self.client.options().sends_anything(), |patch| self.client.check(patch))
    }
}

/// The value of a per-call switch; `None` keeps the option of the client.
pub(crate) fn flag(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<bool>> {
    let read = |given: &Bound<'_, PyAny>| match given.cast::<PyBool>() {
        Ok(flag) => Ok(flag.is_true()),
        Err(_) => Err(PyTypeError::new_err(format!("{name}: expected bool, got {}", type_name(given)))),
    };
    given.map(read).transpose()
}

fn read_format(format: &Bound<'_, PyAny>) -> PyResult<Format> {
    Format::from_name(&text("format", format)?).map_err(|error| result::failed(format.py(), &error))
}

/// Updates a user in one call; the keywords are fields and options.
#[pyfunction]
#[pyo3(signature = (token, user_id, fields, empty, keywords, cancel=None))]
pub(crate) fn update_user<'py>(
    token: &Bound<'py, PyAny>,
    user_id: &Bound<'py, PyAny>,
    fields: Option<&Bound<'py, PyAny>>,
    empty: Option<&Bound<'py, PyAny>>,
    keywords: &Bound<'py, PyDict>,
    cancel: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let _inside = finalization::enter(keywords.py());
    let py = keywords.py();
    let (option_keywords, field_keywords) = (PyDict::new(py), PyDict::new(py));
    for (name, given) in keywords {
        let is_option = name.extract::<String>().is_ok_and(|name| options::is_option(&name));
        (if is_option { &option_keywords } else { &field_keywords }).set_item(name, given)?;
    }
    if option_keywords.contains("token")? {
        return Err(PyTypeError::new_err("token: given twice, as the first argument and as a keyword"));
    }
    if token.is_callable() {
        return Err(PyTypeError::new_err("token: expected str or None; a callable is for Client"));
    }
    option_keywords.set_item("token", token)?;
    let options: Options = options::options(&option_keywords)?;
    let user_id = text("user_id", user_id)?;
    let given = Given { fields, empty, keywords: &field_keywords };
    let validate = |patch: &UserPatch| FlatClient::new(options.clone()).check(patch);
    let patch = given.patch(options.sends_anything(), validate)?;
    let shown = options.without_secrets(&user_id);
    let send = move |call: &CallOptions| -> Outcome {
        zoomuser::internal::update_user_with(options.clone(), &user_id, &patch, call)
    };
    call::run(py, cancel, shown, send)
}

/// Closes the connections that the function `update_user` keeps.
#[pyfunction]
pub(crate) fn cleanup() {
    zoomuser::internal::cleanup();
}

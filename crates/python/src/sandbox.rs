//! The sandbox, for the tests of Python programs.

use crate::interpreter::finalization;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{mem, process};
use zoomuser_sandbox::{Recorded, Response, Verdict};

/// The running sandbox; wrapped by `zoomuser.testing.Sandbox`.
#[pyclass(frozen)]
pub(crate) struct Sandbox {
    running: Mutex<Option<zoomuser_sandbox::Sandbox>>,
    /// The process that started it. A forked child has none of its threads and must not stop it.
    process: u32,
}

#[pymethods]
impl Sandbox {
    #[new]
    #[pyo3(signature = (token=None, http_port=0, https_port=0, plan=None))]
    fn new(py: Python<'_>, token: Option<&str>, http_port: u16, https_port: u16, plan: Option<&str>) -> PyResult<Self> {
        let _inside = finalization::enter(py);
        let mut builder = zoomuser_sandbox::Sandbox::builder().http_port(http_port).https_port(https_port);
        if let Some(token) = token {
            builder = builder.token(token);
        }
        let running = finalization::detach(py, || builder.start())?;
        if let Some(plan) = plan.filter(|plan| !running.set_plan(plan)) {
            let why = format!("plan: expected \"free\", \"pro\", \"business\" or \"none\", got {plan:?}");
            return Err(PyValueError::new_err(why));
        }
        Ok(Self { running: Mutex::new(Some(running)), process: process::id() })
    }

    /// Stops it; does nothing the second time.
    fn stop(&self, py: Python<'_>) {
        let _inside = finalization::enter(py);
        let running = self.lock().take();
        finalization::detach(py, || self.stop_in_owner(running));
    }

    #[getter]
    fn base_url(&self) -> PyResult<String> {
        self.ask(zoomuser_sandbox::Sandbox::base_url)
    }

    #[getter]
    fn http_base_url(&self) -> PyResult<String> {
        self.ask(zoomuser_sandbox::Sandbox::http_base_url)
    }

    #[getter]
    fn ca_file(&self) -> PyResult<String> {
        self.ask(|sandbox| sandbox.ca_file().to_string_lossy().into_owned())
    }

    #[getter]
    fn token(&self) -> PyResult<String> {
        self.ask(|sandbox| sandbox.token().to_owned())
    }

    #[getter]
    fn connections(&self) -> PyResult<u64> {
        self.ask(zoomuser_sandbox::Sandbox::connections)
    }

    /// A user as JSON text.
    fn user(&self, user_id: &str) -> PyResult<Option<String>> {
        self.ask(|sandbox| sandbox.user(user_id))
    }

    /// Adds or updates a user: members as JSON text. Returns the user as JSON text.
    fn put_user(&self, user_id: &str, members: &str) -> PyResult<String> {
        let put = self.ask(|sandbox| sandbox.put_user(user_id, members))?;
        put.ok_or_else(|| PyValueError::new_err("members: expected a JSON object"))
    }

    /// The recorded requests as dicts.
    fn requests<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let _inside = finalization::enter(py);
        self.ask(zoomuser_sandbox::Sandbox::requests)?.iter().map(|request| recorded(py, request)).collect()
    }

    /// Queues a response for the next request.
    fn script(&self, status: u16, headers: Vec<(String, String)>, body: &[u8], delay: f64) -> PyResult<()> {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let delay = Duration::try_from_secs_f64(delay).unwrap_or_default();
        let answer = Response { delay, ..Response::http(status, &headers, body) };
        self.ask(|sandbox| sandbox.script(answer))
    }

    /// Lets a fault answer requests; false if there is none of this name.
    fn fail(&self, fault: &str, times: Option<u64>, user: Option<&str>) -> PyResult<bool> {
        self.ask(|sandbox| sandbox.fail(fault, times, user))
    }

    /// Gives a scope to the app or takes it away; false if it is unknown.
    fn set_granted(&self, scope: &str, granted: bool) -> PyResult<bool> {
        self.ask(|sandbox| sandbox.set_granted(scope, granted))
    }

    /// Applies the limits of a plan; false if it is unknown.
    fn set_plan(&self, plan: &str) -> PyResult<bool> {
        self.ask(|sandbox| sandbox.set_plan(plan))
    }

    #[getter]
    fn page_url(&self) -> PyResult<String> {
        self.ask(zoomuser_sandbox::Sandbox::page_url)
    }

    /// Restores the initial state.
    fn reset(&self) -> PyResult<()> {
        self.ask(zoomuser_sandbox::Sandbox::reset)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let running = self.lock().take();
        self.stop_in_owner(running);
    }
}

impl Sandbox {
    /// Stops it, unless this is a forked child of the process that started it.
    fn stop_in_owner(&self, running: Option<zoomuser_sandbox::Sandbox>) {
        if process::id() != self.process {
            mem::forget(running);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<zoomuser_sandbox::Sandbox>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T>(&self, question: impl FnOnce(&zoomuser_sandbox::Sandbox) -> T) -> PyResult<T> {
        let running = self.lock();
        running.as_ref().map(question).ok_or_else(|| PyRuntimeError::new_err("the sandbox was stopped"))
    }
}

fn recorded<'py>(py: Python<'py>, request: &Recorded) -> PyResult<Bound<'py, PyDict>> {
    let (ignored, reasons) = match &request.verdict {
        Verdict::NotValidated => (Vec::new(), Vec::new()),
        Verdict::Accepted { ignored } => (ignored.clone(), Vec::new()),
        Verdict::Refused { reasons } => (Vec::new(), reasons.clone()),
    };
    let members = PyDict::new(py);
    members.set_item("method", &request.method)?;
    members.set_item("target", &request.target)?;
    members.set_item("headers", request.headers.clone())?;
    members.set_item("body", PyBytes::new(py, &request.body))?;
    members.set_item("connection", request.connection)?;
    members.set_item("tls", request.tls)?;
    members.set_item("ignored", ignored)?;
    members.set_item("refused", reasons)?;
    Ok(members)
}

//! The stand-in for Zoom, for the tests of Python programs.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zoomuser_sandbox::{Answer, Recorded, Verdict};

/// The running sandbox; wrapped by `zoomuser.testing.Sandbox`.
#[pyclass(frozen)]
pub(crate) struct Sandbox {
    running: Mutex<Option<zoomuser_sandbox::Sandbox>>,
}

#[pymethods]
impl Sandbox {
    #[new]
    #[pyo3(signature = (token=None, http_port=0, https_port=0))]
    fn new(py: Python<'_>, token: Option<&str>, http_port: u16, https_port: u16) -> PyResult<Self> {
        let mut builder = zoomuser_sandbox::Sandbox::builder().http_port(http_port).https_port(https_port);
        if let Some(token) = token {
            builder = builder.token(token);
        }
        let running = py.detach(|| builder.start())?;
        Ok(Self { running: Mutex::new(Some(running)) })
    }

    /// Ends it; nothing happens the second time.
    fn stop(&self, py: Python<'_>) {
        let running = self.lock().take();
        py.detach(|| drop(running));
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

    /// The requests so far as dicts.
    fn requests<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        self.ask(zoomuser_sandbox::Sandbox::requests)?.iter().map(|request| recorded(py, request)).collect()
    }

    /// Queues an answer for the next request.
    fn script(&self, status: u16, headers: Vec<(String, String)>, body: &[u8], delay: f64) -> PyResult<()> {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let delay = Duration::try_from_secs_f64(delay).unwrap_or_default();
        let answer = Answer { delay, ..Answer::http(status, &headers, body) };
        self.ask(|sandbox| sandbox.script(answer))
    }

    /// Puts everything back to the start.
    fn reset(&self) -> PyResult<()> {
        self.ask(zoomuser_sandbox::Sandbox::reset)
    }
}

impl Sandbox {
    fn lock(&self) -> MutexGuard<'_, Option<zoomuser_sandbox::Sandbox>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T>(&self, question: impl FnOnce(&zoomuser_sandbox::Sandbox) -> T) -> PyResult<T> {
        let running = self.lock();
        running.as_ref().map(question).ok_or_else(|| PyRuntimeError::new_err("the sandbox was stopped"))
    }
}

fn recorded<'py>(py: Python<'py>, request: &Recorded) -> PyResult<Bound<'py, PyDict>> {
    let (ignored, reasons) = match &request.judged {
        Verdict::NotJudged => (Vec::new(), Vec::new()),
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

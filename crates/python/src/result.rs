//! Converts an outcome of the core library to a Python result or exception.

mod response_members;

use crate::python::{FIELD_OUTCOME, OBJECT_NEW, PROBLEM, RESULT, STATUS};
use pyo3::exceptions::PyKeyError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple};
use response_members::ResponseMembers;
use serde_json::Value;
use std::time::SystemTime;
use zoomuser::Problem;
use zoomuser::internal::Outcome;
use zoomuser::{FieldOutcome, InputError, Status};

/// The result of a successful call; otherwise its exception.
pub(crate) fn result(py: Python<'_>, outcome: Outcome) -> PyResult<Bound<'_, PyAny>> {
    result_of(py, outcome, "")
}

/// The same for a call about one user. `user_id` must not hold a secret.
pub(crate) fn result_of<'py>(py: Python<'py>, outcome: Outcome, user_id: &str) -> PyResult<Bound<'py, PyAny>> {
    let is_ok = outcome.is_ok();
    let result = to_python_with(py, outcome, user_id)?;
    if is_ok { Ok(result) } else { Err(exception(&result)) }
}

/// A rendered request; warnings are issued as Python warnings.
pub(crate) fn rendered(py: Python<'_>, outcome: Outcome) -> PyResult<String> {
    if !outcome.is_ok() {
        return Err(exception(&to_python(py, outcome)?));
    }
    for warning in outcome.warnings() {
        py.import("warnings")?.call_method1("warn", (warning.to_string(), py.None(), 3))?;
    }
    Ok(outcome.rendered().unwrap_or_default().to_owned())
}

/// The exception for an error before the call.
pub(crate) fn refused(py: Python<'_>, status: Status, message: String) -> PyErr {
    failed(py, &InputError::new(status, message))
}

/// The exception for an error of the core library.
pub(crate) fn failed(py: Python<'_>, error: &InputError) -> PyErr {
    to_python(py, Outcome::from(error)).map_or_else(|error| error, |result| exception(&result))
}

/// The exception for a result; Python code chooses the class by the status.
pub(crate) fn exception(result: &Bound<'_, PyAny>) -> PyErr {
    let raise = || result.py().import("zoomuser._exceptions")?.call_method1("error_of", (result,));
    raise().map_or_else(|error| error, PyErr::from_value)
}

/// The result, whatever its status.
pub(crate) fn to_python(py: Python<'_>, outcome: Outcome) -> PyResult<Bound<'_, PyAny>> {
    to_python_with(py, outcome, "")
}

/// The result of a call about one user, whatever its status.
pub(crate) fn to_python_with<'py>(py: Python<'py>, outcome: Outcome, user_id: &str) -> PyResult<Bound<'py, PyAny>> {
    // Bypasses the dataclass's __init__, which costs more than everything else here.
    let class = RESULT.get(py)?;
    let result = OBJECT_NEW.get(py)?.call1((class,))?;
    let members = Members { members: result.getattr(intern!(py, "__dict__"))?.cast_into()? };
    members.set(intern!(py, "status"), status(py, outcome.status())?)?;
    members.text(intern!(py, "message"), outcome.message())?;
    members.text(intern!(py, "hint"), outcome.hint())?;
    members.problems(intern!(py, "problems"), outcome.problems().iter().map(pair))?;
    members.problems(intern!(py, "warnings"), outcome.warnings().iter().map(pair))?;
    if outcome.attempts() != 0 {
        members.set(intern!(py, "attempts"), outcome.attempts())?;
    }
    if !outcome.waited().is_zero() {
        members.set(intern!(py, "waited_seconds"), outcome.waited().as_secs_f64())?;
    }
    if let Some(after) = outcome.retry_after(SystemTime::now()) {
        members.set(intern!(py, "retry_after"), after.as_secs_f64())?;
    }
    if !outcome.fields().is_empty() {
        members.set(intern!(py, "fields"), fields(py, outcome.fields())?)?;
    }
    members.text(intern!(py, "user_id"), user_id)?;
    if let Some(response) = outcome.response() {
        members.set(intern!(py, "http_status"), response.http_status())?;
        if let Some(code) = response.api_code() {
            members.set(intern!(py, "api_code"), code)?;
        }
        members.text(intern!(py, "api_message"), response.api_message())?;
        let field_errors = response.field_errors().iter().map(|error| (error.field.as_str(), error.message.as_str()));
        members.problems(intern!(py, "field_errors"), field_errors)?;
    }
    // `Result.__getattr__` makes the other members.
    members.set(intern!(py, "_response"), ResponseMembers(outcome))?;
    Ok(result)
}

/// The members of a result. One that has its default is not set: it is an attribute of the class.
struct Members<'py> {
    members: Bound<'py, PyDict>,
}

impl<'py> Members<'py> {
    fn set(&self, name: &Bound<'py, PyString>, value: impl IntoPyObject<'py>) -> PyResult<()> {
        self.members.set_item(name, value)
    }

    fn text(&self, name: &Bound<'py, PyString>, value: &str) -> PyResult<()> {
        if value.is_empty() { Ok(()) } else { self.set(name, value) }
    }

    fn problems<'a>(
        &self,
        name: &Bound<'py, PyString>,
        pairs: impl ExactSizeIterator<Item = (&'a str, &'a str)>,
    ) -> PyResult<()> {
        if pairs.len() == 0 {
            return Ok(());
        }
        let py = name.py();
        let class = PROBLEM.get(py)?;
        let made: Vec<_> = pairs.map(|pair| class.call1(pair)).collect::<PyResult<_>>()?;
        self.set(name, PyTuple::new(py, made)?)
    }
}

/// The member of the enum, looked up in a table, which is faster than calling the enum.
fn status(py: Python<'_>, status: Status) -> PyResult<Bound<'_, PyAny>> {
    static STATUSES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let make = || {
        let statuses = PyDict::new(py);
        for member in STATUS.get(py)?.try_iter()? {
            let member = member?;
            statuses.set_item(member.getattr("value")?, member)?;
        }
        PyResult::Ok(statuses.unbind())
    };
    let statuses = STATUSES.get_or_try_init(py, make)?.bind(py);
    statuses.get_item(status.code())?.ok_or_else(|| PyKeyError::new_err(status.code()))
}

fn fields<'py>(py: Python<'py>, fields: &[FieldOutcome]) -> PyResult<Bound<'py, PyTuple>> {
    let loads = py.import("json")?.getattr("loads")?;
    let value = |value: Option<&Value>| value.map(|value| loads.call1((value.to_string(),))).transpose();
    let class = FIELD_OUTCOME.get(py)?;
    let made = fields.iter().map(|f| {
        let shown = (value(f.old.as_ref())?, value(Some(&f.new))?, value(f.seen.as_ref())?);
        class.call1((&f.field, f.outcome.name(), shown.0, shown.1, shown.2))
    });
    PyTuple::new(py, made.collect::<PyResult<Vec<_>>>()?)
}

fn pair(problem: &Problem) -> (&str, &str) {
    (&problem.field, &problem.message)
}

//! An outcome of the core library as a result of Python, or as an exception that carries it.

use crate::python::{FIELD_OUTCOME, HEADERS, PROBLEM, RESULT, STATUS};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use serde_json::Value;
use std::time::{Duration, SystemTime};
use zoomuser::answer::outcome::Problem;
use zoomuser::{Error, FieldOutcome, Outcome, Response, Status};

/// The result of a call that did what it was asked; else the exception.
pub(crate) fn result<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyAny>> {
    let result = made(py, outcome)?;
    if outcome.is_ok() { Ok(result) } else { Err(exception(&result)) }
}

/// The text of a request; what it cannot show is a warning of Python's.
pub(crate) fn rendered(py: Python<'_>, outcome: &Outcome) -> PyResult<String> {
    if !outcome.is_ok() {
        return Err(exception(&made(py, outcome)?));
    }
    for warning in outcome.warnings() {
        py.import("warnings")?.call_method1("warn", (warning.to_string(), py.None(), 3))?;
    }
    Ok(outcome.rendered().unwrap_or_default().to_owned())
}

/// The exception for something that stopped a call before it began.
pub(crate) fn refused(py: Python<'_>, status: Status, message: String) -> PyErr {
    failed(py, &Error::new(status, message))
}

/// The exception for an error of the core library.
pub(crate) fn failed(py: Python<'_>, error: &Error) -> PyErr {
    made(py, &Outcome::from(error)).map_or_else(|error| error, |result| exception(&result))
}

/// The exception of a result; its class is chosen by the status, in Python.
pub(crate) fn exception(result: &Bound<'_, PyAny>) -> PyErr {
    let raise = || result.py().import("zoomuser._exceptions")?.call_method1("error_of", (result,));
    raise().map_or_else(|error| error, PyErr::from_value)
}

/// The result as it is, whatever the status.
pub(crate) fn made<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyAny>> {
    let response = outcome.response();
    let field_errors: Vec<_> = response.map_or_else(Vec::new, |r| {
        r.field_errors().iter().map(|error| (error.field.as_str(), error.message.as_str())).collect()
    });
    let headers = PyTuple::new(py, response.map_or(&[][..], Response::headers))?;
    // The dataclass's own __init__ costs more than everything else here.
    let class = RESULT.get(py)?;
    let result = class.call_method1(intern!(py, "__new__"), (class,))?;
    let members = result.getattr(intern!(py, "__dict__"))?.cast_into::<PyDict>()?;
    members.set_item(intern!(py, "status"), STATUS.get(py)?.call1((outcome.status().code(),))?)?;
    members.set_item(intern!(py, "message"), outcome.message())?;
    members.set_item(intern!(py, "remedy"), outcome.remedy())?;
    members.set_item(intern!(py, "problems"), problems(py, outcome.problems().iter().map(pair))?)?;
    members.set_item(intern!(py, "warnings"), problems(py, outcome.warnings().iter().map(pair))?)?;
    members.set_item(intern!(py, "attempts"), outcome.attempts())?;
    members.set_item(intern!(py, "waited"), outcome.waited().as_secs_f64())?;
    members.set_item(intern!(py, "http_status"), response.map(Response::http_status))?;
    members.set_item(intern!(py, "api_code"), response.and_then(Response::api_code))?;
    members.set_item(intern!(py, "api_message"), response.map_or("", Response::api_message))?;
    members.set_item(intern!(py, "field_errors"), problems(py, field_errors.into_iter())?)?;
    members.set_item(intern!(py, "tracking_id"), response.map_or("", Response::tracking_id))?;
    let retry_after = outcome.retry_after(SystemTime::now());
    members.set_item(intern!(py, "retry_after"), retry_after.as_ref().map(Duration::as_secs_f64))?;
    members.set_item(intern!(py, "reason"), response.map_or("", Response::reason))?;
    members.set_item(intern!(py, "head"), response.map_or("", Response::head))?;
    members.set_item(intern!(py, "headers"), HEADERS.get(py)?.call1((headers,))?)?;
    members.set_item(intern!(py, "body"), PyBytes::new(py, response.map_or(&[], Response::body)))?;
    members.set_item(intern!(py, "fields"), fields(py, outcome.fields())?)?;
    Ok(result)
}

fn fields<'py>(py: Python<'py>, fields: &[FieldOutcome]) -> PyResult<Bound<'py, PyTuple>> {
    if fields.is_empty() {
        return Ok(PyTuple::empty(py));
    }
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

fn problems<'a, 'py>(
    py: Python<'py>,
    pairs: impl ExactSizeIterator<Item = (&'a str, &'a str)>,
) -> PyResult<Bound<'py, PyTuple>> {
    let class = PROBLEM.get(py)?;
    let made: Vec<_> = pairs.map(|pair| class.call1(pair)).collect::<PyResult<_>>()?;
    PyTuple::new(py, made)
}

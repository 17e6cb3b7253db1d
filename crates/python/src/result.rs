//! An outcome of the core library as a result of Python, or as an exception that carries it.

use crate::python::{HEADERS, PROBLEM, RESULT, STATUS};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};
use std::time::{Duration, SystemTime};
use zoomuser::answer::outcome::Problem;
use zoomuser::{Error, Outcome, Response, Status};

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
    let arguments = (
        STATUS.get(py)?.call1((outcome.status().code(),))?,
        outcome.message(),
        outcome.remedy(),
        problems(py, outcome.problems().iter().map(pair))?,
        problems(py, outcome.warnings().iter().map(pair))?,
        outcome.attempts(),
        outcome.waited().as_secs_f64(),
    );
    let answer = (
        response.map(Response::http_status),
        response.and_then(Response::api_code),
        response.map_or("", Response::api_message),
        problems(py, field_errors.into_iter())?,
        response.map_or("", Response::tracking_id),
        response.and_then(|r| r.retry_after(SystemTime::now())).as_ref().map(Duration::as_secs_f64),
        response.map_or("", Response::reason),
        response.map_or("", Response::head),
        HEADERS.get(py)?.call1((headers,))?,
        PyBytes::new(py, response.map_or(&[], Response::body)),
    );
    let arguments = arguments.into_pyobject(py)?.as_sequence().concat(answer.into_pyobject(py)?.as_sequence())?;
    RESULT.get(py)?.call1(arguments.to_tuple()?)
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

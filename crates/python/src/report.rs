//! What the doctor found as a report of Python.

use crate::python::{CHECK, REPORT};
use crate::result::{made, result};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use zoomuser::{Outcome, Status};

/// The report, also where a check failed: telling that is what it is for. Raised is what ended the examination itself.
pub(crate) fn report<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyAny>> {
    if outcome.status() == Status::Cancelled || outcome.checks().is_empty() {
        return result(py, outcome);
    }
    let class = CHECK.get(py)?;
    let checks = outcome
        .checks()
        .iter()
        .map(|check| class.call1((check.name, &check.url, check.outcome.name(), &check.message, check.remedy)));
    let checks = PyTuple::new(py, checks.collect::<PyResult<Vec<_>>>()?)?;
    REPORT.get(py)?.call1((checks, made(py, outcome)?))
}

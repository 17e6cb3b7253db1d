//! Converts the doctor's report to Python.

use crate::python::{CHECK, REPORT};
use crate::result::{result, to_python};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use zoomuser::Status;
use zoomuser::internal::Outcome;

/// The report, even if a check failed. Raises only if the doctor itself was cancelled or could not run.
pub(crate) fn report(py: Python<'_>, outcome: Outcome) -> PyResult<Bound<'_, PyAny>> {
    if outcome.status() == Status::Cancelled || outcome.checks().is_empty() {
        return result(py, outcome);
    }
    let class = CHECK.get(py)?;
    let checks = outcome
        .checks()
        .iter()
        .map(|check| class.call1((check.name, &check.url, check.outcome.name(), &check.message, check.hint)));
    let checks = PyTuple::new(py, checks.collect::<PyResult<Vec<_>>>()?)?;
    REPORT.get(py)?.call1((checks, to_python(py, outcome)?))
}

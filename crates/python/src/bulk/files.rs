//! The functions of `zoomuser.bulk`.

use super::options::{FileOptions, path};
use super::records::{Records, of_check};
use super::runs::{Failure, Job, check_file};
use crate::call;
use crate::client::Client;
use crate::interpreter::finalization;
use crate::result::result;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::Path;
use std::sync::Arc;

/// Checks a file; returns JSON.
#[pyfunction]
pub(crate) fn bulk_check(given: &Bound<'_, PyAny>, keywords: &Bound<'_, PyDict>) -> PyResult<String> {
    let py = given.py();
    let _inside = finalization::enter(py);
    let (path, options) = (path("path", given)?, FileOptions::read(keywords)?);
    Ok(finalization::detach(py, || of_check(&check_file(&path, &options)).to_json()))
}

/// Plans, applies, resumes or undoes; returns JSON. `action` is the name of the function.
#[pyfunction]
#[pyo3(signature = (action, client, given, keywords, cancel=None))]
pub(crate) fn bulk_run<'py>(
    action: &str,
    client: &Bound<'py, Client>,
    given: &Bound<'py, PyAny>,
    keywords: &Bound<'py, PyDict>,
    cancel: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = client.py();
    let _inside = finalization::enter(py);
    let (path, options) =
        (path(if matches!(action, "plan" | "apply") { "path" } else { "run" }, given)?, FileOptions::read(keywords)?);
    let work: fn(&Job<'_>, &Path) -> Result<Records, Failure> = match action {
        "plan" => |job, path| job.plan(path),
        "apply" => |job, path| job.apply(path),
        "resume" => |job, path| job.resume(path),
        "undo" => |job, path| job.undo(path),
        _ => {
            return Err(PyValueError::new_err(format!("action: expected plan, apply, resume or undo, got {action:?}")));
        }
    };
    let client = Arc::clone(client.get().shared());
    let work = move |call: &_| {
        let made = work(&Job { client: &client, options: &options, call }, &path);
        made.map(|records| records.to_json())
    };
    call::run_to(py, cancel, work, |py, made| match made {
        Ok(json) => json.into_pyobject(py).map(Bound::into_any).map_err(PyErr::from),
        Err(outcome) => result(py, *outcome),
    })
}

//! The command line, the same as that of the `zoomuser` program.

use crate::call::Raised;
use crate::interpreter::finalization;
use pyo3::prelude::*;
use std::ffi::OsString;
use zoomuser_cli::Streams;

/// Runs the command line with these arguments on the streams of this process; returns the exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, args: Vec<OsString>) -> PyResult<i32> {
    let _inside = finalization::enter(py);
    let raised = Raised::default();
    let code = finalization::detach(py, || {
        Streams::of_process(|streams| {
            zoomuser_cli::run(args.into_iter(), Streams { interrupt: Some(raised.interrupt()), ..streams })
        })
    });
    raised.take().map_or(Ok(code), Err)
}

//! The command line, the same as that of the program `zoomuser`.

use crate::call::Raised;
use pyo3::prelude::*;
use std::ffi::OsString;
use zoomuser_cli::Streams;

/// Runs the words of a command line on this process's streams; gives the exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, words: Vec<OsString>) -> PyResult<i32> {
    let raised = Raised::default();
    let code = py.detach(|| {
        Streams::of_process(|streams| {
            zoomuser_cli::run(words.into_iter(), Streams { interrupt: Some(raised.interrupt()), ..streams })
        })
    });
    raised.take().map_or(Ok(code), Err)
}

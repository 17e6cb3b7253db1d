//! The interpreter that owns this module.

pub(crate) mod context;
pub(crate) mod finalization;

use pyo3::prelude::*;
use std::sync::OnceLock;

/// The address of the `sys` module of the interpreter that imported the package first.
static OWNER: OnceLock<usize> = OnceLock::new();

/// Claims the module for the calling interpreter; false if another interpreter owns it and its classes.
#[pyfunction]
pub(crate) fn claim(py: Python<'_>) -> PyResult<bool> {
    let here = py.import("sys")?.as_ptr() as usize;
    Ok(*OWNER.get_or_init(|| here) == here)
}

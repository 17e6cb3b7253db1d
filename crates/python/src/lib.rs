//! The native module of the Python package `zoomuser`: it converts arguments, calls the core library and converts results.
//!
//! The public classes, signatures and documentation are Python code in `python/zoomuser`.
#![forbid(unsafe_code)]

mod arguments;
mod bulk;
mod call;
mod client;
mod command_line;
mod interpreter;
mod logging;
mod python;
mod report;
mod result;
mod sandbox;
mod values;

use pyo3::prelude::*;

/// The native module of `zoomuser`; private.
#[pymodule]
mod _zoomuser {
    #[pymodule_export]
    use crate::arguments::form::Form;
    #[pymodule_export]
    use crate::bulk::files::{bulk_check, bulk_run};
    #[pymodule_export]
    use crate::bulk::updates::Updates;
    #[pymodule_export]
    use crate::bulk::user_pages::UserPages;
    #[pymodule_export]
    use crate::call::CancelToken;
    #[pymodule_export]
    use crate::call::async_call::AsyncCall;
    #[pymodule_export]
    use crate::call::pool::Pool;
    #[pymodule_export]
    use crate::client::{Client, cleanup, update_user};
    #[pymodule_export]
    use crate::command_line::run;
    #[pymodule_export]
    use crate::interpreter::claim;
    #[pymodule_export]
    use crate::sandbox::Sandbox;
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::logging::install();
        crate::interpreter::finalization::install(module)?;
        module.add("__version__", zoomuser::VERSION)
    }
}

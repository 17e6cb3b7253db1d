//! The native part of the Python package `zoomuser`: arguments in, one call of the core library, a result out.
//!
//! What people see (classes, signatures, documentation) is Python and stands in `python/zoomuser`.
#![forbid(unsafe_code)]

mod call;
mod client;
mod command_line;
mod form;
mod kinds;
mod logging;
mod options;
mod patch;
mod python;
mod report;
mod request;
mod result;
mod sandbox;
mod token;
mod values;

use pyo3::prelude::*;

/// The native part of `zoomuser`; private.
#[pymodule]
mod _zoomuser {
    #[pymodule_export]
    use crate::call::CancelToken;
    #[pymodule_export]
    use crate::client::{Client, cleanup, update_user};
    #[pymodule_export]
    use crate::command_line::run;
    #[pymodule_export]
    use crate::form::Form;
    #[pymodule_export]
    use crate::sandbox::Sandbox;
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::logging::install();
        module.add("__version__", zoomuser::VERSION)
    }
}

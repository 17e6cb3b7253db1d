//! A call of the core library that has ended.

use crate::arguments::token;
use crate::logging;
use crate::result::failed;
use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use zoomuser::{InputError, Status};

/// What a call returned, and what the Python code that it called has raised.
pub(crate) struct Ended<T> {
    returned: Result<T, InputError>,
    /// The exception of the token callable.
    refused: Option<PyErr>,
    /// The exception of a log handler, if it is not an `Exception`.
    logged: Option<PyErr>,
}

impl<T> Ended<T> {
    /// Makes a call on this thread, which must be detached from the interpreter.
    pub(crate) fn of(call: impl FnOnce() -> T) -> Self {
        let (returned, refused) = token::with_raised(|| catch_unwind(AssertUnwindSafe(call)));
        let returned =
            returned.map_err(|_| InputError::new(Status::Panic, "a defect in this library was caught".to_owned()));
        Self { returned, refused, logged: logging::raised() }
    }

    /// Returns or raises what `convert` makes of what the call returned. `raised` by a signal handler takes precedence.
    pub(crate) fn convert<'py>(
        self,
        py: Python<'py>,
        raised: Option<PyErr>,
        convert: impl FnOnce(Python<'py>, T) -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let ended = self.returned.map_err(|error| failed(py, &error)).and_then(|returned| convert(py, returned));
        let (passes, refused) = match self.refused {
            Some(error) if token::passes(py, &error) => (Some(error), None),
            refused => (None, refused),
        };
        if let (Err(error), Some(cause)) = (&ended, refused) {
            error.set_cause(py, Some(cause));
        }
        let Some(error) = raised.or(passes).or(self.logged) else { return ended };
        // KeyboardInterrupt, or the exception of a signal handler. The result of the call is attached as its cause.
        if error.cause(py).is_none() {
            error.set_cause(py, ended.err());
        }
        Err(error)
    }
}

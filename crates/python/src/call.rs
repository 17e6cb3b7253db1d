//! One call of the core library from Python: without the interpreter's lock, cancellable, interruptible by Ctrl-C.

use crate::{logging, result};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use zoomuser::send::wait::Interrupt;
use zoomuser::{Call, Error, Outcome, Status};

/// Ends calls from another thread: give it to a call as `cancel`, and call `cancel()` on it.
///
/// The call ends within a fiftieth of a second with `Cancelled`. A token stays cancelled: use a new one for a new call.
#[pyclass(frozen, module = "zoomuser")]
#[derive(Default)]
pub(crate) struct CancelToken(zoomuser::CancelToken);

#[pymethods]
impl CancelToken {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Ends every call that was given this token, and every call that will be.
    fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether `cancel()` was called.
    #[getter]
    fn cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    fn __repr__(&self) -> String {
        format!("<zoomuser.CancelToken cancelled={}>", if self.cancelled() { "True" } else { "False" })
    }
}

/// What a signal handler raised while a call waited.
#[derive(Clone, Default)]
pub(crate) struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    /// The question whether a signal handler raised something. Python runs those on its main thread only.
    pub(crate) fn interrupt(&self) -> Interrupt {
        let raised = self.clone();
        Arc::new(move || {
            let Err(error) = Python::attach(|py| py.check_signals()) else { return false };
            *raised.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            true
        })
    }

    pub(crate) fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Makes a call and gives its result, or raises what it ended with.
pub(crate) fn run<'py>(
    py: Python<'py>,
    cancel: Option<&CancelToken>,
    call: impl FnOnce(&Call) -> Outcome + Send,
) -> PyResult<Bound<'py, PyAny>> {
    logging::follow(py)?;
    let raised = Raised::default();
    let interrupt = is_main_thread(py)?.then(|| raised.interrupt());
    let cancel = cancel.map(|token| token.0.clone()).unwrap_or_default();
    let call_with = Call { cancel, interrupt };
    let outcome = py.detach(|| catch_unwind(AssertUnwindSafe(|| call(&call_with))));
    let outcome = outcome.unwrap_or_else(|_| {
        Outcome::from(&Error::new(Status::Panic, "a defect in this library was caught".to_owned()))
    });
    let Some(error) = raised.take() else { return result::result(py, &outcome) };
    // KeyboardInterrupt, or what the program's own handler raised. How far the call came is its cause.
    if outcome.status() == Status::Cancelled && error.is_instance_of::<PyKeyboardInterrupt>(py) {
        let cause = result::exception(&result::made(py, &outcome)?);
        error.set_cause(py, Some(cause));
    }
    Err(error)
}

fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    let main = threading.call_method0("main_thread")?.getattr("ident")?;
    main.eq(threading.call_method0("get_ident")?)
}

//! One call of the core library from Python: without the interpreter's lock, cancellable, interruptible by Ctrl-C.

use crate::kinds::type_name;
use crate::{logging, result, token};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
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

/// The token that was given as `cancel`, or one that nobody cancels.
fn cancel_token(given: Option<&Bound<'_, PyAny>>) -> PyResult<zoomuser::CancelToken> {
    let Some(given) = given else { return Ok(zoomuser::CancelToken::new()) };
    match given.cast::<CancelToken>() {
        Ok(token) => Ok(token.get().0.clone()),
        Err(_) => Err(PyTypeError::new_err(format!("cancel: expected CancelToken, got {}", type_name(given)))),
    }
}

/// Makes a call and gives its result, or raises what it ended with.
pub(crate) fn run<'py>(
    py: Python<'py>,
    cancel: Option<&Bound<'_, PyAny>>,
    call: impl FnOnce(&Call) -> Outcome + Send,
) -> PyResult<Bound<'py, PyAny>> {
    run_to(py, cancel, call, result::result)
}

/// Makes a call and gives what `made` makes of its outcome, or raises that.
pub(crate) fn run_to<'py>(
    py: Python<'py>,
    cancel: Option<&Bound<'_, PyAny>>,
    call: impl FnOnce(&Call) -> Outcome + Send,
    made: impl FnOnce(Python<'py>, &Outcome) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    logging::follow(py)?;
    let raised = Raised::default();
    let interrupt = is_main_thread(py)?.then(|| raised.interrupt());
    let call_with = Call { cancel: cancel_token(cancel)?, interrupt, ..Call::default() };
    let (outcome, refused) = token::watched(|| py.detach(|| catch_unwind(AssertUnwindSafe(|| call(&call_with)))));
    let outcome = outcome.unwrap_or_else(|_| {
        Outcome::from(&Error::new(Status::Panic, "a defect in this library was caught".to_owned()))
    });
    let ended = made(py, &outcome);
    let (passes, refused) = match refused {
        Some(error) if token::passes(py, &error) => (Some(error), None),
        refused => (None, refused),
    };
    if let (Err(error), Some(cause)) = (&ended, refused) {
        error.set_cause(py, Some(cause));
    }
    let Some(error) = raised.take().or(passes).or_else(logging::raised) else { return ended };
    // KeyboardInterrupt, or what the program's own handler raised. How far the call came is its cause.
    if error.cause(py).is_none() {
        error.set_cause(py, ended.err());
    }
    Err(error)
}

/// Whether this is the thread on which Python runs signal handlers. After a fork it is another one.
fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    static MAIN_THREAD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static GET_IDENT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let threading = |name: &str| py.import("threading")?.getattr(name).map(Bound::unbind);
    let main = MAIN_THREAD.get_or_try_init(py, || threading("main_thread"))?.bind(py).call0()?;
    let here = GET_IDENT.get_or_try_init(py, || threading("get_ident"))?.bind(py).call0()?;
    main.getattr(intern!(py, "ident"))?.eq(here)
}

//! Calls of the core library from Python: the GIL is released, and a call can be cancelled or interrupted by Ctrl-C.

pub(crate) mod async_call;
mod completions;
mod ended;
pub(crate) mod pool;
mod workers;

use crate::interpreter::finalization;
use crate::values::kinds::type_name;
use crate::{logging, result};
use async_call::AsyncCall;
use ended::Ended;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use zoomuser::internal::Outcome;
use zoomuser::{CallOptions, Interrupt};

/// Cancels calls from another thread: pass it to a call as `cancel=` and call its method `cancel()`.
///
/// The call ends within 20 ms with `CancelledError`. A token stays cancelled: use a new one for a new call.
#[pyclass(frozen, module = "zoomuser")]
#[derive(Default)]
pub(crate) struct CancelToken(zoomuser::CancelToken);

#[pymethods]
impl CancelToken {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Cancels every call that has this token, now and later.
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

/// For so long after its start, a call does not take the GIL to look for signals.
const QUIET: Duration = Duration::from_millis(10);

/// The exception that a signal handler raised while a call was waiting.
#[derive(Clone, Default)]
pub(crate) struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    /// Runs pending signal handlers and reports whether one raised. Python runs them on the main thread only.
    pub(crate) fn interrupt(&self) -> Interrupt {
        let (raised, started) = (self.clone(), Instant::now());
        Arc::new(move || {
            // Python has just run those that were pending before the call.
            if started.elapsed() < QUIET {
                return false;
            }
            let Err(error) = finalization::attach(|py| py.check_signals()) else { return false };
            *raised.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            true
        })
    }

    pub(crate) fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The token passed as `cancel`, or a new one.
fn cancel_token(given: Option<&Bound<'_, PyAny>>) -> PyResult<zoomuser::CancelToken> {
    let Some(given) = given else { return Ok(zoomuser::CancelToken::new()) };
    match given.cast::<CancelToken>() {
        Ok(token) => Ok(token.get().0.clone()),
        Err(_) => Err(PyTypeError::new_err(format!("cancel: expected CancelToken, got {}", type_name(given)))),
    }
}

/// Makes a call and returns its result or raises its exception. `user_id` is stored in the result and holds no secret.
///
/// With an [`AsyncCall`] in place of a cancel token the call runs on another thread, and its future gets the result.
pub(crate) fn run<'py>(
    py: Python<'py>,
    cancel: Option<&Bound<'py, PyAny>>,
    user_id: String,
    call: impl Fn(&CallOptions) -> Outcome + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    run_to(py, cancel, call, move |py, outcome| result::result_of(py, outcome, &user_id))
}

/// Makes a call and returns or raises what `convert` makes of what it returned.
pub(crate) fn run_to<'py, T: Send + 'static>(
    py: Python<'py>,
    cancel: Option<&Bound<'py, PyAny>>,
    call: impl Fn(&CallOptions) -> T + Send + Sync + 'static,
    convert: impl for<'a> FnOnce(Python<'a>, T) -> PyResult<Bound<'a, PyAny>> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    logging::follow(py)?;
    if let Some(Ok(async_call)) = cancel.map(|given| given.cast::<AsyncCall>()) {
        AsyncCall::start(async_call, call, convert)?;
        return Ok(py.None().into_bound(py));
    }
    let raised = Raised::default();
    let interrupt = is_main_thread(py)?.then(|| raised.interrupt());
    let options = CallOptions { cancel: cancel_token(cancel)?, interrupt, ..CallOptions::default() };
    let ended = finalization::detach(py, || Ended::of(|| call(&options)));
    ended.convert(py, raised.take(), convert)
}

/// Whether this is the thread on which Python runs signal handlers. A fork can change it.
fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    thread_local! {
        /// The number of forks for which the answer holds, and the answer.
        static KNOWN: Cell<Option<(usize, bool)>> = const { Cell::new(None) };
    }
    let forks = finalization::forks();
    if let Some((_, is_main)) = KNOWN.get().filter(|(known_forks, _)| *known_forks == forks) {
        return Ok(is_main);
    }
    let threading = py.import("threading")?;
    let is_main = threading.call_method0("main_thread")?.getattr("ident")?.eq(threading.call_method0("get_ident")?)?;
    KNOWN.set(Some((forks, is_main)));
    Ok(is_main)
}

//! Python token callables.

use crate::interpreter::{context, finalization};
use crate::python::TOKEN_REQUEST;
use crate::values::kinds::type_name;
use crate::values::text;
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zoomuser::{TokenAsk, TokenSource};

thread_local! {
    /// The exception of the callable in the current call on this thread; the core library only takes its message.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// A token callable.
pub(crate) struct Callable {
    callable: Py<PyAny>,
    /// The `contextvars.Context` of the task that changes many users, for the threads that make its calls.
    context: Mutex<Shared>,
}

/// A context that runs of many users share.
#[derive(Default)]
struct Shared {
    runs: usize,
    context: Option<Py<PyAny>>,
}

impl Callable {
    /// Removes `token` from the keywords of a client if it is a callable.
    pub(crate) fn take(keywords: &Bound<'_, PyDict>) -> PyResult<Option<Arc<Self>>> {
        match keywords.get_item("token")? {
            Some(token) if token.is_callable() => {
                keywords.del_item("token")?;
                Ok(Some(Arc::new(Self { callable: token.unbind(), context: Mutex::default() })))
            }
            _ => Ok(None),
        }
    }

    /// The callable as a token provider of the core library.
    pub(crate) fn source(self: &Arc<Self>) -> TokenSource {
        let callable = Arc::clone(self);
        Arc::new(move |ask| finalization::attach(|py| callable.get_token(py, ask)))
    }

    /// For Python's garbage collector: the callable may refer to the client.
    pub(crate) fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.callable)?;
        visit.call(&self.lock().context)
    }

    /// Begins a run: sets the context in which threads without one of their own call the callable.
    pub(crate) fn enter(&self, context: Py<PyAny>) {
        self.lock().runs += 1;
        // Two statements, to release the lock before Python code runs.
        let old = self.lock().context.replace(context);
        drop(old);
    }

    /// Ends a run. The last one drops the context.
    pub(crate) fn leave(&self) {
        let mut shared = self.lock();
        shared.runs = shared.runs.saturating_sub(1);
        let old = if shared.runs == 0 { shared.context.take() } else { None };
        drop(shared);
        drop(old);
    }

    /// Locked only with the GIL and for a moment.
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.context.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call<'py>(&self, py: Python<'py>, request: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let callable = self.callable.bind(py);
        let shared = self.lock().context.as_ref().map(|context| context.clone_ref(py));
        match shared.filter(|_| !context::is_set()) {
            // A context cannot be entered by two threads.
            Some(shared) => {
                let own = shared.call_method0(py, intern!(py, "copy"))?.into_bound(py);
                own.call_method1(intern!(py, "run"), (callable, request))
            }
            None => context::call(callable, vec![request]),
        }
    }

    /// Calls the callable. Messages name only the type of its value or exception, which may hold a secret.
    fn get_token(&self, py: Python<'_>, ask: TokenAsk) -> Result<String, String> {
        let returned = TOKEN_REQUEST
            .get(py)
            .and_then(|class| class.call1((ask.refused,)))
            .and_then(|request| self.call(py, request));
        let token = match returned {
            Ok(value) if value.is_instance_of::<PyString>() => text("token", &value),
            Ok(value) => return Err(format!("expected str from the callable, got {}", type_name(&value))),
            Err(error) => Err(error),
        };
        token.map_err(|error| {
            let kind = error.get_type(py).name().map_or_else(|_| "an exception".to_owned(), |name| name.to_string());
            RAISED.replace(Some(error));
            format!("the callable raised {kind}")
        })
    }
}

/// Makes a call; also returns the exception of a token callable in it.
pub(crate) fn with_raised<T>(call: impl FnOnce() -> T) -> (T, Option<PyErr>) {
    // A token callable or a log handler may make calls itself.
    let outer = RAISED.take();
    let returned = call();
    (returned, RAISED.replace(outer))
}

/// Whether an exception propagates unchanged: not an `Exception`, for example `KeyboardInterrupt`.
pub(crate) fn passes(py: Python<'_>, error: &PyErr) -> bool {
    !error.is_instance_of::<PyException>(py)
}

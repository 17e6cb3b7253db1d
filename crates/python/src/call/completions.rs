//! The calls of an `AsyncClient` that have ended, for the event loops that wait for them.

use crate::interpreter::finalization;
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// Hands the result of a call to its task. Runs on the event loop.
pub(crate) type Completion = Box<dyn FnOnce(Python<'_>) -> PyResult<()> + Send>;

/// How often a callback is scheduled if that fails.
pub(crate) const ATTEMPTS: usize = 3;

/// The completions for one event loop, which calls this object to run them.
#[pyclass(frozen)]
pub(crate) struct CompletionQueue {
    event_loop: Py<PyAny>,
    /// Nothing that needs the GIL happens while they are locked.
    completions: Arc<Mutex<Completions>>,
}

/// Completions, each with the reference to the queue by which it was put: a thread without the GIL could not drop that.
type Completions = Vec<(Completion, Option<Py<CompletionQueue>>)>;

#[pymethods]
impl CompletionQueue {
    /// Runs all completions, then raises the first exception that is not an `Exception`, as asyncio does with those of
    /// its own callbacks: a signal handler may have run in one.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let _inside = finalization::enter(py);
        let mut raised = Ok(());
        for (completion, _) in self.take() {
            match caught(|| completion(py)) {
                Err(error) if error.is_instance_of::<PyException>(py) => error.write_unraisable(py, None),
                ended => raised = raised.and(ended),
            }
        }
        raised
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.event_loop)
    }
}

impl CompletionQueue {
    pub(crate) fn new(event_loop: Py<PyAny>) -> Self {
        Self { event_loop, completions: Arc::default() }
    }

    pub(crate) fn event_loop(&self) -> &Py<PyAny> {
        &self.event_loop
    }

    /// Adds a completion. Only the first wakes the loop, which then takes all that have come in the meantime.
    pub(crate) fn put(queue: Py<Self>, completion: Completion) {
        let completions = Arc::clone(&queue.get().completions);
        let mut completions = completions.lock().unwrap_or_else(PoisonError::into_inner);
        if !completions.is_empty() {
            completions.push((completion, Some(queue)));
            return;
        }
        completions.push((completion, None));
        drop(completions);
        finalization::attach(|py| {
            let queue = queue.into_bound(py);
            let event_loop = queue.get().event_loop.bind(py);
            let wake = |_| event_loop.call_method1(intern!(py, "call_soon_threadsafe"), (&queue,)).is_ok();
            // Again, because a signal handler may have raised in it; one call too many does no harm.
            if !(0..ATTEMPTS).any(wake) {
                // The loop is closed, so nobody waits for them.
                drop(queue.get().take());
            }
        });
    }

    fn take(&self) -> Completions {
        mem::take(&mut *self.completions.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Turns a panic into an exception, so that it ends one call and no other.
pub(crate) fn caught<T>(call: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(PanicException::new_err("a defect in this library was caught")))
}

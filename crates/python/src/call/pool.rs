//! The pool of an `AsyncClient`.

use crate::call::async_call::AsyncCall;
use crate::call::completions::CompletionQueue;
use crate::call::workers::{Run, Workers};
use crate::interpreter::finalization;
use crate::python::GET_RUNNING_LOOP;
use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The threads of an `AsyncClient`. They do not survive a fork, so a child process gets its own.
#[pyclass(frozen)]
pub(crate) struct Pool {
    most: usize,
    /// Locked only with the GIL, so no other thread holds it during a fork.
    state: Mutex<State>,
}

struct State {
    workers: Arc<Workers>,
    /// That of the event loop that made the last call.
    queue: Option<Py<CompletionQueue>>,
    closed: bool,
}

#[pymethods]
impl Pool {
    #[new]
    fn new(most: usize) -> Self {
        Self { most, state: Mutex::new(State { workers: Workers::new(most), queue: None, closed: false }) }
    }

    /// A call of the running task, not yet started.
    fn call(&self, py: Python<'_>) -> PyResult<AsyncCall> {
        let _inside = finalization::enter(py);
        let event_loop = GET_RUNNING_LOOP.get(py)?.call0()?;
        let workers = self.workers()?;
        let known = self.state().queue.as_ref().map(|queue| queue.clone_ref(py));
        let queue = match known.filter(|queue| queue.get().event_loop().is(&event_loop)) {
            Some(queue) => queue,
            None => {
                let queue = Py::new(py, CompletionQueue::new(event_loop.unbind()))?;
                // Two statements, to release the lock first: dropping the old one may run Python code.
                let old = self.state().queue.replace(queue.clone_ref(py));
                drop(old);
                queue
            }
        };
        AsyncCall::new(py, workers, queue)
    }

    /// Lets the threads end. Calls in flight continue; those that wait for a thread and later ones fail.
    fn close(&self, py: Python<'_>) {
        let _inside = finalization::enter(py);
        let workers = {
            let mut state = self.state();
            state.closed = true;
            Arc::clone(&state.workers)
        };
        workers.close();
        for job in workers.take_jobs() {
            (job.work)(Run::Closed);
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match &self.state().queue {
            Some(queue) => visit.call(queue),
            None => Ok(()),
        }
    }
}

impl Pool {
    /// The threads of this process, unless the pool is closed.
    fn workers(&self) -> PyResult<Arc<Workers>> {
        let mut state = self.state();
        if state.closed {
            return Err(PyRuntimeError::new_err("the client is closed"));
        }
        if !state.workers.are_here() {
            state.workers = Workers::new(self.most);
        }
        Ok(Arc::clone(&state.workers))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.state().workers.close();
    }
}

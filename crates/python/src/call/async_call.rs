//! A call of an `AsyncClient`: its arguments are read and its result is made on the event loop, in between it runs on
//! another thread without the GIL.

use crate::call::completions::{ATTEMPTS, CompletionQueue, caught};
use crate::call::ended::Ended;
use crate::call::workers::{Job, Run, Workers};
use crate::interpreter::context;
use crate::python::COPY_CONTEXT;
use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyString};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zoomuser::{CallOptions, CancelToken};

/// A call of an `AsyncClient`; a method of the native client that gets it as `cancel` starts it. Its methods are for the
/// thread of the event loop.
#[pyclass(frozen)]
pub(crate) struct AsyncCall {
    cancel: CancelToken,
    workers: Arc<Workers>,
    queue: Py<CompletionQueue>,
    /// The context of the task.
    #[pyo3(get)]
    context: Py<PyAny>,
    /// Gets the result or the exception. Cleared then: otherwise the exception's traceback would form a
    /// reference cycle.
    future: Mutex<Option<Py<PyAny>>>,
    /// Another one, for a task that was cancelled and waits for the end of the call.
    end: Mutex<Option<Py<PyAny>>>,
    has_ended: AtomicBool,
    /// Whether the task has resumed, or is sure to, after the call has ended.
    has_resumed: AtomicBool,
}

/// The callbacks of a future with their contexts.
type Callbacks = Vec<(Py<PyAny>, Py<PyAny>)>;

#[pymethods]
impl AsyncCall {
    /// The future that gets the result or the exception; `None` after that.
    #[getter]
    fn future(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        lock(&self.future).as_ref().map(|future| future.clone_ref(py))
    }

    /// Cancels the call; says whether it still runs.
    fn cancel(slf: &Bound<'_, Self>) -> bool {
        let call = slf.get();
        call.cancel.cancel();
        if call.workers.withdraw(key(slf)) {
            call.has_ended.store(true, Ordering::Release);
        }
        !call.has_ended.load(Ordering::Acquire)
    }

    /// A future that is done when a call that still runs has ended.
    fn ended(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let end = self.queue.get().event_loop().call_method0(py, intern!(py, "create_future"))?;
        // Two statements, to release the lock before Python code runs.
        let old = lock(&self.end).replace(end.clone_ref(py));
        drop(old);
        Ok(end)
    }

    /// Notes that the task does not wait for this call any more.
    fn resumed(&self) {
        self.has_resumed.store(true, Ordering::Release);
    }

    /// Schedules the callbacks of a done future, unless the task has resumed.
    fn wake(slf: &Bound<'_, Self>, future: &Bound<'_, PyAny>, callbacks: Callbacks) -> PyResult<()> {
        let (py, call) = (slf.py(), slf.get());
        if call.has_resumed.load(Ordering::Acquire) {
            return Ok(());
        }
        for (callback, context) in &callbacks {
            let keywords = [(intern!(py, "context"), context)].into_py_dict(py)?;
            let event_loop = call.queue.get().event_loop().bind(py);
            if let Err(error) = event_loop.call_method(intern!(py, "call_soon"), (callback, future), Some(&keywords)) {
                Self::wake_later(slf, future, &callbacks);
                return Err(error);
            }
        }
        call.resumed();
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.queue)?;
        visit.call(&self.context)?;
        visit.call(&*lock(&self.future))?;
        visit.call(&*lock(&self.end))
    }
}

impl AsyncCall {
    /// A call of the running task.
    pub(crate) fn new(py: Python<'_>, workers: Arc<Workers>, queue: Py<CompletionQueue>) -> PyResult<Self> {
        Ok(Self {
            cancel: CancelToken::new(),
            workers,
            context: COPY_CONTEXT.get(py)?.call0()?.unbind(),
            future: Mutex::new(Some(queue.get().event_loop().call_method0(py, intern!(py, "create_future"))?)),
            queue,
            end: Mutex::default(),
            has_ended: AtomicBool::new(false),
            has_resumed: AtomicBool::new(false),
        })
    }

    /// Runs `work` on another thread; the future gets what `convert` makes of what it returned.
    pub(crate) fn start<T: Send + 'static>(
        call: &Bound<'_, Self>,
        work: impl Fn(&CallOptions) -> T + Send + 'static,
        convert: impl for<'py> FnOnce(Python<'py>, T) -> PyResult<Bound<'py, PyAny>> + Send + 'static,
    ) -> PyResult<()> {
        let (py, this) = (call.py(), call.get());
        let (queue, context) = (this.queue.clone_ref(py), this.context.clone_ref(py));
        let options = CallOptions { cancel: this.cancel.clone(), ..CallOptions::default() };
        let this = call.clone().unbind();
        // Whatever refers to Python goes into the completion: the thread has no GIL to drop it.
        let job = move |run: Run| {
            if matches!(run, Run::Closed) {
                return CompletionQueue::put(
                    queue,
                    Box::new(move |py| {
                        drop((work, context));
                        Self::end_with(this.bind(py), || Err(PyRuntimeError::new_err("the client is closed")))
                    }),
                );
            }
            let (ended, context) = context::within(context, || Ended::of(|| work(&options)));
            CompletionQueue::put(
                queue,
                Box::new(move |py| {
                    drop((work, context));
                    Self::end_with(this.bind(py), || ended.convert(py, None, convert))
                }),
            );
        };
        call.get().workers.submit(Job { key: key(call), work: Box::new(job) })
    }

    /// Hands the result to the task, unless it was cancelled. Runs on the event loop.
    fn end_with<'py>(slf: &Bound<'py, Self>, result: impl FnOnce() -> PyResult<Bound<'py, PyAny>>) -> PyResult<()> {
        let (py, call) = (slf.py(), slf.get());
        call.has_ended.store(true, Ordering::Release);
        // Each in its own statement, to release the lock before Python code runs.
        let future = lock(&call.future).take();
        let end = lock(&call.end).take();
        if let Some(future) = future.map(|future| future.into_bound(py)).filter(is_waited_for) {
            match caught(result) {
                Ok(result) => Self::settle(slf, &future, intern!(py, "set_result"), result)?,
                Err(error) => {
                    Self::settle(slf, &future, intern!(py, "set_exception"), error)?;
                    // Else asyncio reports an exception that nobody saw, if the task is cancelled before it sees it.
                    future.call_method0(intern!(py, "exception"))?;
                }
            }
        }
        if let Some(end) = end.map(|end| end.into_bound(py)).filter(is_waited_for) {
            Self::settle(slf, &end, intern!(py, "set_result"), py.None())?;
        }
        Ok(())
    }

    /// Sets the result or the exception of a future.
    fn settle<'py>(
        slf: &Bound<'py, Self>,
        future: &Bound<'py, PyAny>,
        setter: &Bound<'py, PyString>,
        value: impl IntoPyObject<'py>,
    ) -> PyResult<()> {
        let callbacks: Option<Callbacks> = future.getattr(intern!(slf.py(), "_callbacks"))?.extract()?;
        let set = future.call_method1(setter, (value,));
        if set.is_err() {
            // A signal handler raised while asyncio scheduled the callbacks, which it has dropped: nothing else wakes the
            // task.
            Self::wake_later(slf, future, &callbacks.unwrap_or_default());
        }
        set.map(drop)
    }

    /// Calls [`wake`](Self::wake) on a later turn of the loop: after the task has resumed, if it was scheduled.
    fn wake_later(slf: &Bound<'_, Self>, future: &Bound<'_, PyAny>, callbacks: &Callbacks) {
        let py = slf.py();
        let event_loop = slf.get().queue.get().event_loop().bind(py);
        let schedule = |_| {
            let wake = slf.getattr(intern!(py, "wake"))?;
            event_loop.call_method1(intern!(py, "call_soon"), (wake, future, callbacks))
        };
        // It fails if the loop is closed, or again by a signal handler.
        let _ = (0..ATTEMPTS).map(schedule).find(PyResult::is_ok);
    }
}

/// Whether a future is neither done nor cancelled.
fn is_waited_for(future: &Bound<'_, PyAny>) -> bool {
    let done = future.call_method0(intern!(future.py(), "done"));
    done.and_then(|done| done.is_truthy()).is_ok_and(|done| !done)
}

fn lock(future: &Mutex<Option<Py<PyAny>>>) -> MutexGuard<'_, Option<Py<PyAny>>> {
    future.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The key of its job.
fn key(call: &Bound<'_, AsyncCall>) -> usize {
    call.as_ptr() as usize
}

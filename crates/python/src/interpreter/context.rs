//! The context of a task: Python code that a call of an `AsyncClient` runs on another thread sees the task's variables.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::cell::Cell;

thread_local! {
    /// The `contextvars.Context` of the current call on this thread.
    static CONTEXT: Cell<Option<Py<PyAny>>> = const { Cell::new(None) };
}

/// Makes a call in which [`call`] enters this context. The context is returned to be dropped by an attached thread.
pub(crate) fn within<T>(context: Py<PyAny>, call: impl FnOnce() -> T) -> (T, Option<Py<PyAny>>) {
    CONTEXT.set(Some(context));
    let returned = call();
    (returned, CONTEXT.take())
}

/// Whether the current call on this thread has a context.
pub(crate) fn is_set() -> bool {
    let context = CONTEXT.take();
    let is_set = context.is_some();
    CONTEXT.set(context);
    is_set
}

/// Calls a Python callable in the context of the current call, if it has one.
pub(crate) fn call<'py>(
    callable: &Bound<'py, PyAny>,
    mut arguments: Vec<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = callable.py();
    // A context cannot be entered twice, so calls that the callable makes do not see it here.
    let Some(context) = CONTEXT.take() else { return callable.call1(PyTuple::new(py, arguments)?) };
    arguments.insert(0, callable.clone());
    let returned =
        PyTuple::new(py, arguments).and_then(|arguments| context.bind(py).call_method1(intern!(py, "run"), arguments));
    CONTEXT.set(Some(context));
    returned
}

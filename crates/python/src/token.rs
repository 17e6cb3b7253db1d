//! A callable of Python that gives the access tokens of a client.

use crate::kinds::type_name;
use crate::python::TOKEN_REQUEST;
use crate::values::text;
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::cell::RefCell;
use std::sync::Arc;
use zoomuser::{TokenAsk, TokenSource};

thread_local! {
    /// What the callable raised in the call of this thread: the core library takes words only.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// The callable.
pub(crate) struct Callable(Py<PyAny>);

impl Callable {
    /// The callable among the keywords of a client, if `token` is one; it is taken out of them.
    pub(crate) fn take(keywords: &Bound<'_, PyDict>) -> PyResult<Option<Arc<Self>>> {
        match keywords.get_item("token")? {
            Some(token) if token.is_callable() => {
                keywords.del_item("token")?;
                Ok(Some(Arc::new(Self(token.unbind()))))
            }
            _ => Ok(None),
        }
    }

    /// The same for the core library.
    pub(crate) fn source(self: &Arc<Self>) -> TokenSource {
        let callable = Arc::clone(self);
        Arc::new(move |ask| Python::attach(|py| callable.ask(py, ask)))
    }

    /// For Python's garbage collector: the callable may know the client.
    pub(crate) fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.0)
    }

    /// What the callable gave or raised is said by its type only: it may hold a secret.
    fn ask(&self, py: Python<'_>, ask: TokenAsk) -> Result<String, String> {
        let given = TOKEN_REQUEST
            .get(py)
            .and_then(|class| class.call1((ask.refused,)))
            .and_then(|request| self.0.bind(py).call1((request,)));
        let given = match given {
            Ok(given) if given.is_instance_of::<PyString>() => text("token", &given),
            Ok(given) => return Err(format!("expected str from the callable, got {}", type_name(&given))),
            Err(error) => Err(error),
        };
        given.map_err(|error| {
            let kind = error.get_type(py).name().map_or_else(|_| "an exception".to_owned(), |name| name.to_string());
            RAISED.replace(Some(error));
            format!("the callable raised {kind}")
        })
    }
}

/// Makes a call, and says what a callable raised in it.
pub(crate) fn watched<T>(call: impl FnOnce() -> T) -> (T, Option<PyErr>) {
    // A callable, or a handler of logging, may make calls of its own.
    let outer = RAISED.take();
    let made = call();
    (made, RAISED.replace(outer))
}

/// Whether an exception is raised as it is: not an error, but what ends a program, as `KeyboardInterrupt` does.
pub(crate) fn passes(py: Python<'_>, error: &PyErr) -> bool {
    !error.is_instance_of::<PyException>(py)
}

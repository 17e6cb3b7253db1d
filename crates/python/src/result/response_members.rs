//! The members of a `Result` that come from the response, made when one of them is used: few programs look at them.

use crate::interpreter::finalization;
use crate::python::HEADERS;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use zoomuser::Response;
use zoomuser::internal::Outcome;

/// The outcome that has the response, if there was one.
#[pyclass(frozen)]
pub(crate) struct ResponseMembers(pub(crate) Outcome);

#[pymethods]
impl ResponseMembers {
    /// The members by their names.
    fn make<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let _inside = finalization::enter(py);
        let response = self.0.response();
        let headers = PyTuple::new(py, response.map_or(&[][..], Response::headers))?;
        let members = PyDict::new(py);
        members.set_item(intern!(py, "tracking_id"), response.map_or("", Response::tracking_id))?;
        members.set_item(intern!(py, "reason"), response.map_or("", Response::reason))?;
        members.set_item(intern!(py, "head"), response.map_or("", Response::head))?;
        members.set_item(intern!(py, "headers"), HEADERS.get(py)?.call1((headers,))?)?;
        members.set_item(intern!(py, "body"), PyBytes::new(py, response.map_or(&[], Response::body)))?;
        Ok(members)
    }
}

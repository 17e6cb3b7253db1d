//! Errors of field values, collected so that one exception can list all of them.

use crate::python::FIELD_TYPE_ERROR;
use crate::result::{exception, refused, to_python};
use pyo3::prelude::*;
use zoomuser::Problem;
use zoomuser::Status;
use zoomuser::internal::Outcome;

/// Why a value was rejected.
pub(crate) enum ValueError {
    /// It has the wrong Python type.
    Type(Problem),
    /// It has the right type but cannot be encoded.
    Value(Status, Problem),
    /// The caller's code raised this while the value was read.
    Raised(PyErr),
}

impl ValueError {
    pub(crate) fn of_type(place: String, message: String) -> Self {
        Self::Type(Problem { field: place, message })
    }

    pub(crate) fn of_value(status: Status, place: String, message: impl Into<String>) -> Self {
        Self::Value(status, Problem { field: place, message: message.into() })
    }
}

impl From<PyErr> for ValueError {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

/// The errors of all field values of a call.
#[derive(Default)]
pub(crate) struct ValueErrors {
    problems: Vec<Problem>,
    /// The status of the last error that is not about a type.
    status: Option<Status>,
    has_type: bool,
}

impl ValueErrors {
    pub(crate) fn add(&mut self, error: ValueError) -> PyResult<()> {
        match error {
            ValueError::Raised(error) => return Err(error),
            ValueError::Type(problem) => {
                self.has_type = true;
                self.problems.push(problem);
            }
            ValueError::Value(status, problem) => {
                self.status = Some(status);
                self.problems.push(problem);
            }
        }
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// The exception for them and for the validation errors of the other fields.
    pub(crate) fn raise(mut self, py: Python<'_>, validated: Option<Outcome>) -> PyErr {
        let others = validated.as_ref().map_or(&[][..], Outcome::problems);
        if let ([only], Some(status), [], false) = (&*self.problems, self.status, others, self.has_type) {
            return refused(py, status, only.to_string());
        }
        self.problems.extend_from_slice(others);
        let warnings = validated.map_or_else(Vec::new, |outcome| outcome.warnings().to_vec());
        let result = match to_python(py, Outcome::refused(self.problems, warnings)) {
            Ok(result) => result,
            Err(error) => return error,
        };
        if !self.has_type {
            return exception(&result);
        }
        let raise = || FIELD_TYPE_ERROR.get(py)?.call1((&result,));
        raise().map_or_else(|error| error, PyErr::from_value)
    }
}

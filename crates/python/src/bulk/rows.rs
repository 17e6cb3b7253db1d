//! The rows of a program: mappings, and pairs of a user and a mapping.

use crate::arguments::patch::Given;
use crate::client::Client;
use crate::python::{MAPPING, ZOOM_ERROR};
use crate::result::{refused, result_of};
use crate::values::foreign::is_missing;
use crate::values::kinds::type_name;
use crate::values::{pairs, text};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use zoomuser::{Status, UserPatch};
use zoomuser_bulk::row::Row;

/// Reads the rows of a program.
pub(super) struct RowReader {
    /// The name of the user in a mapping.
    key: String,
    /// Whether an empty text clears its field.
    clears: bool,
}

/// A row that may be sent, or why it may not.
pub(super) enum ReadRow {
    Good(Row),
    Bad { user_id: String, error: PyErr },
}

impl RowReader {
    pub(super) fn new(py: Python<'_>, key: String, empty: &str) -> PyResult<Self> {
        let clears = match empty {
            "skip" => false,
            "clear" => true,
            _ => {
                let why = "empty: expected \"skip\" or \"clear\"".to_owned();
                return Err(refused(py, Status::InvalidArgument, why));
            }
        };
        Ok(Self { key, clears })
    }

    /// Reads and validates the row at this position.
    pub(super) fn read(&self, client: &Client, index: u64, given: &Bound<'_, PyAny>) -> PyResult<ReadRow> {
        let py = given.py();
        let Some((user, fields)) = self.parts(given)? else {
            let why = "expected a mapping, or a pair of a user and a mapping";
            return Err(PyTypeError::new_err(format!("rows[{index}]: {why}, got {}", type_name(given))));
        };
        let bad = |user_id: &str, error: PyErr| match error.is_instance(py, ZOOM_ERROR.get(py)?) {
            true => Ok(ReadRow::Bad { user_id: user_id.to_owned(), error }),
            false => Err(error),
        };
        let user_id = match self.user_id(py, index, user) {
            Ok(user_id) => user_id,
            Err(error) => return bad("", error),
        };
        let patch = match self.patch(client, fields) {
            Ok(patch) => patch,
            Err(error) => return bad(&user_id, at(py, index, error)),
        };
        let checked = client.shared().check_update(&user_id, &patch);
        if !checked.is_ok() {
            let shown = client.shared().options().without_secrets(&user_id);
            return match result_of(py, checked, &shown) {
                Ok(_) => Err(PyTypeError::new_err("a check that failed has no error")),
                Err(error) => bad(&user_id, error),
            };
        }
        Ok(ReadRow::Good(Row { line: index + 1, user_id, patch, ..Row::default() }))
    }

    /// The user and the fields; `None` if it is no row.
    #[expect(clippy::type_complexity, reason = "two values, of which one may be missing")]
    fn parts<'py>(
        &self,
        given: &Bound<'py, PyAny>,
    ) -> PyResult<Option<(Option<Bound<'py, PyAny>>, Bound<'py, PyDict>)>> {
        let py = given.py();
        if given.is_instance_of::<PyTuple>() || given.is_instance_of::<PyList>() {
            if given.len()? != 2 {
                return Ok(None);
            }
            let (user, fields) = (given.get_item(0)?, given.get_item(1)?);
            return Ok(copied(&fields)?.map(|fields| (Some(user), fields)));
        }
        let Some(fields) = copied(given)? else { return Ok(None) };
        let user = fields.get_item(&self.key)?;
        if user.is_some() {
            fields.del_item(PyString::new(py, &self.key))?;
        }
        Ok(Some((user, fields)))
    }

    fn user_id(&self, py: Python<'_>, index: u64, user: Option<Bound<'_, PyAny>>) -> PyResult<String> {
        let key = &self.key;
        match user {
            Some(user) if !user.is_none() && !is_missing(&user) => text(&format!("rows[{index}]: {key}"), &user),
            _ => {
                let why = format!("rows[{index}]: {key}: missing; expected an id or e-mail address");
                Err(refused(py, Status::InvalidArgument, why))
            }
        }
    }

    fn patch(&self, client: &Client, fields: Bound<'_, PyDict>) -> PyResult<UserPatch> {
        let py = fields.py();
        if fields.contains(py.None())? {
            // `csv.DictReader` has the cells without a column there.
            let why = "the row has more cells than the first line has columns".to_owned();
            return Err(refused(py, Status::CheckFailed, why));
        }
        let empty = if self.clears { intern!(py, "set") } else { intern!(py, "skip") };
        let given = Given { fields: Some(fields.as_any()), empty: Some(empty.as_any()), keywords: &PyDict::new(py) };
        let shared = client.shared();
        given.patch(shared.options().sends_anything(), |patch| shared.check(patch))
    }
}

/// An error that is no `ZoomError` gets the position of the row.
fn at(py: Python<'_>, index: u64, error: PyErr) -> PyErr {
    match error.get_type(py).is(py.get_type::<PyTypeError>()) {
        true => PyTypeError::new_err(format!("rows[{index}]: {}", error.value(py))),
        false => error,
    }
}

/// A copy of a mapping, or of another object with items, as a row of pandas; `None` for anything else.
fn copied<'py>(given: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyDict>>> {
    let py = given.py();
    if let Ok(dict) = given.cast_exact::<PyDict>() {
        return dict.copy().map(Some);
    }
    if !given.is_instance(MAPPING.get(py)?)? && !given.hasattr(intern!(py, "items"))? {
        return Ok(None);
    }
    let copy = PyDict::new(py);
    for (name, value) in pairs("a row", given)? {
        copy.set_item(name, value)?;
    }
    Ok(Some(copy))
}

//! Builds a patch from the mapping `fields` and the keywords of a call.

use crate::result::refused;
use crate::values::kinds::type_name;
use crate::values::value_error::{ValueError, ValueErrors};
use crate::values::{Origin, Pair, pairs, text, value};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};
use zoomuser::internal::Outcome;
use zoomuser::internal::quoted;
use zoomuser::internal::schema::{FIELDS, Field, Kind};
use zoomuser::internal::value::Value;
use zoomuser::{Status, UserPatch};

/// The field arguments of a call.
pub(crate) struct Given<'a, 'py> {
    /// A mapping, such as a row of a CSV file.
    pub(crate) fields: Option<&'a Bound<'py, PyAny>>,
    /// How to handle empty strings in it.
    pub(crate) empty: Option<&'a Bound<'py, PyAny>>,
    pub(crate) keywords: &'a Bound<'py, PyDict>,
}

/// How to handle an empty string in the mapping.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// Clear the field, as a keyword does.
    Set,
    /// Omit the field.
    Skip,
    /// Reject it.
    Error,
}

impl Empty {
    fn read(given: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(given) = given else { return Ok(Self::Set) };
        match &*text("empty", given)? {
            "set" => Ok(Self::Set),
            "skip" => Ok(Self::Skip),
            "error" => Ok(Self::Error),
            _ => {
                let why = "empty: expected \"set\", \"skip\" or \"error\"".to_owned();
                Err(refused(given.py(), Status::InvalidArgument, why))
            }
        }
    }
}

/// The name of a field.
enum Name {
    Known(&'static Field),
    Unknown(String),
}

impl Name {
    /// `what` names it in messages. Known names are looked up in a table, which is faster than reading their text.
    fn read(what: &str, name: &Bound<'_, PyAny>) -> PyResult<Self> {
        static NUMBERS: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
        let py = name.py();
        let make = || {
            let numbers = PyDict::new(py);
            for (number, field) in FIELDS.iter().enumerate() {
                numbers.set_item(field.name, number)?;
            }
            PyResult::Ok(numbers.unbind())
        };
        if name.is_exact_instance_of::<PyString>() {
            if let Some(number) = NUMBERS.get_or_try_init(py, make)?.bind(py).get_item(name)? {
                if let Some(field) = FIELDS.get(number.extract::<usize>()?) {
                    return Ok(Self::Known(field));
                }
            }
        }
        let text = text(what, name)?;
        let known = FIELDS.iter().find(|field| field.name == text);
        Ok(known.map_or(Self::Unknown(text), Self::Known))
    }

    fn text(&self) -> &str {
        match self {
            Self::Known(field) => field.name,
            Self::Unknown(text) => text,
        }
    }

    fn kind(&self) -> Option<&'static Kind> {
        match self {
            Self::Known(field) => Some(&field.kind),
            Self::Unknown(_) => None,
        }
    }
}

impl<'py> Given<'_, 'py> {
    /// The patch that sets `fields` and then `keywords`. `None` omits a field; a field given twice is an error.
    ///
    /// With `any_type` (`check="warn"`) values of the wrong Python type are sent unchanged. `validate` runs only if a value
    /// was rejected, so that one exception lists all errors.
    pub(crate) fn patch(&self, any_type: bool, validate: impl FnOnce(&UserPatch) -> Outcome) -> PyResult<UserPatch> {
        let (mut patch, mut wrong) = (UserPatch::new(), ValueErrors::default());
        let empty = Empty::read(self.empty)?;
        for (name, given) in self.row()? {
            if !name.is_instance_of::<PyString>() {
                let why = format!("fields: expected str as the name of a field, got {}", type_name(&name));
                return Err(PyTypeError::new_err(why));
            }
            let name = Name::read("fields: a name", &name)?;
            let is_empty =
                empty != Empty::Set && given.cast::<PyString>().is_ok_and(|text| text.is_empty().unwrap_or(false));
            match (is_empty, empty) {
                (true, Empty::Error) => {
                    let why =
                        "empty, and empty=\"error\" was given: leave it out, or give empty=\"set\" to erase the field";
                    wrong.add(ValueError::of_value(Status::CheckFailed, quoted(name.text()), why))?;
                }
                (true, _) => {}
                _ => {
                    let value = value(name.text(), name.kind(), &given, any_type, Origin::Row);
                    set(&mut patch, &mut wrong, &name, value)?;
                }
            }
        }
        for (name, given) in self.keywords {
            let name = Name::read("a keyword", &name)?;
            if self.fields.is_some() && patch.contains(name.text()) {
                let why = format!("{}: given twice, in fields and as a keyword", quoted(name.text()));
                return Err(PyTypeError::new_err(why));
            }
            if let Name::Unknown(name) = &name {
                if let Some(hint) = super::options::hint(name) {
                    return Err(PyTypeError::new_err(hint));
                }
            }
            let value = value(name.text(), name.kind(), &given, any_type, Origin::Keyword);
            set(&mut patch, &mut wrong, &name, value)?;
        }
        if wrong.is_empty() {
            return Ok(patch);
        }
        let validated = (!patch.is_empty()).then(|| validate(&patch));
        Err(wrong.raise(self.keywords.py(), validated))
    }

    /// The items of the mapping.
    fn row(&self) -> PyResult<Vec<Pair<'py>>> {
        let Some(fields) = self.fields else { return Ok(Vec::new()) };
        if fields.cast::<PyDict>().is_err() && !fields.hasattr("items")? {
            let why = format!("fields: expected a mapping of names to values, got {}", type_name(fields));
            return Err(PyTypeError::new_err(why));
        }
        pairs("fields", fields)
    }
}

fn set(
    patch: &mut UserPatch,
    wrong: &mut ValueErrors,
    name: &Name,
    value: Result<Option<Value>, ValueError>,
) -> PyResult<()> {
    match value {
        Ok(Some(value)) => patch.set(name.text(), value),
        Ok(None) => {}
        Err(error) => wrong.add(error)?,
    }
    Ok(())
}

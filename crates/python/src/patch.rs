//! The fields of a call: a mapping and keywords, as one patch.

use crate::kinds::type_name;
use crate::values::{pairs, text, value};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use zoomuser::UserPatch;
use zoomuser::update::fields::field;
use zoomuser::update::patch::quoted;

/// What sets `fields` and then `keywords`; `None` leaves a field out. A field given twice is refused.
///
/// With `any_type` (`check="warn"`) values of the wrong Python type go out as they are.
pub(crate) fn patch(
    fields: Option<&Bound<'_, PyAny>>,
    keywords: &Bound<'_, PyDict>,
    any_type: bool,
) -> PyResult<UserPatch> {
    let mut patch = UserPatch::new();
    if let Some(fields) = fields {
        let members = fields.cast::<PyDict>().is_ok() || fields.hasattr("items")?;
        if !members {
            let why = format!("fields: expected a mapping of names to values, got {}", type_name(fields));
            return Err(PyTypeError::new_err(why));
        }
        for (name, given) in pairs("fields", fields)? {
            if !name.is_instance_of::<PyString>() {
                let why = format!("fields: expected str as the name of a field, got {}", type_name(&name));
                return Err(PyTypeError::new_err(why));
            }
            set(&mut patch, &text("fields: a name", &name)?, &given, any_type)?;
        }
    }
    for (name, given) in keywords {
        let name = text("a keyword", &name)?;
        if patch.get(&name).is_some() {
            return Err(PyTypeError::new_err(format!("{}: given twice, in fields and as a keyword", quoted(&name))));
        }
        if let (None, Some(hint)) = (field(&name), crate::options::hint(&name)) {
            return Err(PyTypeError::new_err(hint));
        }
        set(&mut patch, &name, &given, any_type)?;
    }
    Ok(patch)
}

fn set(patch: &mut UserPatch, name: &str, given: &Bound<'_, PyAny>, any_type: bool) -> PyResult<()> {
    if !given.is_none() {
        patch.set(name, value(name, given, any_type)?);
    }
    Ok(())
}

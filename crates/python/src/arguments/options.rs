//! The options of the core library as Python keywords: the same names, but times are in seconds and without `_ms`.

use crate::result::{failed, refused};
use crate::values::kinds::type_name;
use crate::values::text;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};
use std::time::Duration;
use zoomuser::Status;
use zoomuser::internal::Options;
use zoomuser::internal::options::{OPTIONS, OptionInfo, OptionKind, no_such_option};
use zoomuser::internal::quoted;

/// The name of an option as a keyword.
pub(crate) fn keyword(option: &OptionInfo) -> &'static str {
    match option.kind {
        OptionKind::Milliseconds { .. } => option.name.strip_suffix("_ms").unwrap_or(option.name),
        _ => option.name,
    }
}

/// The option with this keyword.
pub(crate) fn option(name: &str) -> Option<&'static OptionInfo> {
    OPTIONS.iter().find(|option| keyword(option) == name)
}

/// Whether a keyword of the function `update_user` is an option. Names from other languages count, because the message
/// for an unknown option names the right one.
pub(crate) fn is_option(name: &str) -> bool {
    name == "verify" || OPTIONS.iter().any(|option| option.name == name || keyword(option) == name)
}

/// The message for a keyword that is an option and not a field.
pub(crate) fn hint(name: &str) -> Option<String> {
    if name == "verify" {
        return Some(no_such(name));
    }
    if option(name).is_some() {
        return Some(format!("{name}: an option of the client, not a field: give it to Client(...)"));
    }
    let seconds = OPTIONS.iter().find(|option| option.name == name)?;
    Some(format!("{name}: in Python it is {}, in seconds, and an option of the client", keyword(seconds)))
}

/// The options from these keywords. `None` keeps the default.
pub(crate) fn options(keywords: &Bound<'_, PyDict>) -> PyResult<Options> {
    let mut options = Options::default();
    for (name, given) in keywords {
        let name = text("an option", &name)?;
        let Some(info) = option(&name) else { return Err(unknown(&name)) };
        if !given.is_none() {
            set(&mut options, info, &given)?;
        }
    }
    Ok(options)
}

fn unknown(name: &str) -> PyErr {
    PyTypeError::new_err(match OPTIONS.iter().find(|option| option.name == name) {
        Some(option) => format!("{name}: in Python it is {}, in seconds", keyword(option)),
        None => no_such(name),
    })
}

fn no_such(name: &str) -> String {
    format!("{}: {}", quoted(name), no_such_option(name, OPTIONS.iter().map(keyword)))
}

fn set(options: &mut Options, info: &'static OptionInfo, given: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = given.py();
    let name = keyword(info);
    let wrong = |expected: &str| PyTypeError::new_err(format!("{name}: expected {expected}, got {}", type_name(given)));
    let value = match info.kind {
        OptionKind::Milliseconds { min, max } => milliseconds(name, (min, max), given)?,
        OptionKind::Number { min, max } => number(name, (min, max), given)?,
        OptionKind::Switch if given.is_instance_of::<PyBool>() => given.is_truthy()?.to_string(),
        // A string such as "off" would be true everywhere else in Python.
        OptionKind::Switch => return Err(wrong("bool")),
        OptionKind::File => {
            let path = py.import("os")?.call_method1("fspath", (given,)).map_err(|_| wrong("str or os.PathLike"))?;
            if !path.is_instance_of::<PyString>() {
                return Err(wrong("str or os.PathLike"));
            }
            text(name, &path)?
        }
        _ if !given.is_instance_of::<PyString>() => return Err(wrong("str")),
        _ => text(name, given)?,
    };
    options.set(info.name, &value).map_err(|error| failed(py, &error))
}

/// An integer, not a string of digits.
fn number(name: &str, (min, max): (u64, u64), given: &Bound<'_, PyAny>) -> PyResult<String> {
    if !given.is_instance_of::<PyInt>() || given.is_instance_of::<PyBool>() {
        return Err(PyTypeError::new_err(format!("{name}: expected int, got {}", type_name(given))));
    }
    match given.extract::<u64>() {
        Ok(number) if (min..=max).contains(&number) => Ok(number.to_string()),
        _ => {
            let why = format!("{name}: expected a whole number from {min} to {max}");
            Err(refused(given.py(), Status::InvalidArgument, why))
        }
    }
}

/// Converts seconds or a `timedelta` to milliseconds.
fn milliseconds(name: &str, (min, max): (u64, u64), given: &Bound<'_, PyAny>) -> PyResult<String> {
    let number =
        given.is_instance_of::<PyFloat>() || (given.is_instance_of::<PyInt>() && !given.is_instance_of::<PyBool>());
    let time = match (number, given.extract::<Duration>()) {
        (true, _) => given.extract::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        (false, Ok(time)) => Some(time),
        (false, Err(_)) if given.hasattr("total_seconds")? => None,
        (false, Err(_)) => {
            let why = format!("{name}: expected seconds as int or float, or a timedelta, got {}", type_name(given));
            return Err(PyTypeError::new_err(why));
        }
    };
    match time.map(|time| (time + Duration::from_micros(500)).as_millis()) {
        Some(ms) if (u128::from(min)..=u128::from(max)).contains(&ms) => Ok(ms.to_string()),
        _ => {
            let seconds = |ms| Duration::from_millis(ms).as_secs_f64();
            let why = format!("{name}: expected seconds from {} to {}", seconds(min), seconds(max));
            Err(refused(given.py(), Status::InvalidArgument, why))
        }
    }
}

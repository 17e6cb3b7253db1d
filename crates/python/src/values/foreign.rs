//! Values of numpy, pandas and `decimal`, recognized by their classes without importing these modules.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

/// The largest exponent of a `Decimal` that is converted to an integer.
const MAX_DECIMAL_EXPONENT: i64 = 40;

/// Whether a value is a missing value: a float NaN, `NA` or `NaT` of pandas, or a numpy or decimal NaN.
pub(crate) fn is_missing(value: &Bound<'_, PyAny>) -> bool {
    if let Ok(float) = value.cast::<PyFloat>() {
        return float.value().is_nan();
    }
    if is_builtin(value) {
        return false;
    }
    match class_of(value) {
        (module, name) if module.starts_with("pandas") => matches!(&*name, "NAType" | "NaTType"),
        (module, name) if module == "numpy" => {
            (name.starts_with("float") || name.starts_with("datetime") || name.starts_with("timedelta"))
                && differs_from_itself(value)
        }
        (module, name) if is_decimal(&module, &name) => differs_from_itself(value),
        _ => false,
    }
}

fn differs_from_itself(value: &Bound<'_, PyAny>) -> bool {
    value.ne(value).unwrap_or(false)
}

/// The value as a built-in `bool`, `int` or `float`, if it is one of another library.
pub(crate) fn plain<'py>(value: &Bound<'py, PyAny>) -> Bound<'py, PyAny> {
    if is_builtin(value) {
        return value.clone();
    }
    converted(value).ok().flatten().unwrap_or_else(|| value.clone())
}

fn converted<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = value.py();
    let (module, name) = class_of(value);
    if module == "numpy" && matches!(&*name, "bool" | "bool_") {
        return Ok(Some(PyBool::new(py, value.is_truthy()?).to_owned().into_any()));
    }
    if module == "numpy" && name.starts_with("float") {
        return value.call_method0("__float__").map(Some);
    }
    if is_decimal(&module, &name) {
        let finite: bool = value.call_method0("is_finite")?.extract()?;
        let whole = finite
            && value.call_method0("adjusted")?.extract::<i64>()? <= MAX_DECIMAL_EXPONENT
            && value.call_method0("to_integral_value")?.eq(value)?;
        return if whole { py.get_type::<PyInt>().call1((value,)).map(Some) } else { Ok(None) };
    }
    // Look at the class, because a mock object has every attribute.
    if value.get_type().hasattr("__index__")? {
        return value.call_method0("__index__").map(Some);
    }
    Ok(None)
}

fn is_decimal(module: &str, name: &str) -> bool {
    name == "Decimal" && matches!(module, "decimal" | "_decimal" | "_pydecimal")
}

/// Whether the value is an instance of a built-in type that JSON has.
fn is_builtin(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyString>()
        || value.is_instance_of::<PyInt>()
        || value.is_instance_of::<PyFloat>()
        || value.is_instance_of::<PyList>()
        || value.is_instance_of::<PyTuple>()
        || value.is_instance_of::<PyDict>()
}

/// The module and the name of a value's class.
fn class_of(value: &Bound<'_, PyAny>) -> (String, String) {
    let class = value.get_type();
    let module = class.module().map_or_else(|_| String::new(), |module| module.to_string());
    (module, class.name().map_or_else(|_| String::new(), |name| name.to_string()))
}

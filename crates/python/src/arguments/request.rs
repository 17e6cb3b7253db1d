//! Custom requests.

use crate::arguments::form::{Form, bytes};
use crate::result::failed;
use crate::values::kinds::type_name;
use crate::values::{pairs, text};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use zoomuser::{Content, Headers, Request};

/// The standard methods, which HTTP clients accept in any case.
const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];

/// The method to send: standard ones in upper case, because methods are case-sensitive, others unchanged.
fn method_of(given: String) -> String {
    METHODS.iter().find(|method| method.eq_ignore_ascii_case(&given)).map_or(given, |method| (*method).to_owned())
}

/// Builds the request. `headers` is a mapping or an iterable of pairs.
pub(crate) fn request(
    method: &Bound<'_, PyAny>,
    path: &Bound<'_, PyAny>,
    headers: Option<&Bound<'_, PyAny>>,
    body: Option<&Bound<'_, PyAny>>,
    form: Option<&Bound<'_, PyAny>>,
) -> PyResult<Request> {
    let (method_text, path_text) = (method_of(text("method", method)?), text("path", path)?);
    let headers = headers.map_or_else(|| Ok(Headers::new()), read_headers)?;
    let body = body.map(|body| bytes("body", body)).transpose()?;
    let form = form.map(read_form).transpose()?;
    let made = match (&body, form) {
        (Some(body), _) => Request::new(&method_text, &path_text, headers, Content::Bytes(body)),
        (None, Some(form)) => Request::new(&method_text, &path_text, headers, Content::Form(&form.get().lock())),
        (None, None) => Request::new(&method_text, &path_text, headers, Content::None),
    };
    made.map_err(|error| failed(method.py(), &error))
}

fn read_form<'a, 'py>(given: &'a Bound<'py, PyAny>) -> PyResult<&'a Bound<'py, Form>> {
    given.cast().map_err(|_| PyTypeError::new_err(format!("form: expected Form, got {}", type_name(given))))
}

fn read_headers(given: &Bound<'_, PyAny>) -> PyResult<Headers> {
    let wrong = || {
        let expected = "expected a mapping of names to values, or pairs of them";
        PyTypeError::new_err(format!("headers: {expected}, got {}", type_name(given)))
    };
    let members = if given.hasattr("items")? {
        pairs("headers", given)?
    } else {
        let items = given.try_iter().map_err(|_| wrong())?;
        items.map(|item| item?.extract().map_err(|_| wrong())).collect::<PyResult<_>>()?
    };
    let mut headers = Headers::new();
    for (name, value) in members {
        let (name, value) = (text("headers: a name", &name)?, text("headers: a value", &value)?);
        headers.add(&name, &value).map_err(|error| failed(given.py(), &error))?;
    }
    Ok(headers)
}

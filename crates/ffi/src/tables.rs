//! The schema at run time: every field and every option with its properties.

mod generated;

use crate::boundary::guard;
use crate::boundary::text::{Fixed, TextArg, Unit};
pub(crate) use generated::STATUSES;
use generated::{FIELD_PROPERTIES, FIELDS, OPTION_PROPERTIES, OPTIONS};
use std::ffi::c_char;

/** The number of fields that zoom_user_patch_set knows. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_field_count() -> usize {
    guard(0, || FIELDS.len())
}

/// The body of `zoom_field_text` and its variant.
///
/// # Safety
/// The caller promises that `what` is NULL or NUL-terminated text.
pub(crate) unsafe fn field_text<U: Unit>(i: usize, what: *const U) -> *const U {
    // SAFETY: passed on from our caller.
    guard(U::empty(), || unsafe { cell(FIELDS, FIELD_PROPERTIES, i, what) })
}

/**
A property of field `i` (from 0). `what` is one of the ZOOM_PROPERTY_ macros, e.g. ZOOM_PROPERTY_NAME. Where a field
has no such property, for any other name and for an index out of range, the text is "". It is valid as long as the
library is loaded.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_field_text(i: usize, what: *const c_char) -> *const c_char {
    // SAFETY: the caller promises text or NULL.
    unsafe { field_text(i, what) }
}

/** The number of options that zoom_client_set knows. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_option_count() -> usize {
    guard(0, || OPTIONS.len())
}

/// The body of `zoom_option_text` and its variant.
///
/// # Safety
/// The caller promises that `what` is NULL or NUL-terminated text.
pub(crate) unsafe fn option_text<U: Unit>(i: usize, what: *const U) -> *const U {
    // SAFETY: passed on from our caller.
    guard(U::empty(), || unsafe { cell(OPTIONS, OPTION_PROPERTIES, i, what) })
}

/**
A property of option `i` (from 0). `what` is one of the ZOOM_PROPERTY_ macros, e.g. ZOOM_PROPERTY_DEFAULT. Where an
option has no such property, for any other name and for an index out of range, the text is "". It is valid as long as
the library is loaded.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_option_text(i: usize, what: *const c_char) -> *const c_char {
    // SAFETY: the caller promises text or NULL.
    unsafe { option_text(i, what) }
}

/// One cell of a table, or "".
///
/// # Safety
/// The caller promises that `what` is NULL or NUL-terminated text.
unsafe fn cell<U: Unit, const N: usize>(
    rows: &'static [[Fixed; N]],
    properties: [&str; N],
    i: usize,
    what: *const U,
) -> *const U {
    // SAFETY: passed on from our caller.
    let Ok(what) = (unsafe { what.text("what") }) else { return U::empty() };
    let column = properties.iter().position(|property| *property == what);
    let text = rows.get(i).zip(column).and_then(|(row, column)| row.get(column));
    text.map_or(U::empty(), U::of_fixed)
}

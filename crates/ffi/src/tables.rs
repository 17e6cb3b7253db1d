//! The catalogue for programs: every field and every option with what is known of it.

mod generated;

use crate::boundary::guard;
use crate::text::{Fixed, Given, Unit};
pub(crate) use generated::STATUSES;
use generated::{FIELD_WHATS, FIELDS, OPTION_WHATS, OPTIONS};
use std::ffi::c_char;

/** How many fields `zoom_user_patch_set` knows. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_field_count() -> usize {
    guard(0, || FIELDS.len())
}

/// The body of `zoom_field_text` and its twin.
///
/// # Safety
/// The caller promises that `what` is NULL or NUL-terminated text.
pub(crate) unsafe fn field_text<U: Unit>(i: usize, what: *const U) -> *const U {
    // SAFETY: passed on from our caller.
    guard(U::empty(), || unsafe { cell(FIELDS, FIELD_WHATS, i, what) })
}

/**
What is known of field `i` (from 0). `what` is "name", "kind" (text, integer, boolean, array, object), "place" (body,
query), "limits", "help", "read_back" (the name under which Zoom shows it, "" if it does not) or "deprecated" (what to
use instead, or ""). Anything else, and a field that is not there, gives "". The text lives as long as the library.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_field_text(i: usize, what: *const c_char) -> *const c_char {
    // SAFETY: the caller promises text or NULL.
    unsafe { field_text(i, what) }
}

/** How many options `zoom_client_set` knows. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_option_count() -> usize {
    guard(0, || OPTIONS.len())
}

/// The body of `zoom_option_text` and its twin.
///
/// # Safety
/// The caller promises that `what` is NULL or NUL-terminated text.
pub(crate) unsafe fn option_text<U: Unit>(i: usize, what: *const U) -> *const U {
    // SAFETY: passed on from our caller.
    guard(U::empty(), || unsafe { cell(OPTIONS, OPTION_WHATS, i, what) })
}

/**
What is known of option `i` (from 0). `what` is "name", "kind" (what it takes), "default" or "help". Anything else, and
an option that is not there, gives "". The text lives as long as the library.
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
    columns: [&str; N],
    i: usize,
    what: *const U,
) -> *const U {
    // SAFETY: passed on from our caller.
    let Ok(what) = (unsafe { what.text("what") }) else { return U::empty() };
    let column = columns.iter().position(|column| *column == what);
    let text = rows.get(i).zip(column).and_then(|(row, column)| row.get(column));
    text.map_or(U::empty(), U::of_fixed)
}

//! `zoom_bulk`: many users to change.

pub mod run;

use crate::boundary::handle::Handle;
use crate::boundary::text::{TextArg, Unit, read_or_empty};
use crate::boundary::{give, guard, guard_status, object, take_back};
use crate::patch::zoom_user_patch;
use std::ffi::c_char;
use std::ptr;
use zoomuser_bulk::apply::Given;

/** Many users to change: rows, each a user and a patch, or one file. */
#[derive(Debug, Default)]
pub struct zoom_bulk {
    pub(crate) handle: Handle<Given>,
}

/** Creates a bulk without rows. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_bulk_new() -> *mut zoom_bulk {
    guard(ptr::null_mut(), || give(zoom_bulk::default()))
}

/** Frees a bulk. NULL is a no-op. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_free(bulk: *mut zoom_bulk) {
    // SAFETY: the caller promises a bulk that is not freed yet, or NULL.
    unsafe { take_back(bulk) };
}

/// The body of `zoom_bulk_add` and its variant.
///
/// # Safety
/// The caller promises a live bulk and patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn bulk_add(bulk: *mut zoom_bulk, user_id: impl TextArg, patch: *const zoom_user_patch) -> i32 {
    guard_status(|| {
        // SAFETY: passed on from our caller.
        let bulk = unsafe { object(bulk, "bulk") }?;
        bulk.handle.set(|given| {
            // SAFETY: passed on from our caller.
            let (user_id, patch) = unsafe { (user_id.text("user_id")?, object(patch, "patch")?) };
            given.add(&user_id, &patch.handle.lock()?.value)
        })
    })
}

/// The body of `zoom_bulk_add_file` and its variant.
///
/// # Safety
/// The caller promises a live bulk or NULL, and text as [`TextArg::text`] asks or NULL.
pub(crate) unsafe fn bulk_add_file<U: Unit>(bulk: *mut zoom_bulk, path: *const U, options_json: *const U) -> i32 {
    guard_status(|| {
        // SAFETY: passed on from our caller.
        let bulk = unsafe { object(bulk, "bulk") }?;
        bulk.handle.set(|given| {
            // SAFETY: passed on from our caller.
            let (path, options) = unsafe { (path.text("path")?, read_or_empty(options_json, "options_json")?) };
            given.add_file(&path, &options)
        })
    })
}

/**
Adds a row: a user, as in zoom_client_update_user, and the fields to change. The patch is copied, so that it can be
changed and added again for the next user. Returns ZOOM_E_INVALID_ARGUMENT if `user_id` is none or the bulk has a
file; zoom_bulk_error says so. The fields are checked when the bulk is run, all before the first is sent.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_add(
    bulk: *mut zoom_bulk,
    user_id: *const c_char,
    patch: *const zoom_user_patch,
) -> i32 {
    // SAFETY: the caller promises a live bulk and patch and text, or NULL.
    unsafe { bulk_add(bulk, user_id, patch) }
}

/**
Takes the rows of a file: CSV with a header, or JSON Lines with an object in each line. Reads its header now, and the
file again when the bulk is run. A bulk has either one file or single rows.

`options_json` is NULL or "" for none, or a JSON object with any of: "format" ("csv" or "jsonl"), "delimiter" (one
character, or "tab"), "encoding" (e.g. "windows-1252"), "map" (an object: header to field), "ignore_column" (a
header or an array of headers), "clear" (the word in a cell that clears the field), "part" (the rows of a part of
the users, e.g. "2/4"), "duplicates" ("refuse" or "in-order").
Returns ZOOM_E_INVALID_ARGUMENT if the file cannot be read or a column is no field; zoom_bulk_error says why.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_add_file(
    bulk: *mut zoom_bulk,
    path: *const c_char,
    options_json: *const c_char,
) -> i32 {
    // SAFETY: the caller promises a live bulk and text, or NULL.
    unsafe { bulk_add_file(bulk, path, options_json) }
}

/// The body of `zoom_bulk_error` and its variant.
///
/// # Safety
/// The caller promises a live bulk or NULL.
pub(crate) unsafe fn bulk_error<U: Unit>(bulk: *const zoom_bulk) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        unsafe { object(bulk, "bulk") }.map_or(U::empty(), |bulk| bulk.handle.error())
    })
}

/** Why the last add function on this bulk failed, or "". The text is valid until the next call on the bulk. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_error(bulk: *const zoom_bulk) -> *const c_char {
    // SAFETY: the caller promises a live bulk or NULL.
    unsafe { bulk_error(bulk) }
}

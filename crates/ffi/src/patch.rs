//! `zoom_user_patch`: the fields to change.

use crate::boundary::{Fault, give, guard, guard_status, object, take_back};
use crate::handle::Handle;
use crate::result::{deliver, zoom_result};
use crate::text::{Given, Unit};
use std::ffi::c_char;
use std::ptr;
use zoomuser_core::{Client, Options, UserPatch};

/** The fields to change. A field is unset, set, or null; nothing is ever added to what you set. */
#[derive(Debug, Default)]
pub struct zoom_user_patch {
    pub(crate) handle: Handle<UserPatch>,
}

/** A patch that sets nothing. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_user_patch_new() -> *mut zoom_user_patch {
    guard(ptr::null_mut(), || give(zoom_user_patch::default()))
}

/** Frees a patch. NULL is a no-op. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_free(patch: *mut zoom_user_patch) {
    // SAFETY: the caller promises a patch that is not freed yet, or NULL.
    unsafe { take_back(patch) };
}

/// Runs a setter on the patch with the name of the field.
///
/// # Safety
/// The caller promises a live patch or NULL, and text or NULL.
unsafe fn set(
    patch: *mut zoom_user_patch,
    field: impl Given,
    setter: impl FnOnce(&mut UserPatch, &str) -> Result<(), Fault>,
) -> i32 {
    guard_status(|| {
        // SAFETY: passed on from our caller.
        let patch = unsafe { object(patch, "patch") }?;
        patch.handle.set(|patch| {
            // SAFETY: passed on from our caller.
            let field = unsafe { field.text("field") }?;
            setter(patch, &field)
        })
    })
}

/// The body of `zoom_user_patch_set` and its twins.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn patch_set(patch: *mut zoom_user_patch, field: impl Given, text: impl Given) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set(field, text.text("text")?.into_owned());
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_set_json` and its twins.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn patch_set_json(patch: *mut zoom_user_patch, field: impl Given, json: impl Given) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe { set(patch, field, |patch, field| patch.set_json(field, &json.text("json")?)) }
}

/// The body of `zoom_user_patch_set_int` and its twin.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn patch_set_int(patch: *mut zoom_user_patch, field: impl Given, value: i64) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set(field, value);
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_set_bool` and its twin.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn patch_set_bool(patch: *mut zoom_user_patch, field: impl Given, value: i32) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set(field, value != 0);
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_set_null` and its twin.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn patch_set_null(patch: *mut zoom_user_patch, field: impl Given) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set_null(field);
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_unset` and its twin.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn patch_unset(patch: *mut zoom_user_patch, field: impl Given) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.unset(field);
            Ok(())
        })
    }
}

/**
Sets a field (ZOOM_FIELD_...) to text. For a field that is not text the catalogue converts it when the call is made:
"2", "true", "[\"a\"]". A field that is set already gets the new value.

The setters refuse only NULL, text that is not UTF-8 and JSON that is not JSON; names and values are judged when the
call is made, so that all problems are told at once.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    text: *const c_char,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set(patch, field, text) }
}

/** Sets a field to a whole number. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_int(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    value: i64,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_int(patch, field, value) }
}

/** Sets a field to false (0) or true (anything else). */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_bool(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    value: i32,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_bool(patch, field, value) }
}

/** Sets a field to JSON, e.g. an array. Its numbers and the order of its members are sent as you wrote them. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_json(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    json: *const c_char,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_json(patch, field, json) }
}

/** Sets a field to JSON null. What Zoom does with it is not documented. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_null(patch: *mut zoom_user_patch, field: *const c_char) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_null(patch, field) }
}

/** Takes a field out of the patch; ZOOM_OK also where it was not set. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_unset(patch: *mut zoom_user_patch, field: *const c_char) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_unset(patch, field) }
}

/**
Judges a patch; sends nothing. ZOOM_OK, or ZOOM_E_CHECK_FAILED with the list "problems"; "warnings" may be there after
both. `out` as for zoom_client_update_user.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_check(patch: *const zoom_user_patch, out: *mut *mut zoom_result) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: the caller promises a live patch and what the header says of `out`, or NULL.
    unsafe {
        deliver(out, no_message, 0, || {
            let patch = object(patch, "patch")?.handle.lock()?;
            Ok(Client::new(Options::default()).check(&patch.value))
        })
    }
}

/// The body of `zoom_user_patch_error` and its twin.
///
/// # Safety
/// The caller promises a live patch or NULL.
pub(crate) unsafe fn patch_error<U: Unit>(patch: *const zoom_user_patch) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        unsafe { object(patch, "patch") }.map_or(U::empty(), |patch| patch.handle.error())
    })
}

/** Why the last setter on this patch refused, or "". The text lives until the next call on the patch. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_error(patch: *const zoom_user_patch) -> *const c_char {
    // SAFETY: the caller promises a live patch or NULL.
    unsafe { patch_error(patch) }
}

//! `zoom_user_patch`: the fields to change.

use crate::boundary::handle::Handle;
use crate::boundary::text::{TextArg, Unit};
use crate::boundary::{Fault, give, guard, guard_status, object, take_back};
use crate::result::{deliver, zoom_result};
use std::ffi::c_char;
use std::ptr;
use zoomuser_core::UserPatch;
use zoomuser_core::internal::{FlatClient as Client, Options};

/** The fields to change. A field is unset, set, or null. The library adds no field of its own. */
#[derive(Debug, Default)]
pub struct zoom_user_patch {
    pub(crate) handle: Handle<UserPatch>,
}

/** Creates an empty patch. */
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
    field: impl TextArg,
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

/// The body of `zoom_user_patch_set` and its variants.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn patch_set(patch: *mut zoom_user_patch, field: impl TextArg, text: impl TextArg) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set(field, text.text("text")?.into_owned());
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_set_json` and its variants.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn patch_set_json(patch: *mut zoom_user_patch, field: impl TextArg, json: impl TextArg) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe { set(patch, field, |patch, field| patch.set_json(field, &json.text("json")?)) }
}

/// The body of `zoom_user_patch_set_int64` and its variant.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn patch_set_int64(patch: *mut zoom_user_patch, field: impl TextArg, value: i64) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set(field, value);
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_set_bool` and its variant.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn patch_set_bool(patch: *mut zoom_user_patch, field: impl TextArg, value: i32) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set(field, value != 0);
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_set_null` and its variant.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn patch_set_null(patch: *mut zoom_user_patch, field: impl TextArg) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.set_null(field);
            Ok(())
        })
    }
}

/// The body of `zoom_user_patch_unset` and its variant.
///
/// # Safety
/// The caller promises a live patch or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn patch_unset(patch: *mut zoom_user_patch, field: impl TextArg) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        set(patch, field, |patch, field| {
            patch.unset(field);
            Ok(())
        })
    }
}

/**
Sets a field, one of the ZOOM_FIELD_ macros, to text. For a field of another type the call converts the text: "2",
"true", "[\"a\"]". Replaces the value of a field that is already set.

A setter fails only for NULL, invalid UTF-8 and invalid JSON. The call validates names and values and reports all
problems at once.
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

/** Sets a field to an integer. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_int64(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    value: i64,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_int64(patch, field, value) }
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

/** Sets a field to a JSON value, e.g. an array. Number texts and the order of members are kept. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_json(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    json: *const c_char,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_json(patch, field, json) }
}

/** Sets a field to JSON null. Zoom does not document the effect. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_null(patch: *mut zoom_user_patch, field: *const c_char) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_null(patch, field) }
}

/** Removes a field from the patch; ZOOM_OK even if it was not set. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_unset(patch: *mut zoom_user_patch, field: *const c_char) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_unset(patch, field) }
}

/**
Validates a patch without sending it. Returns ZOOM_OK, or ZOOM_E_CHECK_FAILED with ZOOM_LIST_PROBLEMS; either result
may have ZOOM_LIST_WARNINGS. `out` as in zoom_client_update_user.
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

/// The body of `zoom_user_patch_error` and its variant.
///
/// # Safety
/// The caller promises a live patch or NULL.
pub(crate) unsafe fn patch_error<U: Unit>(patch: *const zoom_user_patch) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        unsafe { object(patch, "patch") }.map_or(U::empty(), |patch| patch.handle.error())
    })
}

/** Why the last setter on this patch failed, or "". The text is valid until the next call on the patch. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_error(patch: *const zoom_user_patch) -> *const c_char {
    // SAFETY: the caller promises a live patch or NULL.
    unsafe { patch_error(patch) }
}

//! `zoom_form`: the parts of a `multipart/form-data` body.

use crate::boundary::handle::Handle;
use crate::boundary::text::{Bytes, TextArg, Unit, read_optional};
use crate::boundary::{give, guard, guard_status, object, take_back};
use std::ffi::{c_char, c_void};
use std::ptr;
use zoomuser_core::{Form, Part};

/** The parts of a multipart/form-data body, in your order. The library adds no part of its own. */
#[derive(Debug, Default)]
pub struct zoom_form {
    pub(crate) handle: Handle<Form>,
}

/** Creates an empty form. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_form_new() -> *mut zoom_form {
    guard(ptr::null_mut(), || give(zoom_form::default()))
}

/** Frees a form. NULL is a no-op. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_free(form: *mut zoom_form) {
    // SAFETY: the caller promises a form that is not freed yet, or NULL.
    unsafe { take_back(form) };
}

/// The body of `zoom_form_add` and its variant.
///
/// # Safety
/// The caller promises a live form or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn form_add(form: *mut zoom_form, name: impl TextArg, value: impl TextArg) -> i32 {
    guard_status(|| {
        // SAFETY: passed on from our caller.
        let form = unsafe { object(form, "form") }?;
        form.handle.set(|form| {
            // SAFETY: passed on from our caller.
            let (name, value) = unsafe { (name.text("name")?, value.text("value")?) };
            form.add(&name, &value)
        })
    })
}

/// The body of `zoom_form_add_part` and its variant.
///
/// # Safety
/// The caller promises a live form or NULL, text as [`TextArg::text`] asks or NULL, and bytes as [`Bytes::read`] asks.
pub(crate) unsafe fn form_add_part<U: Unit>(
    form: *mut zoom_form,
    name: *const U,
    file_name: *const U,
    content_type: *const U,
    charset: *const U,
    value: Bytes,
) -> i32 {
    guard_status(|| {
        // SAFETY: passed on from our caller.
        let form = unsafe { object(form, "form") }?;
        form.handle.set(|form| {
            // SAFETY: passed on from our caller.
            let part = unsafe {
                Part {
                    name: name.text("name")?.into_owned(),
                    value: value.read("value")?.to_vec(),
                    file_name: read_optional(file_name, "file_name")?,
                    content_type: read_optional(content_type, "content_type")?,
                    charset: read_optional(charset, "charset")?,
                }
            };
            form.add_part(part)
        })
    })
}

/**
Adds a text part, as a web form sends it. The name may be "", for a part without a name, and may occur more than
once; the value is sent as UTF-8. Returns ZOOM_E_INVALID_ARGUMENT if the name has a control character;
zoom_form_error says so.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_add(form: *mut zoom_form, name: *const c_char, value: *const c_char) -> i32 {
    // SAFETY: the caller promises a live form and text, or NULL.
    unsafe { form_add(form, name, value) }
}

/**
Adds a part with a file name, a content type or a charset.

- `name`: "" for a part without the parameter `name`.
- `file_name`, `content_type`, `charset`: NULL for none; any text without control characters is sent as given. The
  charset is sent as a parameter of the content type, which defaults to "text/plain"; the library does not convert
  the value.
- `value`, `length`: any bytes, and their number; NULL and 0 for an empty value.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_add_part(
    form: *mut zoom_form,
    name: *const c_char,
    file_name: *const c_char,
    content_type: *const c_char,
    charset: *const c_char,
    value: *const c_void,
    length: usize,
) -> i32 {
    // SAFETY: the caller promises a live form, text and `length` bytes, or NULL.
    unsafe { form_add_part(form, name, file_name, content_type, charset, Bytes::new(value, length)) }
}

/// The body of `zoom_form_error` and its variant.
///
/// # Safety
/// The caller promises a live form or NULL.
pub(crate) unsafe fn form_error<U: Unit>(form: *const zoom_form) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        unsafe { object(form, "form") }.map_or(U::empty(), |form| form.handle.error())
    })
}

/** Why the last add function on this form failed, or "". The text is valid until the next call on the form. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_error(form: *const zoom_form) -> *const c_char {
    // SAFETY: the caller promises a live form or NULL.
    unsafe { form_error(form) }
}

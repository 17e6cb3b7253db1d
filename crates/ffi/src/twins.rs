//! Made by `cargo xtask header` from the functions they belong to; do not edit.

use crate::client::{client_set, client_update_user, zoom_client};
use crate::one_call::one_call;
use crate::patch::{patch_set, patch_set_json, zoom_user_patch};
use crate::result::{result_item, result_text, zoom_result};
use crate::text::{Counted, text_copy};
use std::ffi::c_char;

/** zoom_update_user with UTF-16 text; lengths and capacities count units of 16 bits. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_update_user_utf16(
    access_token: *const u16,
    user_id: *const u16,
    fields_json: *const u16,
    options_json: *const u16,
    out: *mut *mut zoom_result,
    message: *mut u16,
    message_capacity: usize,
) -> i32 {
    // SAFETY: the caller promises text or NULL, and what the comment says of `out` and `message`.
    unsafe { one_call(access_token, user_id, fields_json, options_json, out, message, message_capacity) }
}

/** zoom_client_set with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_set_utf16(
    client: *mut zoom_client,
    option: *const u16,
    value: *const u16,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL.
    unsafe { client_set(client, option, value) }
}

/** zoom_client_update_user with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_update_user_utf16(
    client: *mut zoom_client,
    user_id: *const u16,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and patch and text, or NULL, and what the comment says of `out`.
    unsafe { client_update_user(client, user_id, patch, out) }
}

/** zoom_user_patch_set with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_utf16(
    patch: *mut zoom_user_patch,
    field: *const u16,
    text: *const u16,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set(patch, field, text) }
}

/** zoom_user_patch_set_json with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_json_utf16(
    patch: *mut zoom_user_patch,
    field: *const u16,
    json: *const u16,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_json(patch, field, json) }
}

/** zoom_result_text with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_text_utf16(result: *const zoom_result, what: *const u16) -> *const u16 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_text(result, what) }
}

/** zoom_result_item with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_item_utf16(
    result: *const zoom_result,
    list: *const u16,
    i: usize,
    what: *const u16,
) -> *const u16 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_item(result, list, i, what) }
}

/** zoom_text_copy with UTF-16 text; lengths and capacities count units of 16 bits. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_text_copy_utf16(text: *const u16, buffer: *mut u16, capacity: usize) -> usize {
    // SAFETY: the caller promises what the comment says.
    unsafe { text_copy(text, buffer, capacity) }
}

/** zoom_client_set with the length of `value` in bytes of UTF-8; a NULL of length 0 is "". */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_set_n(
    client: *mut zoom_client,
    option: *const c_char,
    value: *const c_char,
    value_length: usize,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL.
    unsafe { client_set(client, option, Counted::new(value, value_length)) }
}

/** zoom_user_patch_set with the length of `text` in bytes of UTF-8; a NULL of length 0 is "". */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_n(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    text: *const c_char,
    text_length: usize,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set(patch, field, Counted::new(text, text_length)) }
}

/** zoom_user_patch_set_json with the length of `json` in bytes of UTF-8; a NULL of length 0 is "". */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_json_n(
    patch: *mut zoom_user_patch,
    field: *const c_char,
    json: *const c_char,
    json_length: usize,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_json(patch, field, Counted::new(json, json_length)) }
}

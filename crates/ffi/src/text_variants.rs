//! Made by `cargo xtask header` from the functions without a suffix; do not edit.

use crate::boundary::text::{Bytes, Counted, text_copy};
use crate::bulk::{run::*, *};
use crate::client::*;
use crate::form::*;
use crate::one_call::one_call;
use crate::patch::*;
use crate::request::*;
use crate::result::*;
use crate::status::*;
use crate::tables::*;
use std::ffi::{c_char, c_void};

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

/** zoom_client_error with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_error_utf16(client: *const zoom_client) -> *const u16 {
    // SAFETY: the caller promises a live client or NULL.
    unsafe { client_error(client) }
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

/** zoom_client_get_user with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_get_user_utf16(
    client: *mut zoom_client,
    user_id: *const u16,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { client_get_user(client, user_id, out) }
}

/** zoom_client_list_users with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_list_users_utf16(
    client: *mut zoom_client,
    options_json: *const u16,
    page_token: *const u16,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { client_list_users(client, options_json, page_token, out) }
}

/** zoom_client_plan with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_plan_utf16(
    client: *mut zoom_client,
    user_id: *const u16,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and patch and text, or NULL, and what the comment says of `out`.
    unsafe { client_plan(client, user_id, patch, out) }
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

/** zoom_user_patch_set_int64 with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_int64_utf16(
    patch: *mut zoom_user_patch,
    field: *const u16,
    value: i64,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_int64(patch, field, value) }
}

/** zoom_user_patch_set_bool with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_bool_utf16(
    patch: *mut zoom_user_patch,
    field: *const u16,
    value: i32,
) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_bool(patch, field, value) }
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

/** zoom_user_patch_set_null with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_set_null_utf16(patch: *mut zoom_user_patch, field: *const u16) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_set_null(patch, field) }
}

/** zoom_user_patch_unset with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_unset_utf16(patch: *mut zoom_user_patch, field: *const u16) -> i32 {
    // SAFETY: the caller promises a live patch and text, or NULL.
    unsafe { patch_unset(patch, field) }
}

/** zoom_user_patch_error with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_user_patch_error_utf16(patch: *const zoom_user_patch) -> *const u16 {
    // SAFETY: the caller promises a live patch or NULL.
    unsafe { patch_error(patch) }
}

/** zoom_form_add with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_add_utf16(form: *mut zoom_form, name: *const u16, value: *const u16) -> i32 {
    // SAFETY: the caller promises a live form and text, or NULL.
    unsafe { form_add(form, name, value) }
}

/** zoom_form_add_part with UTF-16 text; bytes stay bytes. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_add_part_utf16(
    form: *mut zoom_form,
    name: *const u16,
    file_name: *const u16,
    content_type: *const u16,
    charset: *const u16,
    value: *const c_void,
    length: usize,
) -> i32 {
    // SAFETY: the caller promises a live form, text and `length` bytes, or NULL.
    unsafe { form_add_part(form, name, file_name, content_type, charset, Bytes::new(value, length)) }
}

/** zoom_form_error with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_form_error_utf16(form: *const zoom_form) -> *const u16 {
    // SAFETY: the caller promises a live form or NULL.
    unsafe { form_error(form) }
}

/** zoom_client_request with UTF-16 text; bytes stay bytes. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_request_utf16(
    client: *mut zoom_client,
    method: *const u16,
    path_and_query: *const u16,
    headers: *const u16,
    body: *const c_void,
    length: usize,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client, text and `length` bytes, or NULL, and what the comment says of `out`.
    unsafe { client_request(client, args, Bytes::new(body, length), Action::Send, out) }
}

/** zoom_client_request_form with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_request_form_utf16(
    client: *mut zoom_client,
    method: *const u16,
    path_and_query: *const u16,
    headers: *const u16,
    form: *const zoom_form,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client and form and text, or NULL, and what the comment says of `out`.
    unsafe { client_request_form(client, args, form, Action::Send, out) }
}

/** zoom_client_render with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_render_utf16(
    client: *mut zoom_client,
    user_id: *const u16,
    patch: *const zoom_user_patch,
    format: *const u16,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and patch and text, or NULL, and what the comment says of `out`.
    unsafe { client_render(client, user_id, patch, format, out) }
}

/** zoom_client_render_request with UTF-16 text; bytes stay bytes. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_render_request_utf16(
    client: *mut zoom_client,
    method: *const u16,
    path_and_query: *const u16,
    headers: *const u16,
    body: *const c_void,
    length: usize,
    format: *const u16,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client, text and `length` bytes, or NULL, and what the comment says of `out`.
    unsafe { client_request(client, args, Bytes::new(body, length), Action::Render(format), out) }
}

/** zoom_client_render_form with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_render_form_utf16(
    client: *mut zoom_client,
    method: *const u16,
    path_and_query: *const u16,
    headers: *const u16,
    form: *const zoom_form,
    format: *const u16,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client and form and text, or NULL, and what the comment says of `out`.
    unsafe { client_request_form(client, args, form, Action::Render(format), out) }
}

/** zoom_bulk_add with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_add_utf16(
    bulk: *mut zoom_bulk,
    user_id: *const u16,
    patch: *const zoom_user_patch,
) -> i32 {
    // SAFETY: the caller promises a live bulk and patch and text, or NULL.
    unsafe { bulk_add(bulk, user_id, patch) }
}

/** zoom_bulk_add_file with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_add_file_utf16(
    bulk: *mut zoom_bulk,
    path: *const u16,
    options_json: *const u16,
) -> i32 {
    // SAFETY: the caller promises a live bulk and text, or NULL.
    unsafe { bulk_add_file(bulk, path, options_json) }
}

/** zoom_bulk_error with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_bulk_error_utf16(bulk: *const zoom_bulk) -> *const u16 {
    // SAFETY: the caller promises a live bulk or NULL.
    unsafe { bulk_error(bulk) }
}

/** zoom_client_run_bulk with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_run_bulk_utf16(
    client: *mut zoom_client,
    bulk: *const zoom_bulk,
    options_json: *const u16,
    callback: zoom_row_callback,
    user_data: *mut c_void,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and bulk and text, or NULL, and what the comment says of `out`.
    unsafe { run_bulk(client, bulk, options_json, OnRow::new(callback, user_data), out) }
}

/** zoom_client_resume_bulk with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_resume_bulk_utf16(
    client: *mut zoom_client,
    folder: *const u16,
    options_json: *const u16,
    callback: zoom_row_callback,
    user_data: *mut c_void,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { run_folder(client, folder, options_json, OnRow::new(callback, user_data), out, Command::Resume) }
}

/** zoom_client_undo_bulk with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_undo_bulk_utf16(
    client: *mut zoom_client,
    folder: *const u16,
    options_json: *const u16,
    callback: zoom_row_callback,
    user_data: *mut c_void,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { run_folder(client, folder, options_json, OnRow::new(callback, user_data), out, Command::Undo) }
}

/** zoom_result_text with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_text_utf16(result: *const zoom_result, what: *const u16) -> *const u16 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_text(result, what) }
}

/** zoom_result_number with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_number_utf16(result: *const zoom_result, what: *const u16) -> i64 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_number(result, what) }
}

/** zoom_result_header with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_header_utf16(result: *const zoom_result, name: *const u16) -> *const u16 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_header(result, name) }
}

/** zoom_result_count with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_count_utf16(result: *const zoom_result, list: *const u16) -> usize {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_count(result, list) }
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

/** zoom_version with UTF-16 text. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_version_utf16() -> *const u16 {
    version()
}

/** zoom_status_name with UTF-16 text. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_name_utf16(status: i32) -> *const u16 {
    status_name(status)
}

/** zoom_status_text with UTF-16 text. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_text_utf16(status: i32) -> *const u16 {
    status_text(status)
}

/** zoom_field_text with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_field_text_utf16(i: usize, what: *const u16) -> *const u16 {
    // SAFETY: the caller promises text or NULL.
    unsafe { field_text(i, what) }
}

/** zoom_option_text with UTF-16 text. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_option_text_utf16(i: usize, what: *const u16) -> *const u16 {
    // SAFETY: the caller promises text or NULL.
    unsafe { option_text(i, what) }
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

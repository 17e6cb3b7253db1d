//! An update in one call.

use crate::boundary::fork_mark;
use crate::boundary::guard;
use crate::boundary::pin_module::pin_module;
use crate::boundary::text::{TextArg, Unit, read_or_empty};
use crate::result::{deliver, zoom_result};
use std::ffi::c_char;
use zoomuser_core::internal::{cleanup, update_user};
use zoomuser_core::{CallOptions, UserPatch};

/// The body of `zoom_update_user` and its variant.
///
/// # Safety
/// The caller promises text as [`TextArg::text`] asks, an `out` that is NULL or may be written, and a `message` that is NULL
/// or has room for `capacity` units.
pub(crate) unsafe fn one_call<U: Unit>(
    access_token: *const U,
    user_id: *const U,
    fields_json: *const U,
    options_json: *const U,
    out: *mut *mut zoom_result,
    message: *mut U,
    capacity: usize,
) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, message, capacity, || {
            pin_module();
            fork_mark::install();
            let token = access_token.text("access_token")?;
            let user_id = user_id.text("user_id")?;
            let fields = fields_json.text("fields_json")?;
            let options = read_or_empty(options_json, "options_json")?;
            let mut patch = UserPatch::new();
            patch.set_all_json(&fields)?;
            Ok(update_user(&token, &user_id, &patch, &options, &CallOptions::default()))
        })
    }
}

/**
Updates a user in one call.

- `access_token`: the token; "" if the options have the credentials.
- `user_id`: an id, an e-mail address, or "me" for the token's own user.
- `fields_json`: the fields to change as a JSON object, e.g. {"first_name":"Ada","type":2}.
- `options_json`: options as a JSON object, e.g. {"timeout_ms":5000}; NULL or "" for the defaults.
- `out`: NULL, or receives a result as in zoom_client_update_user.
- `message`, `message_capacity`: NULL and 0, or a buffer that receives the message of the result, truncated at a
  character boundary if the buffer is too short; truncation does not change the status.

The library keeps the connection for the next such call with the same token and options, for at most a minute, and at
most 16 connections in all. With the option "keep":"off" it closes the connection after the call; zoom_cleanup closes
all.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_update_user(
    access_token: *const c_char,
    user_id: *const c_char,
    fields_json: *const c_char,
    options_json: *const c_char,
    out: *mut *mut zoom_result,
    message: *mut c_char,
    message_capacity: usize,
) -> i32 {
    // SAFETY: the caller promises text or NULL, and what the comment says of `out` and `message`.
    unsafe { one_call(access_token, user_id, fields_json, options_json, out, message, message_capacity) }
}

/**
Closes the connections kept by zoom_update_user, and idle ones to the server of the option share. Optional: a program
need not call it before it exits.
*/
#[unsafe(no_mangle)]
pub extern "system" fn zoom_cleanup() {
    guard((), cleanup);
}

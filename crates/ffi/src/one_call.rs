//! The whole job in one call.

use crate::boundary::guard;
use crate::result::{deliver, zoom_result};
use crate::stay::stay_loaded;
use crate::text::{Given, Unit, read_or_empty};
use std::ffi::c_char;
use zoomuser_core::send::one_call::{cleanup, update_user};
use zoomuser_core::{Call, UserPatch};

/// The body of `zoom_update_user` and its twin.
///
/// # Safety
/// The caller promises text as [`Given::text`] asks, an `out` that is NULL or may be written, and a `message` that is NULL
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
            stay_loaded();
            let token = access_token.text("access_token")?;
            let user_id = user_id.text("user_id")?;
            let fields = fields_json.text("fields_json")?;
            let options = read_or_empty(options_json, "options_json")?;
            let mut patch = UserPatch::new();
            patch.set_all_json(&fields)?;
            Ok(update_user(&token, &user_id, &patch, &options, &Call::default()))
        })
    }
}

/**
Changes a user, all in one call.

- `access_token`: the token; "" if it stands in the options.
- `user_id`: an id, an e-mail address, or "me" for the token's own user.
- `fields_json`: the fields to change as a JSON object, e.g. {"first_name":"Ada","type":2}.
- `options_json`: options as a JSON object, e.g. {"timeout_ms":5000}; NULL or "" for the defaults.
- `out`: NULL, or gets a result as for zoom_client_update_user.
- `message`, `message_capacity`: NULL and 0, or a buffer that gets the message of the result, cut at a character if it is
  too short; that never changes the status.

The connection is kept for the next such call with the same token and options, for at most a minute; no more than 4 are
kept. The option "keep":"off" closes it, zoom_cleanup closes all.
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

/** Closes the connections kept by zoom_update_user. Never needed: at the end of the program nothing has to be done. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_cleanup() {
    guard((), cleanup);
}

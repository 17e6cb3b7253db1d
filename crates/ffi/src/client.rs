//! `zoom_client`: an account's way to Zoom.

use crate::boundary::{Fault, give, guard, guard_status, object, take_back};
use crate::handle::Handle;
use crate::patch::zoom_user_patch;
use crate::result::{deliver, zoom_result};
use crate::stay::stay_loaded;
use crate::text::{Given, Unit};
use crate::token_callback::{TokenCallback, zoom_token_callback};
use std::ffi::{c_char, c_void};
use std::ptr;
use zoomuser_core::{Call, CancelToken, Client, Options, Outcome};

/** An account's way to Zoom: the token, the options and the kept connection. */
#[derive(Debug, Default)]
pub struct zoom_client {
    handle: Handle<Setup>,
    cancel: CancelToken,
}

/// The options, and the client made of them at the first call.
#[derive(Debug, Default)]
struct Setup {
    options: Options,
    callback: Option<TokenCallback>,
    client: Option<Client>,
}

impl zoom_client {
    /// Runs a call with the client that the options make; cancelling ends it.
    pub(crate) fn with(&self, run: impl FnOnce(&Client, &Call) -> Result<Outcome, Fault>) -> Result<Outcome, Fault> {
        let mut setup = self.handle.lock()?;
        self.cancel.reset();
        let call = Call { cancel: self.cancel.clone(), ..Call::default() };
        let Setup { options, callback, client } = &mut setup.value;
        run(client.get_or_insert_with(|| Setup::make(options, *callback)), &call)
    }
}

impl Setup {
    fn make(options: &Options, callback: Option<TokenCallback>) -> Client {
        match callback {
            Some(callback) => Client::with_token_source(options.clone(), callback.source()),
            None => Client::new(options.clone()),
        }
    }
}

/** A client with every option at its default. Nothing is read or connected before the first call. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_client_new() -> *mut zoom_client {
    guard(ptr::null_mut(), || {
        stay_loaded();
        give(zoom_client::default())
    })
}

/** Frees a client and closes its connection. NULL is a no-op. No call on it may be running. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_free(client: *mut zoom_client) {
    // SAFETY: the caller promises a client that is not freed yet, or NULL.
    unsafe { take_back(client) };
}

/// The body of `zoom_client_set` and its twins.
///
/// # Safety
/// The caller promises a live client or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn client_set(client: *mut zoom_client, option: impl Given, value: impl Given) -> i32 {
    guard_status(|| {
        // SAFETY: passed on from our caller.
        let client = unsafe { object(client, "client") }?;
        client.handle.set(|setup| {
            // SAFETY: passed on from our caller.
            let (option, value) = unsafe { (option.text("option")?, value.text("value")?) };
            setup.options.set(&option, &value)?;
            setup.client = None;
            Ok(())
        })
    })
}

/**
Sets an option (ZOOM_OPT_...). Every option is given as text; "" puts it back to its default. The next call makes a new
connection. Returns ZOOM_E_UNKNOWN_NAME or ZOOM_E_INVALID_ARGUMENT where name or value is not usable; then the option
stays as it was and zoom_client_error says why.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_set(
    client: *mut zoom_client,
    option: *const c_char,
    value: *const c_char,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL.
    unsafe { client_set(client, option, value) }
}

/**
Lets the program give the access tokens of this client itself, instead of an option; NULL ends that. The callback is
called on the thread of each call that needs a token, before anything is sent, and once more with `was_refused` 1 if Zoom
refuses the token; the update is then repeated once. Where it gives none the call ends with ZOOM_E_MISSING_TOKEN and the
callback's words.

The callback must return, and neither throw nor longjmp. Calls on the same client from within it are ZOOM_E_BUSY, and no
other thread must update the same user for it. What it wrote is overwritten after use. `user_data` must live as long as
the client, or until another callback is set.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_set_token_callback(
    client: *mut zoom_client,
    callback: zoom_token_callback,
    user_data: *mut c_void,
) -> i32 {
    guard_status(|| {
        // SAFETY: the caller promises a live client or NULL.
        let client = unsafe { object(client, "client") }?;
        client.handle.set(|setup| {
            setup.callback = TokenCallback::new(callback, user_data);
            setup.client = None;
            Ok(())
        })
    })
}

/// The body of `zoom_client_error` and its twin.
///
/// # Safety
/// The caller promises a live client or NULL.
pub(crate) unsafe fn client_error<U: Unit>(client: *const zoom_client) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        unsafe { object(client, "client") }.map_or(U::empty(), |client| client.handle.error())
    })
}

/** Why the last zoom_client_set on this client refused, or "". The text lives until the next call on the client. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_error(client: *const zoom_client) -> *const c_char {
    // SAFETY: the caller promises a live client or NULL.
    unsafe { client_error(client) }
}

/// The body of `zoom_client_update_user` and its twin.
///
/// # Safety
/// The caller promises a live client and patch or NULL, text as [`Given::text`] asks, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_update_user(
    client: *mut zoom_client,
    user_id: impl Given,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let (client, user_id, patch) =
                (object(client, "client")?, user_id.text("user_id")?, object(patch, "patch")?);
            client.with(|client, call| {
                let patch = patch.handle.lock()?;
                Ok(client.update_user_with(&user_id, &patch.value, call))
            })
        })
    }
}

/**
Changes a user: PATCH /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user.

ZOOM_OK means that Zoom answered 204, completely received, and nothing else; with the option verify also that reading the
user confirms it, and with only_changes it may mean that nothing differed and nothing was sent ("attempts" is 0). `*out`, if `out` is not NULL, gets a result
to be freed with zoom_result_free, after success and after failure.
The patch is left as it is and may be used again.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_update_user(
    client: *mut zoom_client,
    user_id: *const c_char,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and patch and text, or NULL, and what the comment says of `out`.
    unsafe { client_update_user(client, user_id, patch, out) }
}

/// The body of `zoom_client_get_user` and its twin.
///
/// # Safety
/// The caller promises a live client or NULL, text as [`Given::text`] asks, and an `out` that is NULL or may be written.
pub(crate) unsafe fn client_get_user(client: *mut zoom_client, user_id: impl Given, out: *mut *mut zoom_result) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let (client, user_id) = (object(client, "client")?, user_id.text("user_id")?);
            client.with(|client, call| Ok(client.get_user_with(&user_id, call)))
        })
    }
}

/**
Reads a user: GET /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user.

ZOOM_OK means a complete 200 with a JSON object: zoom_result_text "user" is that object, and the list "user" has each name
and value of it. Names are those of reading, e.g. vanity_url; `read_back` of zoom_field_text says which belongs to a field.
`*out`, if `out` is not NULL, gets a result to be freed with zoom_result_free, after success and after failure.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_get_user(
    client: *mut zoom_client,
    user_id: *const c_char,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { client_get_user(client, user_id, out) }
}

/**
Looks at what an update needs: options, name, connection, proxy, certificate, clock, token, scopes, rate. Sends at most one
request for a token and one GET /users/me, and changes nothing.

The list "checks" of the result has each check: "name", "url" (of the server it is about, or ""), "outcome" ("ok",
"warning", "failed" or "skipped"), "message" and "remedy". ZOOM_OK means that none failed; else the status is that of the
first that did. `*out`, if `out` is not NULL, gets a result to be freed with zoom_result_free in either case.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_doctor(client: *mut zoom_client, out: *mut *mut zoom_result) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: the caller promises a live client or NULL, and what the comment says of `out`.
    unsafe {
        deliver(out, no_message, 0, || object(client, "client")?.with(|client, call| Ok(client.doctor_with(call))))
    }
}

/**
Ends the call in flight on this client, from any thread: it returns ZOOM_E_CANCELLED within a fiftieth of a second.
Without a call in flight it has no effect.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_cancel(client: *const zoom_client) {
    guard((), || {
        // SAFETY: the caller promises a live client or NULL.
        if let Ok(client) = unsafe { object(client, "client") } {
            client.cancel.cancel();
        }
    });
}

//! `zoom_client`: a client for one Zoom account.

use crate::boundary::fork_mark;
use crate::boundary::handle::Handle;
use crate::boundary::pin_module::pin_module;
use crate::boundary::text::{TextArg, Unit, read_or_empty};
use crate::boundary::{Fault, give, guard, guard_status, object, take_back};
use crate::callback::token::{TokenCallback, zoom_token_callback};
use crate::patch::zoom_user_patch;
use crate::result::{deliver, zoom_result};
use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::Arc;
use zoomuser_core::internal::{FlatClient as Client, Options, Outcome};
use zoomuser_core::{CallOptions, CancelToken, ListUsers, UserPatch};

/** A client for one Zoom account: credentials, options and a connection pool. */
#[derive(Debug, Default)]
pub struct zoom_client {
    handle: Handle<Setup>,
    cancel: CancelToken,
}

/// The options, and the client that the first call builds from them.
#[derive(Debug, Default)]
struct Setup {
    options: Options,
    callback: Option<TokenCallback>,
    client: Option<Arc<Client>>,
}

impl zoom_client {
    /// Runs a call with the client, which `zoom_client_cancel` can end.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&Arc<Client>, &CallOptions) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut setup = self.handle.lock()?;
        self.cancel.reset();
        let call = CallOptions { cancel: self.cancel.clone(), ..CallOptions::default() };
        run(setup.value.client(), &call)
    }
}

impl Setup {
    fn client(&mut self) -> &Arc<Client> {
        let Self { options, callback, client } = self;
        let new = || Client::with_source(options.clone(), callback.map(TokenCallback::source));
        client.get_or_insert_with(|| Arc::new(new()))
    }
}

/** Creates a client with default options. Reads no file and opens no connection before the first call. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_client_new() -> *mut zoom_client {
    guard(ptr::null_mut(), || {
        pin_module();
        fork_mark::install();
        give(zoom_client::default())
    })
}

/** Frees a client and closes its connections. NULL is a no-op. No call on it may be running. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_free(client: *mut zoom_client) {
    // SAFETY: the caller promises a client that is not freed yet, or NULL.
    unsafe { take_back(client) };
}

/// The body of `zoom_client_set` and its variants.
///
/// # Safety
/// The caller promises a live client or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn client_set(client: *mut zoom_client, option: impl TextArg, value: impl TextArg) -> i32 {
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
Sets an option, one of the ZOOM_OPT_ macros. The value is always text; "" restores the default. The next call opens a
new connection. Returns ZOOM_E_UNKNOWN_NAME for an unknown option and ZOOM_E_INVALID_ARGUMENT for an invalid value;
the option is then unchanged and zoom_client_error says why.
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
Sets a callback that provides the access tokens of this client, in place of an option; NULL removes it. The library
calls it on the thread of each call that needs a token, before it sends anything, and a second time with
`was_refused` 1 if Zoom refuses the token or reports a missing scope; the update is then sent once more. If the next
token lacks the scope too, the library does not call the callback because of a scope for a minute. If the callback
provides no token, the call returns ZOOM_E_MISSING_TOKEN with the callback's message. One line ending after a token
is removed, with a warning.

The callback must return, and must neither throw nor longjmp. A call on the same client from the callback returns
ZOOM_E_BUSY, and the callback must not wait for another thread that updates the same user. The library overwrites the
buffer after use. `user_data` must be valid as long as the client, or until another callback is set.
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

/// The body of `zoom_client_error` and its variant.
///
/// # Safety
/// The caller promises a live client or NULL.
pub(crate) unsafe fn client_error<U: Unit>(client: *const zoom_client) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        unsafe { object(client, "client") }.map_or(U::empty(), |client| client.handle.error())
    })
}

/** Why the last setter on this client failed, or "". The text is valid until the next call on the client. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_error(client: *const zoom_client) -> *const c_char {
    // SAFETY: the caller promises a live client or NULL.
    unsafe { client_error(client) }
}

/// Runs a call about a user and a patch.
///
/// # Safety
/// As for [`client_update_user`].
unsafe fn with_patch(
    client: *mut zoom_client,
    user_id: impl TextArg,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
    call: fn(&Client, &str, &UserPatch, &CallOptions) -> Outcome,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let (client, user_id, patch) =
                (object(client, "client")?, user_id.text("user_id")?, object(patch, "patch")?);
            client.with(|client, options| Ok(call(client, &user_id, &patch.handle.lock()?.value, options)))
        })
    }
}

/// The body of `zoom_client_update_user` and its variant.
///
/// # Safety
/// The caller promises a live client and patch or NULL, text as [`TextArg::text`] asks, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_update_user(
    client: *mut zoom_client,
    user_id: impl TextArg,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe { with_patch(client, user_id, patch, out, Client::update_user_with) }
}

/**
Updates a user: PATCH /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user. It
is sent as given, without trimming. A text that looks like an access token (three parts of base64url, or more than
256 characters without "@") or a placeholder such as ":userId" is ZOOM_E_INVALID_ARGUMENT; spaces, invisible
characters, quotes and the like cause a warning.

ZOOM_OK means a completely received 204 response and nothing else. With the option confirm, reading the user has also
confirmed the update; with only_changes, ZOOM_OK may also mean that nothing differed and nothing was sent
(ZOOM_NUMBER_ATTEMPTS is 0). `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after
success and after failure. The patch is unchanged and can be used again.
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

/// The body of `zoom_client_get_user` and its variant.
///
/// # Safety
/// The caller promises a live client or NULL, text as [`TextArg::text`] asks, and an `out` that is NULL or may be written.
pub(crate) unsafe fn client_get_user(
    client: *mut zoom_client,
    user_id: impl TextArg,
    out: *mut *mut zoom_result,
) -> i32 {
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

ZOOM_OK means a complete 200 response with a JSON object: ZOOM_TEXT_USER is that object, and ZOOM_LIST_USER has its
members. Their names are those of Zoom's GET response, e.g. vanity_url; zoom_field_text(i, "read_back") has the one
of a field. `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after success and
after failure.
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

/// The body of `zoom_client_list_users` and its variant.
///
/// # Safety
/// The caller promises a live client or NULL, text as [`TextArg::text`] asks or NULL, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_list_users<U: Unit>(
    client: *mut zoom_client,
    options_json: *const U,
    page_token: *const U,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let client = object(client, "client")?;
            let mut list = ListUsers::default();
            list.set_all_json(&read_or_empty(options_json, "options_json")?)?;
            let token = read_or_empty(page_token, "page_token")?;
            client.with(|client, call| Ok(client.list_page(&list, &token, call)))
        })
    }
}

/**
Reads one page of the account's users: GET /users.

- `options_json`: NULL or "" for active users, or a JSON object with any of: "status" ("active", "inactive" or
  "pending"), "role_id", "license", "group_id", "include_fields" ("custom_attributes" or "host_key"), "page_size" (1
  to 300).
- `page_token`: NULL or "" for the first page, then ZOOM_TEXT_NEXT_PAGE_TOKEN of the page before, with the same
  options. After the last page that text is "".

ZOOM_LIST_USERS has the users of the page. An item has ZOOM_ITEM_ID, ZOOM_ITEM_EMAIL, ZOOM_ITEM_JSON and each member
of the user by Zoom's name, e.g. ZOOM_FIELD_DEPT. With "group_id" a page that is not the last may have no users.
`*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after success and after failure.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_list_users(
    client: *mut zoom_client,
    options_json: *const c_char,
    page_token: *const c_char,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { client_list_users(client, options_json, page_token, out) }
}

/// The body of `zoom_client_plan` and its variant.
///
/// # Safety
/// The caller promises a live client and patch or NULL, text as [`TextArg::text`] asks, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_plan(
    client: *mut zoom_client,
    user_id: impl TextArg,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: passed on from our caller.
    unsafe { with_patch(client, user_id, patch, out, Client::plan_with) }
}

/**
Reads a user and reports what zoom_client_update_user would change: GET /users/{user_id}. Sends no update.

ZOOM_OK means that the user was read: the list ZOOM_LIST_FIELDS then has each field of the patch. Its outcome is
"differs", "already" if the user has that value, or "unverifiable" if Zoom does not return the field; its old value
is the user's, its new value that of the patch. A patch that fails validation is ZOOM_E_CHECK_FAILED, and the user is
not read. ZOOM_NUMBER_ATTEMPTS is 0, as it counts updates. `*out`, if `out` is not NULL, receives a result to be
freed with zoom_result_free, after success and after failure.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_plan(
    client: *mut zoom_client,
    user_id: *const c_char,
    patch: *const zoom_user_patch,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and patch and text, or NULL, and what the comment says of `out`.
    unsafe { client_plan(client, user_id, patch, out) }
}

/**
Checks everything that an update needs: options, host name, connection, proxy, certificate, clock, token, scopes,
rate limit, and the server of the option share if it is set. Sends at most one token request and one GET /users/me,
and changes nothing.

ZOOM_LIST_CHECKS has each check. ZOOM_OK means that no check failed; otherwise the status is that of the first failed
check. `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after success and after
failure.
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
Cancels the running call of this client, from any thread: the call returns ZOOM_E_CANCELLED within 20 ms, a
bulk run when it has written its results. Has no
effect if no call is running.
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

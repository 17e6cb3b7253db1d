//! Custom requests, and requests rendered as text.

use crate::boundary::text::{Bytes, TextArg, Unit, read_or_empty};
use crate::boundary::{Fault, object};
use crate::client::zoom_client;
use crate::form::zoom_form;
use crate::patch::zoom_user_patch;
use crate::result::{deliver, zoom_result};
use std::ffi::{c_char, c_void};
use std::ptr;
use zoomuser_core::internal::{FlatClient as Client, Outcome};
use zoomuser_core::{CallOptions, Content, Format, Headers, Request};

/// Method, path and headers as the caller passed them.
#[derive(Clone, Copy)]
pub(crate) struct RequestArgs<U> {
    method: *const U,
    path_and_query: *const U,
    headers: *const U,
}

impl<U: Unit> RequestArgs<U> {
    pub(crate) fn new(method: *const U, path_and_query: *const U, headers: *const U) -> Self {
        Self { method, path_and_query, headers }
    }

    /// The request, with this content.
    ///
    /// # Safety
    /// The caller promises text as [`TextArg::text`] asks, or NULL.
    unsafe fn request(self, content: Content<'_>) -> Result<Request, Fault> {
        // SAFETY: passed on from our caller.
        let (method, path, headers) = unsafe {
            let method = self.method.text("method")?;
            (method, self.path_and_query.text("path_and_query")?, read_or_empty(self.headers, "headers")?)
        };
        Request::new(&method, &path, Headers::parse(&headers)?, content)
    }
}

/// What to do with a request.
#[derive(Clone, Copy)]
pub(crate) enum Action<U> {
    /// Send it.
    Send,
    /// Render it in this format.
    Render(*const U),
}

impl<U: Unit> Action<U> {
    /// # Safety
    /// The caller promises text as [`TextArg::text`] asks, or NULL.
    unsafe fn run(self, client: &Client, request: &Request, call: &CallOptions) -> Result<Outcome, Fault> {
        match self {
            Self::Send => Ok(client.send_with(request, call)),
            // SAFETY: passed on from our caller.
            Self::Render(format) => Ok(client.render(request, unsafe { read_format(format) }?)),
        }
    }
}

/// # Safety
/// The caller promises text as [`TextArg::text`] asks, or NULL.
unsafe fn read_format<U: Unit>(format: *const U) -> Result<Format, Fault> {
    // SAFETY: passed on from our caller.
    Format::from_name(&unsafe { format.text("format") }?)
}

/// The body of `zoom_client_request`, `zoom_client_render_request` and their variants.
///
/// # Safety
/// The caller promises a live client or NULL, text and bytes as [`TextArg::text`] and [`Bytes::read`] ask, and an `out` that is
/// NULL or may be written.
pub(crate) unsafe fn client_request<U: Unit>(
    client: *mut zoom_client,
    args: RequestArgs<U>,
    body: Bytes,
    action: Action<U>,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let client = object(client, "client")?;
            let request = args.request(Content::Bytes(body.read("body")?))?;
            client.with(|client, call| action.run(client, &request, call))
        })
    }
}

/// The body of `zoom_client_request_form`, `zoom_client_render_form` and their variants.
///
/// # Safety
/// The caller promises a live client and form or NULL, text as [`TextArg::text`] asks, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_request_form<U: Unit>(
    client: *mut zoom_client,
    args: RequestArgs<U>,
    form: *const zoom_form,
    action: Action<U>,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let (client, form) = (object(client, "client")?, object(form, "form")?);
            let request = args.request(Content::Form(&form.handle.lock()?.value))?;
            client.with(|client, call| action.run(client, &request, call))
        })
    }
}

/// The body of `zoom_client_render` and its variant.
///
/// # Safety
/// The caller promises a live client and patch or NULL, text as [`TextArg::text`] asks, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_render<U: Unit>(
    client: *mut zoom_client,
    user_id: *const U,
    patch: *const zoom_user_patch,
    format: *const U,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let (client, user_id) = (object(client, "client")?, user_id.text("user_id")?);
            let (patch, format) = (object(patch, "patch")?, read_format(format)?);
            client.with(|client, _| Ok(client.render_update(&user_id, &patch.handle.lock()?.value, format)))
        })
    }
}

/**
Sends any other request unchanged.

- `method`: any method except CONNECT and TRACE, case-sensitive.
- `path_and_query`: relative to the host if it starts with "/" ("/v2/users/me?login_type=1"), otherwise to base_url
  ("users/me"). Sent as given: printable ASCII without spaces and "#", at most 8 KiB.
- `headers`: NULL or "" for none, or lines "Name: value" that end with LF or CRLF. They replace the library's
  Authorization (no token is needed then), Accept, Accept-Encoding, Accept-Language, User-Agent and Content-Type.
  Headers that frame the message (Host, Content-Length, Connection ...) are refused.
- `body`, `length`: any bytes, and their number, at most 16 MiB; NULL and 0 for no body. The content type is
  "application/json" unless a header sets another. GET and HEAD take no body.
- `out`: as in zoom_client_update_user.

ZOOM_OK means any completely received 2xx response. A 2xx response with an incomplete body is ZOOM_E_IO or
ZOOM_E_TIMEOUT; the result has the part that was received.

The library retries within max_retries and deadline_ms. It retries any method if Zoom has not processed the request:
no byte of it was written, or the response is 429 (except for a daily limit), 307 or 308, or refuses the token and a
new one is available. After a broken connection, a timeout, 408, 425 or 5xx Zoom may have processed it: then the
library retries GET, HEAD, PUT, DELETE and OPTIONS, but not POST and PATCH.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_request(
    client: *mut zoom_client,
    method: *const c_char,
    path_and_query: *const c_char,
    headers: *const c_char,
    body: *const c_void,
    length: usize,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client, text and `length` bytes, or NULL, and what the comment says of `out`.
    unsafe { client_request(client, args, Bytes::new(body, length), Action::Send, out) }
}

/**
zoom_client_request with a form as the body, sent as multipart/form-data with its Content-Type. The form needs at
least one part; it is unchanged and can be used again.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_request_form(
    client: *mut zoom_client,
    method: *const c_char,
    path_and_query: *const c_char,
    headers: *const c_char,
    form: *const zoom_form,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client and form and text, or NULL, and what the comment says of `out`.
    unsafe { client_request_form(client, args, form, Action::Send, out) }
}

/**
Renders the request that zoom_client_update_user would send, without sending it; ZOOM_TEXT_RENDERED is the text.
`format` is "http" for the request as sent, with "<access_token>" in place of the token and a new multipart boundary
each time; "json"; "curl", "curl-cmd" or "curl-powershell" for a command that takes the token from the variable
ZOOM_TOKEN; or "postman" for a collection. Returns ZOOM_E_CHECK_FAILED if validation fails, and
ZOOM_E_INVALID_ARGUMENT if the format cannot express the request.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_render(
    client: *mut zoom_client,
    user_id: *const c_char,
    patch: *const zoom_user_patch,
    format: *const c_char,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and patch and text, or NULL, and what the comment says of `out`.
    unsafe { client_render(client, user_id, patch, format, out) }
}

/** Renders the request that zoom_client_request would send, as zoom_client_render does, without sending it. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_render_request(
    client: *mut zoom_client,
    method: *const c_char,
    path_and_query: *const c_char,
    headers: *const c_char,
    body: *const c_void,
    length: usize,
    format: *const c_char,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client, text and `length` bytes, or NULL, and what the comment says of `out`.
    unsafe { client_request(client, args, Bytes::new(body, length), Action::Render(format), out) }
}

/** Renders the request that zoom_client_request_form would send, as zoom_client_render does, without sending it. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_render_form(
    client: *mut zoom_client,
    method: *const c_char,
    path_and_query: *const c_char,
    headers: *const c_char,
    form: *const zoom_form,
    format: *const c_char,
    out: *mut *mut zoom_result,
) -> i32 {
    let args = RequestArgs::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client and form and text, or NULL, and what the comment says of `out`.
    unsafe { client_request_form(client, args, form, Action::Render(format), out) }
}

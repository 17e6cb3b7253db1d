//! Requests of the caller's own, and requests as text.

use crate::boundary::{Fault, object};
use crate::client::zoom_client;
use crate::form::zoom_form;
use crate::patch::zoom_user_patch;
use crate::result::{deliver, zoom_result};
use crate::text::{Bytes, Given, Unit, read_or_empty};
use std::ffi::{c_char, c_void};
use std::ptr;
use zoomuser_core::{Call, Client, Content, Format, Headers, Outcome, Request};

/// Method, path and headers as a caller gives them.
#[derive(Clone, Copy)]
pub(crate) struct Line<U> {
    method: *const U,
    path_and_query: *const U,
    headers: *const U,
}

impl<U: Unit> Line<U> {
    pub(crate) fn new(method: *const U, path_and_query: *const U, headers: *const U) -> Self {
        Self { method, path_and_query, headers }
    }

    /// The request that they make.
    ///
    /// # Safety
    /// The caller promises text as [`Given::text`] asks, or NULL.
    unsafe fn request(self, content: Content<'_>) -> Result<Request, Fault> {
        // SAFETY: passed on from our caller.
        let (method, path, headers) = unsafe {
            let method = self.method.text("method")?;
            (method, self.path_and_query.text("path_and_query")?, read_or_empty(self.headers, "headers")?)
        };
        Request::new(&method, &path, Headers::parse(&headers)?, content)
    }
}

/// What becomes of a request once it is made.
#[derive(Clone, Copy)]
pub(crate) enum Aim<U> {
    /// It is sent.
    Send,
    /// It is shown in this format.
    Render(*const U),
}

impl<U: Unit> Aim<U> {
    /// # Safety
    /// The caller promises text as [`Given::text`] asks, or NULL.
    unsafe fn reach(self, client: &Client, request: &Request, call: &Call) -> Result<Outcome, Fault> {
        match self {
            Self::Send => Ok(client.send_with(request, call)),
            // SAFETY: passed on from our caller.
            Self::Render(format) => Ok(client.render(request, unsafe { read_format(format) }?)),
        }
    }
}

/// # Safety
/// The caller promises text as [`Given::text`] asks, or NULL.
unsafe fn read_format<U: Unit>(format: *const U) -> Result<Format, Fault> {
    // SAFETY: passed on from our caller.
    Format::from_name(&unsafe { format.text("format") }?)
}

/// The body of `zoom_client_request`, `zoom_client_render_request` and their twins.
///
/// # Safety
/// The caller promises a live client or NULL, text and bytes as [`Given::text`] and [`Bytes::read`] ask, and an `out` that is
/// NULL or may be written.
pub(crate) unsafe fn client_request<U: Unit>(
    client: *mut zoom_client,
    line: Line<U>,
    body: Bytes,
    aim: Aim<U>,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let client = object(client, "client")?;
            let request = line.request(Content::Bytes(body.read("body")?))?;
            client.with(|client, call| aim.reach(client, &request, call))
        })
    }
}

/// The body of `zoom_client_request_form`, `zoom_client_render_form` and their twins.
///
/// # Safety
/// The caller promises a live client and form or NULL, text as [`Given::text`] asks, and an `out` that is NULL or may be
/// written.
pub(crate) unsafe fn client_request_form<U: Unit>(
    client: *mut zoom_client,
    line: Line<U>,
    form: *const zoom_form,
    aim: Aim<U>,
    out: *mut *mut zoom_result,
) -> i32 {
    let no_message: *mut c_char = ptr::null_mut();
    // SAFETY: passed on from our caller.
    unsafe {
        deliver(out, no_message, 0, || {
            let (client, form) = (object(client, "client")?, object(form, "form")?);
            let request = line.request(Content::Form(&form.handle.lock()?.value))?;
            client.with(|client, call| aim.reach(client, &request, call))
        })
    }
}

/// The body of `zoom_client_render` and its twin.
///
/// # Safety
/// The caller promises a live client and patch or NULL, text as [`Given::text`] asks, and an `out` that is NULL or may be
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
Sends a request as it is, for what this library has no function for.

- `method`: any method but CONNECT and TRACE, in your case of letters.
- `path_and_query`: with "/" at its beginning below the host ("/v2/users/me?login_type=1"), else below base_url ("users/me").
  It is sent as given: printable ASCII without blanks and "#", at most 8 KiB.
- `headers`: NULL or "" for none, or lines "Name: value" that end with LF or CRLF. Yours replace the library's Authorization
  (then no token is needed), Accept, User-Agent and Content-Type. What frames the message (Host, Content-Length, Connection
  ...) is refused.
- `body`, `length`: any bytes, and how many, at most 16 MiB; NULL and 0 for none. "application/json" unless a header says
  otherwise. None with GET and HEAD.
- `out`: as for zoom_client_update_user.

ZOOM_OK means that Zoom answered with any 2xx, completely received. A 2xx whose body broke off is ZOOM_E_IO or
ZOOM_E_TIMEOUT, with what came of it. A request that may have arrived is never sent twice but for GET, HEAD, PUT, DELETE and
OPTIONS on a kept connection that had died.
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
    let line = Line::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client, text and `length` bytes, or NULL, and what the comment says of `out`.
    unsafe { client_request(client, line, Bytes::new(body, length), Aim::Send, out) }
}

/**
zoom_client_request with a form as the body, sent as multipart/form-data. The form has at least one part and brings the
Content-Type; it is left as it is and may be used again.
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
    let line = Line::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client and form and text, or NULL, and what the comment says of `out`.
    unsafe { client_request_form(client, line, form, Aim::Send, out) }
}

/**
Shows the request that zoom_client_update_user would send; sends nothing. `format` is "http": the text of the request,
byte by byte, with "<access_token>" for the token; a multipart body gets a new boundary each time. Or it is "json", or a
command in which the variable ZOOM_TOKEN stands for the token: "curl", "curl-cmd", "curl-powershell"; or "postman", a
collection. The result has it as the text "rendered". What the check stops is not shown: ZOOM_E_CHECK_FAILED; nor what the
format cannot hold: ZOOM_E_INVALID_ARGUMENT.
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

/** Shows the request that zoom_client_request would send, as zoom_client_render does; sends nothing. */
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
    let line = Line::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client, text and `length` bytes, or NULL, and what the comment says of `out`.
    unsafe { client_request(client, line, Bytes::new(body, length), Aim::Render(format), out) }
}

/** Shows the request that zoom_client_request_form would send, as zoom_client_render does; sends nothing. */
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
    let line = Line::new(method, path_and_query, headers);
    // SAFETY: the caller promises a live client and form and text, or NULL, and what the comment says of `out`.
    unsafe { client_request_form(client, line, form, Aim::Render(format), out) }
}

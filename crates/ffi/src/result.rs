//! `zoom_result`: how a call ended, with Zoom's answer if there was one.

use crate::boundary::{Fault, give, guard, object, take_back, write_out};
use crate::list::List;
use crate::text::{Given, Text, Unit, copy_cut};
use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;
use std::time::SystemTime;
use zoomuser_core::answer::json;
use zoomuser_core::{Outcome, Response, Status, User};

/** How a call ended, with Zoom's answer if there was one. It never changes; any number of threads may read it. */
#[derive(Debug)]
pub struct zoom_result {
    outcome: Outcome,
    texts: [(&'static str, Text); 5],
    body: Vec<u8>,
    problems: List,
    warnings: List,
    field_errors: List,
    /// Made when it is asked for, which few do.
    headers: OnceLock<List>,
    /// Likewise all these.
    fields: OnceLock<List>,
    members: OnceLock<List>,
    checks: OnceLock<List>,
    json: OnceLock<Text>,
    head: OnceLock<Text>,
    rendered: OnceLock<Text>,
    user: OnceLock<Text>,
}

impl zoom_result {
    fn of_outcome(outcome: Outcome) -> Self {
        let response = outcome.response();
        let text = |text: Option<&str>| Text::new(text.unwrap_or_default());
        let mut body = response.map(|r| r.body().to_vec()).unwrap_or_default();
        body.push(0);
        let field_errors = response.map(Response::field_errors).unwrap_or_default();
        Self {
            texts: [
                ("message", Text::new(outcome.message())),
                ("remedy", Text::new(outcome.remedy())),
                ("api_message", text(response.map(Response::api_message))),
                ("tracking_id", text(response.map(Response::tracking_id))),
                ("reason", text(response.map(Response::reason))),
            ],
            body,
            problems: List::of_problems(outcome.problems()),
            warnings: List::of_problems(outcome.warnings()),
            field_errors: List::of_complaints(field_errors.iter().map(|e| (e.field.as_str(), e.message.as_str()))),
            headers: OnceLock::new(),
            fields: OnceLock::new(),
            members: OnceLock::new(),
            checks: OnceLock::new(),
            json: OnceLock::new(),
            head: OnceLock::new(),
            rendered: OnceLock::new(),
            user: OnceLock::new(),
            outcome,
        }
    }

    fn status(&self) -> i32 {
        self.outcome.status().code()
    }

    fn list(&self, name: &str) -> Option<&List> {
        match name {
            "problems" => Some(&self.problems),
            "warnings" => Some(&self.warnings),
            "field_errors" => Some(&self.field_errors),
            "headers" => {
                let headers = || self.outcome.response().map(Response::headers).unwrap_or_default();
                Some(self.headers.get_or_init(|| List::of_headers(headers())))
            }
            "fields" => Some(self.fields.get_or_init(|| List::of_fields(self.outcome.fields()))),
            "checks" => Some(self.checks.get_or_init(|| List::of_checks(self.outcome.checks()))),
            "user" => Some(self.members.get_or_init(|| List::of_user(self.outcome.user()))),
            _ => None,
        }
    }

    fn text(&self, what: &str) -> Option<&Text> {
        let outcome = &self.outcome;
        let text = |text: Option<&str>| Text::new(text.unwrap_or_default());
        Some(match what {
            "json" => {
                self.json.get_or_init(|| Text::new(&serde_json::Value::Object(json::outcome(outcome)).to_string()))
            }
            "head" => self.head.get_or_init(|| text(outcome.response().map(Response::head))),
            "rendered" => self.rendered.get_or_init(|| text(outcome.rendered())),
            "user" => self.user.get_or_init(|| text(outcome.user().map(User::json))),
            _ => return self.texts.iter().find(|(name, _)| *name == what).map(|(_, text)| text),
        })
    }

    fn number(&self, what: &str) -> Option<i64> {
        let outcome = &self.outcome;
        let milliseconds = |time: std::time::Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        match what {
            "attempts" => Some(outcome.attempts().into()),
            "waited_ms" => Some(milliseconds(outcome.waited())),
            "http_status" => Some(outcome.response()?.http_status().into()),
            "api_code" => outcome.response()?.api_code(),
            "retry_after_ms" => outcome.retry_after(SystemTime::now()).map(milliseconds),
            _ => None,
        }
    }
}

/// Runs a call and hands over its result: the status, the object and the message.
///
/// # Safety
/// The caller promises that `out` is NULL or may be written, and that `message` is NULL or has room for `capacity` units.
pub(crate) unsafe fn deliver<U: Unit>(
    out: *mut *mut zoom_result,
    message: *mut U,
    capacity: usize,
    call: impl FnOnce() -> Result<Outcome, Fault>,
) -> i32 {
    const PANIC: &str = "a defect in this library was caught; the call may or may not have reached Zoom";
    // SAFETY: passed on from our caller. Written first, so that no path leaves an old pointer there.
    unsafe { write_out(out, ptr::null_mut()) };
    let outcome = guard(None, || Some(call().unwrap_or_else(|fault| Outcome::from(&fault))));
    let result = zoom_result::of_outcome(outcome.unwrap_or_else(|| Outcome::from(&Fault::new(Status::Panic, PANIC))));
    let status = result.status();
    guard(status, || {
        // SAFETY: passed on from our caller.
        unsafe { copy_cut(result.outcome.message(), message, capacity) };
        if !out.is_null() {
            // SAFETY: not NULL, so our caller promises that it may be written.
            unsafe { out.write(give(result)) };
        }
        status
    })
}

/** Frees a result and all texts it gave. NULL is a no-op. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_free(result: *mut zoom_result) {
    // SAFETY: the caller promises a result that is not freed yet, or NULL.
    unsafe { take_back(result) };
}

/** The status of the call; ZOOM_E_NULL for NULL. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_status(result: *const zoom_result) -> i32 {
    guard(Status::Panic.code(), || {
        // SAFETY: the caller promises a live result or NULL.
        unsafe { object(result, "result") }.map_or(Status::Null.code(), zoom_result::status)
    })
}

/// The body of `zoom_result_text` and its twin.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn result_text<U: Unit>(result: *const zoom_result, what: *const U) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        let (result, what) = unsafe { (object(result, "result"), what.text("what")) };
        let text = result.ok().zip(what.ok()).and_then(|(result, what)| result.text(&what));
        text.map_or(U::empty(), U::of)
    })
}

/// The body of `zoom_result_item` and its twin.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn result_item<U: Unit>(
    result: *const zoom_result,
    list: *const U,
    i: usize,
    what: *const U,
) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        let (result, list, what) = unsafe { (object(result, "result"), list.text("list"), what.text("what")) };
        let (Ok(result), Ok(list), Ok(what)) = (result, list, what) else { return U::empty() };
        result.list(&list).and_then(|list| list.cell(i, &what)).map_or(U::empty(), U::of)
    })
}

/**
A text of the result. `what` is "message" (one line, always there), "remedy" (what to do about it), "api_message" (Zoom's
own words), "tracking_id" (for Zoom's support), "json" (the whole result as a JSON object), "reason" (the words after the
HTTP status), "head" (the head of the answer as it came: status line, headers, empty line), "rendered" (a request as
text) or "user" (after zoom_client_get_user: the user as Zoom's JSON text). Where there is none, and for anything else, "".
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_text(result: *const zoom_result, what: *const c_char) -> *const c_char {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_text(result, what) }
}

/// The body of `zoom_result_number` and its twin.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn result_number(result: *const zoom_result, what: impl Given) -> i64 {
    guard(-1, || {
        // SAFETY: passed on from our caller.
        let (result, what) = unsafe { (object(result, "result"), what.text("what")) };
        result.ok().zip(what.ok()).and_then(|(result, what)| result.number(&what)).unwrap_or(-1)
    })
}

/**
A number of the result. `what` is "http_status", "api_code" (Zoom's own error code), "attempts" (how often the request
was tried to be sent), "waited_ms" (time spent waiting for a turn, for a token or between attempts) or "retry_after_ms"
(how long to wait from now, where Zoom or its rate limits say so). -1 where there is none, and for anything else.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_number(result: *const zoom_result, what: *const c_char) -> i64 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_number(result, what) }
}

/// The body of `zoom_result_header` and its twin.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn result_header<U: Unit>(result: *const zoom_result, name: *const U) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        let (result, name) = unsafe { (object(result, "result"), name.text("name")) };
        let (Ok(result), Ok(name)) = (result, name) else { return U::empty() };
        let value = result.list("headers").and_then(|headers| headers.value(&name));
        value.map_or(U::empty(), U::of)
    })
}

/** The first header of Zoom's answer with this name, in any case of letters; "" if there is none. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_header(result: *const zoom_result, name: *const c_char) -> *const c_char {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_header(result, name) }
}

/**
The body of Zoom's answer, at most its first mebibyte, with a NUL after it. `*length`, if `length` is not NULL, gets its
length in bytes without that NUL. Where there is no answer it is "" and 0.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_body(result: *const zoom_result, length: *mut usize) -> *const c_char {
    // SAFETY: the caller promises that `length` is NULL or may be written. Written first, so that every path has.
    unsafe { write_out(length, 0) };
    guard(Text::EMPTY, || {
        // SAFETY: the caller promises a live result or NULL.
        let result = unsafe { object(result, "result") };
        let body = result.map_or(&b"\0"[..], |result| result.body.as_slice());
        // SAFETY: the caller promises that `length` is NULL or may be written.
        unsafe { write_out(length, body.len() - 1) };
        body.as_ptr().cast()
    })
}

/// The body of `zoom_result_count` and its twin.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`Given::text`] asks.
pub(crate) unsafe fn result_count(result: *const zoom_result, list: impl Given) -> usize {
    guard(0, || {
        // SAFETY: passed on from our caller.
        let (result, list) = unsafe { (object(result, "result"), list.text("list")) };
        result.ok().zip(list.ok()).and_then(|(result, list)| result.list(&list)).map_or(0, |list| list.len())
    })
}

/**
How many items a list of the result has. `list` is "field_errors" (what Zoom says of single fields), "problems" (what
stopped the call before it was sent), "warnings", "headers", "fields" (with the options verify and only_changes: what
reading the user shows of each field that was set), "user" (after zoom_client_get_user: everything that reading shows) or
"checks" (after zoom_client_doctor: what was looked at). 0 for anything else.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_count(result: *const zoom_result, list: *const c_char) -> usize {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_count(result, list) }
}

/**
A text of item `i` (from 0) of a list. `what` is "field" or "message"; in "headers" and "user" it is "name" or "value"; in
"fields" it is "field", "outcome" ("applied", "already", "ignored", "unverifiable" or "differs"), "old" (what reading showed
before), "new" (what was set) or "seen" (what reading shows after), and values that are not text are JSON; in "checks" it is
"name", "url", "outcome" ("ok", "warning", "failed" or "skipped"), "message" or "remedy". "" where there is none, and for
anything else.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_item(
    result: *const zoom_result,
    list: *const c_char,
    i: usize,
    what: *const c_char,
) -> *const c_char {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_item(result, list, i, what) }
}

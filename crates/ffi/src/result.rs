//! `zoom_result`: how a call ended, and Zoom's response if there was one.

mod bulk;
mod list;

pub(crate) use bulk::Bulk;

use crate::boundary::text::{Text, TextArg, Unit, copy_truncated};
use crate::boundary::{Fault, give, guard, object, take_back, write_out};
use crate::status;
use list::List;
use std::array;
use std::borrow::Cow;
use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;
use zoomuser_core::internal::Outcome;
use zoomuser_core::internal::outcome_members::{LISTS, NUMBERS, TEXTS};
use zoomuser_core::{Response, Status};

/** How a call ended, and the response if there was one. A result never changes; any number of threads may read it. */
#[derive(Debug)]
pub struct zoom_result {
    outcome: Outcome,
    /// Of a bulk run, or of one of its rows.
    bulk: Option<Box<Bulk>>,
    // Copies for C, each made when a getter first asks for it.
    texts: [OnceLock<Text>; TEXTS.len()],
    lists: [OnceLock<List>; LISTS.len()],
    body: OnceLock<Vec<u8>>,
}

/// How a call ended.
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    pub(crate) bulk: Option<Box<Bulk>>,
}

impl From<Outcome> for Ended {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, bulk: None }
    }
}

impl From<Ended> for zoom_result {
    fn from(Ended { outcome, bulk }: Ended) -> Self {
        let (texts, lists) = (array::from_fn(|_| OnceLock::new()), array::from_fn(|_| OnceLock::new()));
        Self { outcome, bulk, texts, lists, body: OnceLock::new() }
    }
}

impl zoom_result {
    /// Takes the outcome, which a panic leaves where it is.
    fn new(ended: &mut Option<Ended>) -> Option<Self> {
        #[cfg(feature = "test-panic")]
        crate::boundary::forced::panic_if_asked_result();
        ended.take().map(Self::from)
    }

    fn status(&self) -> i32 {
        self.outcome.status().code()
    }

    fn list(&self, name: &str) -> Option<&List> {
        if let Some(own) = self.bulk.as_ref().and_then(|bulk| bulk.list(name)) {
            return Some(own);
        }
        let (member, list) = LISTS.iter().zip(&self.lists).find(|(member, _)| member.name == name)?;
        Some(list.get_or_init(|| List::new(member, &self.outcome)))
    }

    fn text(&self, name: &str) -> Option<&Text> {
        if let Some(own) = self.bulk.as_ref().and_then(|bulk| bulk.text(name)) {
            return Some(own);
        }
        let (member, text) = TEXTS.iter().zip(&self.texts).find(|(member, _)| member.name == name)?;
        Some(text.get_or_init(|| Text::new(&(member.get)(&self.outcome))))
    }

    fn number(&self, name: &str) -> Option<i64> {
        if let Some(own) = self.bulk.as_ref().and_then(|bulk| bulk.number(name)) {
            return Some(own);
        }
        let member = NUMBERS.iter().find(|member| member.name == name)?;
        (member.get)(&self.outcome)
    }

    /// The body with a NUL after it.
    fn body(&self) -> &[u8] {
        self.body.get_or_init(|| {
            let mut body = self.outcome.response().map(Response::body).unwrap_or_default().to_vec();
            body.push(0);
            body
        })
    }
}

/// Runs a call and returns its status, its result and its message to the caller.
///
/// # Safety
/// The caller promises that `out` is NULL or may be written, and that `message_buffer` is NULL or has room for
/// `capacity` units.
pub(crate) unsafe fn deliver<U: Unit>(
    out: *mut *mut zoom_result,
    message_buffer: *mut U,
    capacity: usize,
    mut call: impl FnMut() -> Result<Outcome, Fault>,
) -> i32 {
    // SAFETY: passed on from our caller.
    let mut copy = |message: &str| unsafe { copy_truncated(message, message_buffer, capacity) };
    // SAFETY: passed on from our caller.
    unsafe { deliver_ended(out, &mut copy, &mut || call().map(Ended::from)) }
}

/// [`deliver`] without type parameters, so that the library has it once.
///
/// # Safety
/// The caller promises that `out` is NULL or may be written.
pub(crate) unsafe fn deliver_ended(
    out: *mut *mut zoom_result,
    copy_message: &mut dyn FnMut(&str),
    call: &mut dyn FnMut() -> Result<Ended, Fault>,
) -> i32 {
    // SAFETY: passed on from our caller. Written first, so that no path leaves an old pointer there.
    unsafe { write_out(out, ptr::null_mut()) };
    let mut ended = guard(None, || Some(call().unwrap_or_else(|fault| Outcome::from(&fault).into())));
    let result = guard(None, || zoom_result::new(&mut ended)).or_else(|| {
        guard(None, || {
            let defect = defect(ended.as_ref().map(|ended| &ended.outcome));
            ended = Some(Outcome::from(&Fault::new(Status::Panic, defect)).into());
            zoom_result::new(&mut ended)
        })
    });
    guard(Status::Panic.code(), || {
        let left = ended.as_ref().map(|ended| ended.outcome.message());
        copy_message(result.as_ref().map(|result| result.outcome.message()).or(left).unwrap_or_default());
        let Some(result) = result else { return Status::Panic.code() };
        let status = result.status();
        if !out.is_null() {
            // SAFETY: not NULL, so our caller promises that it may be written.
            unsafe { out.write(give(result)) };
        }
        status
    })
}

/// The message of a call that panicked, or whose result could not be built: then it says how the call ended.
fn defect(outcome: Option<&Outcome>) -> Cow<'static, str> {
    let Some(outcome) = outcome else {
        return "a defect in this library was caught; the call may or may not have reached Zoom".into();
    };
    let name = status::text_of_name(outcome.status().code());
    format!("a defect in this library was caught after the call ended with {name}: {}", outcome.message()).into()
}

/** Frees a result and all texts that it returned. NULL is a no-op. */
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

/// The body of `zoom_result_text` and its variant.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn result_text<U: Unit>(result: *const zoom_result, what: *const U) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        let (result, what) = unsafe { (object(result, "result"), what.text("what")) };
        let text = result.ok().zip(what.ok()).and_then(|(result, what)| result.text(&what));
        text.map_or(U::empty(), U::of)
    })
}

/// The body of `zoom_result_item` and its variant.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`TextArg::text`] asks.
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
A text of the result. `what` is one of the ZOOM_TEXT_ macros, e.g. ZOOM_TEXT_MESSAGE. Where the result has none, and
for any other name, the text is "".
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_text(result: *const zoom_result, what: *const c_char) -> *const c_char {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_text(result, what) }
}

/// The body of `zoom_result_number` and its variant.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn result_number(result: *const zoom_result, what: impl TextArg) -> i64 {
    guard(-1, || {
        // SAFETY: passed on from our caller.
        let (result, what) = unsafe { (object(result, "result"), what.text("what")) };
        result.ok().zip(what.ok()).and_then(|(result, what)| result.number(&what)).unwrap_or(-1)
    })
}

/**
A number of the result. `what` is one of the ZOOM_NUMBER_ macros, e.g. ZOOM_NUMBER_HTTP_STATUS. -1 where the result
has none, and for any other name.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_number(result: *const zoom_result, what: *const c_char) -> i64 {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_number(result, what) }
}

/// The body of `zoom_result_header` and its variant.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn result_header<U: Unit>(result: *const zoom_result, name: *const U) -> *const U {
    guard(U::empty(), || {
        // SAFETY: passed on from our caller.
        let (result, name) = unsafe { (object(result, "result"), name.text("name")) };
        let (Ok(result), Ok(name)) = (result, name) else { return U::empty() };
        let value = result.list("headers").and_then(|headers| headers.value(&name));
        value.map_or(U::empty(), U::of)
    })
}

/** The first header of the response with this name, case-insensitive; "" if there is none. */
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_header(result: *const zoom_result, name: *const c_char) -> *const c_char {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_header(result, name) }
}

/**
The body of the response, at most its first mebibyte, followed by a NUL. `*length`, if `length` is not NULL, receives
its length in bytes without that NUL. Without a response the body is "" and its length 0.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_body(result: *const zoom_result, length: *mut usize) -> *const c_char {
    // SAFETY: the caller promises that `length` is NULL or may be written. Written first, so that every path has.
    unsafe { write_out(length, 0) };
    guard(Text::EMPTY, || {
        // SAFETY: the caller promises a live result or NULL.
        let result = unsafe { object(result, "result") };
        let body = result.map_or(&b"\0"[..], zoom_result::body);
        // SAFETY: the caller promises that `length` is NULL or may be written.
        unsafe { write_out(length, body.len() - 1) };
        body.as_ptr().cast()
    })
}

/// The body of `zoom_result_count` and its variant.
///
/// # Safety
/// The caller promises a live result or NULL, and text as [`TextArg::text`] asks.
pub(crate) unsafe fn result_count(result: *const zoom_result, list: impl TextArg) -> usize {
    guard(0, || {
        // SAFETY: passed on from our caller.
        let (result, list) = unsafe { (object(result, "result"), list.text("list")) };
        result.ok().zip(list.ok()).and_then(|(result, list)| result.list(&list)).map_or(0, |list| list.len())
    })
}

/**
The number of items in a list of the result. `list` is one of the ZOOM_LIST_ macros, e.g. ZOOM_LIST_WARNINGS. 0 for
any other name.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_result_count(result: *const zoom_result, list: *const c_char) -> usize {
    // SAFETY: the caller promises a live result and text, or NULL.
    unsafe { result_count(result, list) }
}

/**
A text of item `i` (from 0) of a list. `what` is one of the ZOOM_ITEM_ macros: the comment of each ZOOM_LIST_ macro
says which of them its items have. "" where there is none, and for any other name.
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

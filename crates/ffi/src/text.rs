//! Text across the line: UTF-8 in, UTF-8 out, never the ANSI code page.

use crate::boundary::{Fault, guard};
use std::ffi::{CStr, CString, c_char};
use std::ptr;
use zoomuser_core::Status;

/// Text that C can read.
#[derive(Debug, Default)]
pub(crate) struct Text(CString);

impl Text {
    /// The empty text.
    pub(crate) const EMPTY: *const c_char = c"".as_ptr();

    /// NUL characters inside, which would end the text early for C, become U+FFFD.
    pub(crate) fn new(text: &str) -> Self {
        let clean = if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.to_owned() };
        Self(CString::new(clean).unwrap_or_default())
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr()
    }
}

/// Reads an argument that must be text; `what` names it in the fault.
///
/// # Safety
/// The caller promises that `text` is NULL or NUL-terminated and stays as it is during the call.
pub(crate) unsafe fn read<'a>(text: *const c_char, what: &str) -> Result<&'a str, Fault> {
    if text.is_null() {
        return Err(Fault::null(what));
    }
    // SAFETY: not NULL, so by the contract above it is NUL-terminated and unchanged for the call.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| Fault::new(Status::Encoding, format!("{what}: expected UTF-8")))
}

/// Like [`read`], where NULL means "".
///
/// # Safety
/// As for [`read`].
pub(crate) unsafe fn read_or_empty<'a>(text: *const c_char, what: &str) -> Result<&'a str, Fault> {
    if text.is_null() {
        return Ok("");
    }
    // SAFETY: the contract of read is ours.
    unsafe { read(text, what) }
}

/// Copies as much of one line as fits, cut at a character, with a NUL at its end.
///
/// # Safety
/// The caller promises that `buffer` is NULL or has room for `capacity` bytes.
pub(crate) unsafe fn copy_cut(text: &str, buffer: *mut c_char, capacity: usize) {
    if buffer.is_null() || capacity == 0 {
        return;
    }
    let mut end = text.len().min(capacity - 1);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // SAFETY: end + 1 <= capacity, and the buffer has room for capacity bytes by the contract above; the text is ours
    // and does not overlap it.
    unsafe {
        ptr::copy_nonoverlapping(text.as_ptr().cast(), buffer, end);
        buffer.add(end).write(0);
    }
}

/**
Copies a text into a buffer of your own.

Returns the length of `text` in bytes without its NUL, always. If that is less than `capacity` the buffer holds the
text and a NUL, else it holds "" (nothing is ever cut in half). `buffer` may be NULL when `capacity` is 0, to ask for
the length. A NULL `text` counts as "".
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_text_copy(text: *const c_char, buffer: *mut c_char, capacity: usize) -> usize {
    guard(0, || {
        let length = if text.is_null() {
            0
        } else {
            // SAFETY: not NULL, and the header's contract says NUL-terminated.
            unsafe { CStr::from_ptr(text) }.count_bytes()
        };
        if !buffer.is_null() && capacity > 0 {
            let copied = if length < capacity { length } else { 0 };
            // SAFETY: copied + 1 <= capacity, and the caller promises that many bytes of room; `text` has copied bytes.
            // `copy` allows the two to overlap.
            unsafe {
                ptr::copy(text, buffer, copied);
                buffer.add(copied).write(0);
            }
        }
        length
    })
}

//! Text across the C boundary: UTF-8 or UTF-16 in and out, never the ANSI code page.

use crate::boundary::{Fault, guard, null};
use std::borrow::Cow;
use std::ffi::{CStr, CString, c_char, c_void};
use std::sync::OnceLock;
use std::{ptr, slice};
use zoomuser_core::Status;

/// Text that C can read, as UTF-8 and, from the first request for it, as UTF-16.
#[derive(Debug, Default)]
pub(crate) struct Text {
    utf8: CString,
    utf16: OnceLock<Box<[u16]>>,
}

impl Text {
    /// The empty text.
    pub(crate) const EMPTY: *const c_char = c"".as_ptr();

    /// Replaces NUL characters, which would end the text early in C, with U+FFFD.
    pub(crate) fn new(text: &str) -> Self {
        let clean = if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.to_owned() };
        Self { utf8: CString::new(clean).unwrap_or_default(), utf16: OnceLock::new() }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.utf8.to_str().unwrap_or_default()
    }
}

/// Text that is known at compile time, in both units.
#[derive(Debug)]
pub(crate) struct Fixed {
    utf8: &'static CStr,
    utf16: &'static [u16],
}

impl Fixed {
    pub(crate) fn as_str(&self) -> &'static str {
        self.utf8.to_str().unwrap_or_default()
    }
}

/// Text in both units; [`wide`] makes the second.
pub(crate) const fn fixed(utf8: &'static CStr, utf16: &'static [u16]) -> Fixed {
    Fixed { utf8, utf16 }
}

/// ASCII text with its NUL as `N` units of UTF-16. Anything else does not compile.
pub(crate) const fn wide<const N: usize>(text: &CStr) -> [u16; N] {
    let bytes = text.to_bytes_with_nul();
    assert!(bytes.len() == N);
    let mut units = [0; N];
    let mut i = 0;
    while i < N {
        assert!(bytes[i].is_ascii());
        units[i] = bytes[i] as u16;
        i += 1;
    }
    units
}

/// A unit of text: `char` for UTF-8, `uint16_t` for UTF-16 in native byte order.
pub(crate) trait Unit: Copy + PartialEq + 'static {
    /// The terminator of a text.
    const NUL: Self;

    /// The empty text.
    fn empty() -> *const Self;

    /// The text in these units; the pointer is valid as long as the text.
    fn of(text: &Text) -> *const Self;

    /// The text in these units.
    fn of_fixed(text: &Fixed) -> *const Self;

    /// The text in these units, truncated at a character boundary to at most `max_len` units.
    fn truncate(text: &str, max_len: usize) -> Cow<'_, [Self]>;

    /// Reads the units before a NUL.
    fn decode(units: &[Self]) -> Option<Cow<'_, str>>;
}

impl Unit for c_char {
    const NUL: Self = 0;

    fn empty() -> *const Self {
        Text::EMPTY
    }

    fn of(text: &Text) -> *const Self {
        text.utf8.as_ptr()
    }

    fn of_fixed(text: &Fixed) -> *const Self {
        text.utf8.as_ptr()
    }

    fn truncate(text: &str, max_len: usize) -> Cow<'_, [Self]> {
        let mut end = text.len().min(max_len);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.bytes().take(end).map(|byte| byte as Self).collect::<Vec<_>>().into()
    }

    fn decode(units: &[Self]) -> Option<Cow<'_, str>> {
        // SAFETY: c_char is i8 or u8, of the size and alignment of u8, and every bit pattern is one of both.
        let bytes = unsafe { slice::from_raw_parts(units.as_ptr().cast::<u8>(), units.len()) };
        if bytes.is_ascii() {
            // SAFETY: ASCII is UTF-8. Most texts are, and this check takes a fraction of the other's time.
            return Some(Cow::Borrowed(unsafe { std::str::from_utf8_unchecked(bytes) }));
        }
        std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
    }
}

impl Unit for u16 {
    const NUL: Self = 0;

    fn empty() -> *const Self {
        static EMPTY: [u16; 1] = [0];
        EMPTY.as_ptr()
    }

    fn of(text: &Text) -> *const Self {
        text.utf16.get_or_init(|| text.as_str().encode_utf16().chain([0]).collect()).as_ptr()
    }

    fn of_fixed(text: &Fixed) -> *const Self {
        text.utf16.as_ptr()
    }

    fn truncate(text: &str, max_len: usize) -> Cow<'_, [Self]> {
        let mut units = Vec::new();
        for c in text.chars() {
            let mut pair = [0; 2];
            let pair = c.encode_utf16(&mut pair);
            if units.len() + pair.len() > max_len {
                break;
            }
            units.extend_from_slice(pair);
        }
        units.into()
    }

    fn decode(units: &[Self]) -> Option<Cow<'_, str>> {
        String::from_utf16(units).ok().map(Cow::Owned)
    }
}

/// A text argument: NUL-terminated, or with its length.
pub(crate) trait TextArg: Copy {
    /// Reads it; `what` names the argument in the error.
    ///
    /// # Safety
    /// The caller promises that the pointer is NULL, or points to as many units as the length says or up to a NUL, and
    /// that they stay as they are during the call.
    unsafe fn text<'a>(self, what: &str) -> Result<Cow<'a, str>, Fault>;
}

impl<U: Unit> TextArg for *const U {
    unsafe fn text<'a>(self, what: &str) -> Result<Cow<'a, str>, Fault> {
        if self.is_null() {
            return Err(null(what));
        }
        // SAFETY: not NULL, so by the contract of `text` it is NUL-terminated and unchanged for the call.
        let units = unsafe { slice::from_raw_parts(self, length(self)) };
        U::decode(units).ok_or_else(|| not_text::<U>(what))
    }
}

/// Bytes with their number; NULL with the length 0 is empty.
#[derive(Clone, Copy)]
pub(crate) struct Bytes {
    bytes: *const u8,
    length: usize,
}

impl Bytes {
    pub(crate) fn new(bytes: *const c_void, length: usize) -> Self {
        Self { bytes: bytes.cast(), length }
    }

    /// The bytes; `what` names the argument in the error.
    ///
    /// # Safety
    /// The caller promises that the pointer is NULL or points to so many bytes, which stay as they are during the call.
    pub(crate) unsafe fn read<'a>(self, what: &str) -> Result<&'a [u8], Fault> {
        if self.length == 0 {
            return Ok(&[]);
        }
        if self.bytes.is_null() {
            return Err(null(what));
        }
        if isize::try_from(self.length).is_err() {
            return Err(too_long(what));
        }
        // SAFETY: not NULL and no longer than an object can be, so by the contract above so many bytes are there.
        Ok(unsafe { slice::from_raw_parts(self.bytes, self.length) })
    }
}

/// Text with its length in bytes. It may hold NUL characters; NULL with the length 0 is "".
#[derive(Clone, Copy)]
pub(crate) struct Counted {
    text: *const c_char,
    length: usize,
}

impl Counted {
    pub(crate) fn new(text: *const c_char, length: usize) -> Self {
        Self { text, length }
    }
}

impl TextArg for Counted {
    unsafe fn text<'a>(self, what: &str) -> Result<Cow<'a, str>, Fault> {
        // SAFETY: passed on from our caller.
        let bytes = unsafe { Bytes::new(self.text.cast(), self.length).read(what) }?;
        std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| not_text::<c_char>(what))
    }
}

fn too_long(what: &str) -> Fault {
    Fault::new(Status::InvalidArgument, format!("{what}: expected a length below half the address space"))
}

fn not_text<U: Unit>(what: &str) -> Fault {
    let expected = if size_of::<U>() == 1 { "UTF-8" } else { "UTF-16 without unpaired surrogates" };
    Fault::new(Status::Encoding, format!("{what}: expected {expected}"))
}

/// The number of units before the NUL.
///
/// # Safety
/// The caller promises that `text` is not NULL and is NUL-terminated.
unsafe fn length<U: Unit>(text: *const U) -> usize {
    if size_of::<U>() == 1 {
        // SAFETY: units of one byte are chars of C, NUL-terminated by the contract above.
        return unsafe { CStr::from_ptr(text.cast()) }.count_bytes();
    }
    let mut length = 0;
    // SAFETY: every unit up to the NUL is readable by the contract above, and none after it is read.
    while unsafe { *text.add(length) } != U::NUL {
        length += 1;
    }
    length
}

/// Reads text where NULL means "".
///
/// # Safety
/// As for [`TextArg::text`].
pub(crate) unsafe fn read_or_empty<'a, U: Unit>(text: *const U, what: &str) -> Result<Cow<'a, str>, Fault> {
    if text.is_null() {
        return Ok(Cow::Borrowed(""));
    }
    // SAFETY: passed on from our caller.
    unsafe { text.text(what) }
}

/// Reads text where NULL means none.
///
/// # Safety
/// As for [`TextArg::text`].
pub(crate) unsafe fn read_optional<U: Unit>(text: *const U, what: &str) -> Result<Option<String>, Fault> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: passed on from our caller.
    unsafe { text.text(what) }.map(|text| Some(text.into_owned()))
}

/// Copies as much of a line as fits, truncated at a character boundary, and a NUL.
///
/// # Safety
/// The caller promises that `buffer` is NULL or has room for `capacity` units.
pub(crate) unsafe fn copy_truncated<U: Unit>(text: &str, buffer: *mut U, capacity: usize) {
    if buffer.is_null() || capacity == 0 {
        return;
    }
    let units = U::truncate(text, capacity - 1);
    // SAFETY: at most capacity - 1 units and the NUL, for which there is room by the contract above; the units are ours
    // and do not overlap the buffer.
    unsafe {
        ptr::copy_nonoverlapping(units.as_ptr(), buffer, units.len());
        buffer.add(units.len()).write(U::NUL);
    }
}

/// The body of `zoom_text_copy` and its variant.
///
/// # Safety
/// The caller promises that `text` is NULL or NUL-terminated, and that `buffer` is NULL or has room for `capacity` units.
pub(crate) unsafe fn text_copy<U: Unit>(text: *const U, buffer: *mut U, capacity: usize) -> usize {
    guard(0, || {
        // SAFETY: not NULL, so NUL-terminated by the contract above.
        let length = if text.is_null() { 0 } else { unsafe { length(text) } };
        if !buffer.is_null() && capacity > 0 {
            let copied = if length < capacity { length } else { 0 };
            if copied > 0 {
                // SAFETY: copied < capacity, for which there is room by the contract above, and `text` has copied units.
                // `copy` allows the two to overlap.
                unsafe { ptr::copy(text, buffer, copied) };
            }
            // SAFETY: copied < capacity.
            unsafe { buffer.add(copied).write(U::NUL) };
        }
        length
    })
}

/**
Copies a text into your buffer.

Always returns the length of `text` in bytes without its NUL. If it is less than `capacity`, the buffer receives the
text and a NUL, otherwise "" (a text is never truncated). To ask for the length, pass a NULL `buffer` and a
`capacity` of 0. A NULL `text` counts as "".
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_text_copy(text: *const c_char, buffer: *mut c_char, capacity: usize) -> usize {
    // SAFETY: the caller promises what the comment says.
    unsafe { text_copy(text, buffer, capacity) }
}

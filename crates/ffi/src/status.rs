//! Versions and status numbers.

use crate::boundary::guard;
use crate::boundary::text::{Fixed, Unit, fixed, wide};
use crate::tables::STATUSES;
use std::ffi::{CStr, c_char};
use zoomuser_core::Status;

/// The ABI version. It changes when programs built for the old one can no longer use the library.
pub const ABI_VERSION: u32 = 1;

/** The ABI version of this library. A binding compares it with the ZOOM_ABI_VERSION it was built for. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_abi_version() -> u32 {
    guard(0, || ABI_VERSION)
}

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};
const VERSION_TEXT: &Fixed = &fixed(VERSION, &wide::<{ VERSION.count_bytes() + 1 }>(VERSION));

/// The body of `zoom_version` and its variant.
pub(crate) fn version<U: Unit>() -> *const U {
    guard(U::empty(), || U::of_fixed(VERSION_TEXT))
}

/// The body of `zoom_status_name` and its variant.
pub(crate) fn status_name<U: Unit>(status: i32) -> *const U {
    guard(U::empty(), || row(status).map_or(U::empty(), |(name, _)| U::of_fixed(name)))
}

/// The body of `zoom_status_text` and its variant.
pub(crate) fn status_text<U: Unit>(status: i32) -> *const U {
    guard(U::empty(), || row(status).map_or(U::empty(), |(_, text)| U::of_fixed(text)))
}

/// The name of a status as in the header, for messages.
pub(crate) fn text_of_name(status: i32) -> &'static str {
    row(status).map_or("", |(name, _)| name.as_str())
}

fn row(status: i32) -> Option<(&'static Fixed, &'static Fixed)> {
    STATUSES.iter().find(|row| row.0 == status).map(|row| (&row.1, &row.2))
}

/** The version of this library, e.g. "1.2.3". */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_version() -> *const c_char {
    version()
}

/** The name of a status as in this header, e.g. "ZOOM_E_TIMEOUT"; "" for an unknown number. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_name(status: i32) -> *const c_char {
    status_name(status)
}

/** What a status means, in one line; "" for an unknown number. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_text(status: i32) -> *const c_char {
    status_text(status)
}

/** 1 if the same call may succeed later without a change (network, rate limit, Zoom's servers), else 0. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_is_retryable(status: i32) -> i32 {
    guard(0, || Status::from_code(status).is_some_and(Status::is_retryable).into())
}

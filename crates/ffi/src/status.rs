//! Versions and the status numbers.

use crate::boundary::guard;
use crate::tables::STATUSES;
use crate::text::Text;
use std::ffi::c_char;
use zoomuser_core::Status;

/// The number of the ABI: it changes when a program built for another one can no longer use the library.
pub const ABI_VERSION: u32 = 1;

/** The ABI that this library offers. A binding compares it with the ZOOM_ABI_VERSION it was made for. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_abi_version() -> u32 {
    guard(0, || ABI_VERSION)
}

/** The version of this library, e.g. "0.1.0". */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_version() -> *const c_char {
    guard(Text::EMPTY, || concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast())
}

/** The name of a status as in this header, e.g. "ZOOM_E_TIMEOUT"; "" for a number that is none. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_name(status: i32) -> *const c_char {
    guard(Text::EMPTY, || STATUSES.iter().find(|row| row.0 == status).map_or(Text::EMPTY, |row| row.1.as_ptr()))
}

/** What a status means, in one line; "" for a number that is none. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_text(status: i32) -> *const c_char {
    guard(Text::EMPTY, || STATUSES.iter().find(|row| row.0 == status).map_or(Text::EMPTY, |row| row.2.as_ptr()))
}

/** 1 if the same call may succeed later without a change (network, rate limit, Zoom's servers), else 0. */
#[unsafe(no_mangle)]
pub extern "system" fn zoom_status_is_retryable(status: i32) -> i32 {
    guard(0, || Status::from_code(status).is_some_and(Status::is_retryable).into())
}

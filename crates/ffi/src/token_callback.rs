//! A callback of the program that gives access tokens.

use std::ffi::{c_char, c_void};
use std::sync::Arc;
use zeroize::Zeroizing;
use zoomuser_core::{TokenAsk, TokenSource};

/**
Gives an access token: writes it as NUL-terminated text into `buffer`, which has room for `capacity` bytes, and returns 0.
Any other number says that there is none; the text in `buffer`, if any, then says why, in one line. `was_refused` is 0, or
1 if Zoom has just refused the token that was given before. `user_data` is the pointer given to
zoom_client_set_token_callback.
*/
pub type zoom_token_callback = Option<
    unsafe extern "system" fn(user_data: *mut c_void, was_refused: i32, buffer: *mut c_char, capacity: usize) -> i32,
>;

/// The longest token, and its NUL.
const CAPACITY: usize = 16 * 1024 + 1;

/// A callback with its pointer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenCallback {
    callback: unsafe extern "system" fn(*mut c_void, i32, *mut c_char, usize) -> i32,
    user_data: *mut c_void,
}

// SAFETY: the pointer is not looked at here; who set the callback promised that it may be called on any thread with it.
unsafe impl Send for TokenCallback {}
// SAFETY: as above.
unsafe impl Sync for TokenCallback {}

impl TokenCallback {
    pub(crate) fn new(callback: zoom_token_callback, user_data: *mut c_void) -> Option<Self> {
        Some(Self { callback: callback?, user_data })
    }

    /// The source for a client.
    pub(crate) fn source(self) -> TokenSource {
        Arc::new(move |ask| self.ask(ask))
    }

    fn ask(&self, ask: TokenAsk) -> Result<String, String> {
        let mut buffer = Zeroizing::new(vec![0_u8; CAPACITY]);
        let room = buffer.as_mut_ptr().cast();
        // SAFETY: the buffer has this capacity, and who set the callback promised that it may be called with it.
        let status = unsafe { (self.callback)(self.user_data, ask.refused.into(), room, CAPACITY) };
        let Some(length) = buffer.iter().position(|byte| *byte == 0) else {
            return Err("the text of the callback has no end".to_owned());
        };
        let text = buffer.get(..length).unwrap_or_default();
        if status == 0 {
            return String::from_utf8(text.to_vec()).map_err(|_| "the token is not UTF-8 text".to_owned());
        }
        match String::from_utf8_lossy(text).trim() {
            "" => Err(format!("the callback returned {status}")),
            why => Err(why.to_owned()),
        }
    }
}

//! A callback that provides access tokens.

use std::ffi::{c_char, c_void};
use std::sync::Arc;
use zeroize::Zeroizing;
use zoomuser_bulk::on_owner;
use zoomuser_core::{TokenAsk, TokenSource};

/**
Provides an access token: writes it as NUL-terminated text into `buffer`, which has room for `capacity` bytes, and
returns 0. Any other return value means that there is no token; the text in `buffer`, if any, then says why, in one
line. `was_refused` is 0, or 1 if Zoom has just refused the previous token or reported a missing scope. `user_data`
is the pointer passed to zoom_client_set_token_callback.
*/
pub type zoom_token_callback = Option<
    unsafe extern "system" fn(user_data: *mut c_void, was_refused: i32, buffer: *mut c_char, capacity: usize) -> i32,
>;

/// Room for the longest token and its NUL.
const BUFFER_LEN: usize = 16 * 1024 + 1;

/// A callback with its pointer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenCallback {
    callback: unsafe extern "system" fn(*mut c_void, i32, *mut c_char, usize) -> i32,
    user_data: *mut c_void,
}

// SAFETY: Rust never dereferences the pointer; the caller of zoom_client_set_token_callback promised that any thread may
// call the callback with it.
unsafe impl Send for TokenCallback {}
// SAFETY: as above.
unsafe impl Sync for TokenCallback {}

impl TokenCallback {
    pub(crate) fn new(callback: zoom_token_callback, user_data: *mut c_void) -> Option<Self> {
        Some(Self { callback: callback?, user_data })
    }

    /// The source for a client.
    pub(crate) fn source(self) -> TokenSource {
        // A bulk run asks from threads of its own.
        Arc::new(move |ask| on_owner(move || self.ask(ask)).unwrap_or_else(|| Err("the run has ended".to_owned())))
    }

    fn ask(&self, ask: TokenAsk) -> Result<String, String> {
        let mut buffer = Zeroizing::new(vec![0_u8; BUFFER_LEN]);
        let room = buffer.as_mut_ptr().cast();
        // SAFETY: the buffer has this capacity, and the caller of zoom_client_set_token_callback promised that it may be
        // called with it.
        let status = unsafe { (self.callback)(self.user_data, ask.refused.into(), room, BUFFER_LEN) };
        let Some(length) = buffer.iter().position(|byte| *byte == 0) else {
            return Err("the callback wrote no NUL-terminated text".to_owned());
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

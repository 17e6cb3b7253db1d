//! Random tokens, ids and file names. Not for secrets.

use std::hash::{BuildHasher, RandomState};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

fn number() -> u64 {
    RandomState::new().hash_one(0)
}

/// 32 hexadecimal digits.
pub(crate) fn hex() -> String {
    format!("{:016x}{:016x}", number(), number())
}

/// 22 characters of URL-safe base64, the form of Zoom's user ids.
pub(crate) fn user_id() -> String {
    let bytes = (u128::from(number()) << 64) | u128::from(number());
    URL_SAFE_NO_PAD.encode(bytes.to_be_bytes())
}

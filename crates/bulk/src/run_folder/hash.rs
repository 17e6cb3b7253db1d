//! Hashes in a journal: of the plan, the account and the options, and of users.

use ring::digest::{Context, Digest, SHA256, digest};
use std::fmt::Write;
use std::io::{self, Read};

/// The SHA-256 of what `reader` returns, as `sha256:` and 64 hexadecimal digits.
///
/// # Errors
///
/// Reading failed.
pub fn sha256(mut reader: impl Read) -> io::Result<String> {
    let mut context = Context::new(&SHA256);
    let mut block = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut block) {
            Ok(0) => return Ok(text(&context.finish())),
            Ok(length) => context.update(block.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn text(digest: &Digest) -> String {
    digest.as_ref().iter().fold("sha256:".to_owned(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A hash of a user id or e-mail address, upper and lower case alike.
pub fn user_hash(user: &str) -> u64 {
    let digest = digest(&SHA256, user.trim().to_lowercase().as_bytes());
    digest.as_ref().iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_sha256() {
        let abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&b"abc"[..]).expect("read"), abc);
        assert_eq!((user_hash("abc"), user_hash(" ABC")), (0xba78_16bf_8f01_cfea, 0xba78_16bf_8f01_cfea));
    }
}

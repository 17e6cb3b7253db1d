//! Reads the files that arguments name.

use crate::output::Output;
use std::fs::File;
use std::io::{self, Read};
use zoomuser::internal::text_file;
use zoomuser::{InputError, Status};

/// Reads at most `limit` bytes of a file. `what` is the option that names it, or "".
pub(crate) fn bytes(path: &str, what: &str, limit: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|why| InputError::new(Status::InvalidArgument, unreadable(path, what, &why)))
}

/// The same; `-` is standard input.
pub(crate) fn bytes_or_stdin(
    path: &str,
    what: &str,
    limit: u64,
    output: &mut Output<'_>,
) -> Result<Vec<u8>, InputError> {
    if path != "-" {
        return bytes(path, what, limit);
    }
    let mut bytes = Vec::new();
    let read = output.streams.stdin.take(limit).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|why| InputError::new(Status::InvalidArgument, unreadable(path, what, &why)))
}

/// The message for a file that cannot be read.
pub(crate) fn unreadable(path: &str, what: &str, why: &io::Error) -> String {
    let hint = match path.starts_with('~') {
        true => {
            "; its path begins with ~, which only a shell replaces, and only at the beginning of a word: write the whole path"
        }
        false => "",
    };
    format!("{}the file cannot be read: {why}{hint}", prefix(what))
}

/// Decodes the bytes of a text file.
pub(crate) fn text(bytes: &[u8], what: &str) -> Result<String, InputError> {
    text_file::decode(bytes).map_err(|why| InputError::new(Status::Encoding, format!("{}the file {why}", prefix(what))))
}

fn prefix(what: &str) -> String {
    if what.is_empty() { String::new() } else { format!("{what}: ") }
}

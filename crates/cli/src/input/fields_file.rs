//! `--fields`: a JSON object in a file or on standard input, which needs no shell quoting.

use super::{file, shell_quoting};
use crate::output::Output;
use zoomuser::{InputError, Status, UserPatch};

const FLAG: &str = "--fields";
/// The library accepts 1 MiB of UTF-8; the file may be UTF-16.
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// The fields of a file, or of standard input for `-`.
pub(crate) fn patch(path: &str, output: &mut Output<'_>) -> Result<UserPatch, InputError> {
    let bytes = file::bytes_or_stdin(path, FLAG, MAX_FILE_BYTES, output)?;
    let text = file::text(&bytes, FLAG)?;
    let mut patch = UserPatch::new();
    patch.set_all_json(&text).map_err(|error| {
        let advice = match error.status() {
            Status::InvalidJson => shell_quoting::advice(&text, "write the object to a file with an editor"),
            _ => String::new(),
        };
        InputError::new(error.status(), format!("{FLAG}: {}{advice}", error.problem().message))
    })?;
    Ok(patch)
}

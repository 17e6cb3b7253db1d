//! The users of a sandbox for a file: those that the file names.

use std::fmt::Write;
use zoomuser_bulk::row::{InputError, Rows};
use zoomuser_sandbox::Builder;

/// A sandbox in which every user of the table exists.
pub(crate) fn with_users(builder: Builder, rows: &mut dyn Rows) -> Result<Builder, InputError> {
    let mut csv = "email,id\n".to_owned();
    let mut number = 0_u64;
    while let Some(row) = rows.next_row()? {
        // A row without a user has a problem, which the check reports.
        if row.user_id.is_empty() || row.user_id.ends_with("@sandbox.test") {
            continue;
        }
        number += 1;
        let quoted = format!("\"{}\"", row.user_id.replace('"', "\"\""));
        // Writing to a String does not fail.
        let _ = match row.user_id.contains('@') {
            true => writeln!(csv, "{quoted},"),
            false => writeln!(csv, "user-{number}@example.com,{quoted}"),
        };
    }
    Ok(builder.users_csv(&csv))
}

//! Opens the file of users.

use crate::args::bulk_args::BulkArgs;
use crate::output::Output;
use zoomuser_bulk::row::InputError;
use zoomuser_bulk::table::{Table, TableSource, open_table};

/// Opens the file, or standard input.
pub(crate) fn open<'s>(args: &BulkArgs, output: &'s mut Output<'_>) -> Result<Table<'s>, InputError> {
    let source = match args.file.as_str() {
        "-" => TableSource::Stream("-".to_owned(), Box::new(&mut *output.streams.stdin)),
        path => TableSource::Path(path.into()),
    };
    open_table(source, &args.table)
}

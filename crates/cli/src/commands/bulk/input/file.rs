//! The file of users.

use crate::args::bulk_args::BulkArgs;
use crate::output::Output;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
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

/// A file that can be read several times.
pub(crate) struct Spooled<'a> {
    args: &'a BulkArgs,
    /// What standard input had, in a file without a name.
    stdin: Option<File>,
}

impl<'a> Spooled<'a> {
    /// Reads standard input to its end, if it is the file.
    pub(crate) fn new(args: &'a BulkArgs, output: &mut Output<'_>) -> Result<Self, InputError> {
        let stdin = match args.file.as_str() {
            "-" => Some(spool(output).map_err(|error| refused(&error))?),
            _ => None,
        };
        Ok(Self { args, stdin })
    }

    pub(crate) fn open(&self) -> Result<Table<'static>, InputError> {
        let source = match &self.stdin {
            Some(file) => {
                let mut file = file.try_clone().map_err(|error| refused(&error))?;
                file.seek(SeekFrom::Start(0)).map_err(|error| refused(&error))?;
                TableSource::Stream("-".to_owned(), Box::new(file))
            }
            None => TableSource::Path(self.args.file.clone().into()),
        };
        open_table(source, &self.args.table)
    }
}

fn spool(output: &mut Output<'_>) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(output.streams.stdin, &mut file)?;
    Ok(file)
}

fn refused(error: &io::Error) -> InputError {
    InputError { line: 0, message: format!("standard input cannot be kept in a temporary file: {error}") }
}

//! Tables: CSV, JSON Lines and XLSX, read row by row.

mod options;

pub use options::{TableFormat, TableOptions, TableSource};

use crate::row::{InputError, Layout, Row, Rows};

/// A table that is read row by row.
#[derive(Debug)]
pub struct Table<'a> {
    layout: Layout,
    _source: TableSource<'a>,
}

/// Opens a table and reads its header.
///
/// # Errors
///
/// The file cannot be read, or its header has a column that is no field.
pub fn open_table<'a>(source: TableSource<'a>, options: &TableOptions) -> Result<Table<'a>, InputError> {
    let _ = (source, options);
    Err(InputError { line: 0, message: "not implemented".to_owned() })
}

impl Rows for Table<'_> {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn next_row(&mut self) -> Result<Option<Row>, InputError> {
        Ok(None)
    }
}

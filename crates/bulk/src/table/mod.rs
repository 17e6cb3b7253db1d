//! Tables: CSV, JSON Lines and XLSX, read row by row.

mod builder;
mod cell;
mod columns;
mod csv;
mod damage;
mod json_lines;
mod names;
mod open;
mod options;
mod records;
mod text;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use open::{Table, open_table};
pub use options::{TableFormat, TableOptions, TableSource};

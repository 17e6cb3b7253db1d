//! The arguments of `zoomuser bulk`.

use super::common_args::{once, refuse_twice};
use super::run_args::RunArgs;
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::table::{TableFormat, TableOptions};

#[derive(Debug, Default)]
pub(crate) struct BulkArgs {
    /// The file with the users, or `-` for standard input; or the folder of a run.
    pub(crate) file: String,
    /// How it is read.
    pub(crate) table: TableOptions,
    pub(crate) duplicates: Duplicates,
    pub(crate) run: RunArgs,
}

impl BulkArgs {
    pub(super) fn set_format(&mut self, name: &str) -> Result<(), String> {
        let expected = || format!("--format: expected one of {}", TableFormat::NAMES.join(", "));
        once(&mut self.table.format, TableFormat::of_name(name).ok_or_else(expected)?, "--format: given twice")
    }

    pub(super) fn set_delimiter(&mut self, text: &str) -> Result<(), String> {
        refuse_twice(&self.table.delimiter, "--delimiter")?;
        self.table.set_delimiter(text).map_err(|expected| format!("--delimiter: expected {expected}"))
    }

    pub(super) fn add_map(&mut self, text: &str) -> Result<(), String> {
        // A header may hold =, a field does not.
        let (header, field) = text.rsplit_once('=').ok_or("--map: expected COLUMN=FIELD, got text without =")?;
        self.table.map.push((header.to_owned(), field.to_owned()));
        Ok(())
    }

    pub(super) fn set_clear(&mut self, word: &str) -> Result<(), String> {
        refuse_twice(&self.table.clear, "--clear")?;
        self.table.set_clear(word).map_err(|expected| format!("--clear: expected {expected}"))
    }

    pub(super) fn set_part(&mut self, text: &str) -> Result<(), String> {
        refuse_twice(&self.table.part, "--part")?;
        self.table.set_part(text).map_err(|expected| format!("--part: expected {expected}"))
    }

    pub(super) fn set_duplicates(&mut self, word: &str) -> Result<(), String> {
        let expected = || format!("--duplicates: expected one of {}", Duplicates::WORDS.join(", "));
        self.duplicates = Duplicates::of_word(word).ok_or_else(expected)?;
        Ok(())
    }
}

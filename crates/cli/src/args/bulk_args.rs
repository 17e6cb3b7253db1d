//! The arguments of `zoomuser bulk`.

use super::common_args::once;
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
        let names = || TableFormat::ALL.map(TableFormat::name).join(", ");
        let format = TableFormat::of_name(name).ok_or_else(|| format!("--format: expected one of {}", names()))?;
        once(&mut self.table.format, format, "--format: given twice")
    }

    pub(super) fn set_delimiter(&mut self, text: &str) -> Result<(), String> {
        let mut chars = text.chars();
        let delimiter = match (chars.next(), chars.next()) {
            (Some(one), None) => one,
            _ if text.eq_ignore_ascii_case("tab") || text == "\\t" => '\t',
            _ => return Err("--delimiter: expected one character, or tab".to_owned()),
        };
        once(&mut self.table.delimiter, delimiter, "--delimiter: given twice")
    }

    pub(super) fn add_map(&mut self, text: &str) -> Result<(), String> {
        // A header may hold =, a field does not.
        let (header, field) = text.rsplit_once('=').ok_or("--map: expected COLUMN=FIELD, got text without =")?;
        self.table.map.push((header.to_owned(), field.to_owned()));
        Ok(())
    }

    pub(super) fn set_clear(&mut self, word: String) -> Result<(), String> {
        if word.trim().is_empty() {
            return Err("--clear: expected a word that no cell has otherwise".to_owned());
        }
        once(&mut self.table.clear, word.trim().to_owned(), "--clear: given twice")
    }

    pub(super) fn set_duplicates(&mut self, word: &str) -> Result<(), String> {
        self.duplicates = Duplicates::of_word(word).ok_or("--duplicates: expected one of refuse, in-order")?;
        Ok(())
    }
}

//! The rows that a program gives: one by one, or a file.

use super::settings::table_options;
use crate::duplicates::Duplicates;
use crate::row::{InputError as RowError, Layout, Row, Rows};
use crate::table::{TableOptions, TableSource, open_table};
use std::path::{Path, PathBuf};
use zoomuser::internal::user_id::refusal;
use zoomuser::{InputError, Problem, Status, UserPatch};

/// Whether this build can run plans. If not, the linker leaves out what only they need.
pub const HAS_RUNS: bool = cfg!(feature = "runs");

/// The error of a build without runs.
pub fn no_runs() -> InputError {
    let why = "this build has no bulk runs: use the program (zoomuser bulk apply), or a library with the feature bulk";
    InputError::new(Status::InvalidArgument, why)
}

/// The rows that a program gives: one by one, or a file.
#[derive(Debug, Default)]
pub struct Given {
    rows: Vec<(String, UserPatch)>,
    file: Option<(PathBuf, TableOptions)>,
    /// What two rows of one user are.
    pub(super) duplicates: Duplicates,
}

impl Given {
    /// Adds a row: the user, an id or an e-mail address, and the fields to change.
    ///
    /// # Errors
    ///
    /// The text is no id, or there is a file.
    pub fn add(&mut self, user_id: &str, patch: &UserPatch) -> Result<(), InputError> {
        if let Some(why) = refusal(user_id) {
            return Err(InputError::new(Status::InvalidArgument, format!("user_id: {why}")));
        }
        if self.file.is_some() {
            return Err(not_both());
        }
        self.rows.push((user_id.to_owned(), patch.clone()));
        Ok(())
    }

    /// Takes the rows of a file, CSV or JSON Lines, and reads its header. `options_json` is "" or a JSON object with the options
    /// of the command line, those of `TABLE_OPTIONS`.
    ///
    /// # Errors
    ///
    /// There are rows or a file already, an option is unknown or invalid, or the file cannot be read.
    pub fn add_file(&mut self, path: &str, options_json: &str) -> Result<(), InputError> {
        if !HAS_RUNS {
            return Err(no_runs());
        }
        if self.file.is_some() || !self.rows.is_empty() {
            return Err(not_both());
        }
        let (options, duplicates) = table_options(options_json)?;
        open_table(TableSource::Path(path.into()), &options)
            .map_err(|why| InputError::new(Status::InvalidArgument, format!("{path}: {why}")))?;
        self.file = Some((path.into(), options));
        self.duplicates = duplicates;
        Ok(())
    }

    /// The file, if there is one.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|(path, _)| path.as_path())
    }

    /// The rows from the first.
    pub(super) fn open(&self) -> Result<Box<dyn Rows + '_>, RowError> {
        Ok(match &self.file {
            Some((path, options)) => Box::new(open_table(TableSource::Path(path.clone()), options)?),
            None => {
                let layout = Layout { name: "rows".to_owned(), ..Layout::default() };
                Box::new(GivenRows { rows: (1..).zip(&self.rows), layout })
            }
        })
    }
}

fn not_both() -> InputError {
    let why = "expected either single rows or one file: use another bulk for the rest";
    InputError::new(Status::InvalidArgument, why)
}

struct GivenRows<'a, I: Iterator<Item = (u64, &'a (String, UserPatch))>> {
    rows: I,
    layout: Layout,
}

impl<'a, I: Iterator<Item = (u64, &'a (String, UserPatch))>> Rows for GivenRows<'a, I> {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn next_row(&mut self) -> Result<Option<Row>, RowError> {
        Ok(self.rows.next().map(|(line, (user_id, patch))| {
            let mut row = Row { line, user_id: user_id.clone(), patch: patch.clone(), ..Row::default() };
            if patch.is_empty() {
                row.warnings.push(Problem::new("", "changes nothing: the patch has no field"));
            } else {
                let report = zoomuser::internal::validate::validate(patch, zoomuser::Encoding::Json);
                row.problems = report.blocking.into_iter().chain(report.errors).collect();
                row.warnings = report.warnings;
            }
            row
        }))
    }
}

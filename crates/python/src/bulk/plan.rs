//! The plan of rows that a program gives, in a run folder.

use crate::result::failed;
use pyo3::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use zoomuser::internal::FlatClient;
use zoomuser::internal::retry_after::written;
use zoomuser::{InputError, Status};
use zoomuser_bulk::plan::plan_file::{PlanHeader, PlanWriter};
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::recorded;
use zoomuser_bulk::results::InputWriter;
use zoomuser_bulk::row::{Layout, Source};
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::{RunError, RunFile, RunFolder};

/// The plan of a run that was not begun.
pub(super) struct Plan {
    folder: RunFolder,
    plan: PlanWriter,
    input: InputWriter,
}

impl Plan {
    /// Begins a plan in a new folder.
    pub(super) fn create(path: &Path) -> Result<Self, RunError> {
        let folder = RunFolder::create(path)?;
        let layout = Layout { name: "-".to_owned(), ..Layout::default() };
        let begun = || {
            let file = folder.create_file(RunFile::Plan)?;
            let header = PlanHeader::new(&layout, "", &written(SystemTime::now()));
            let plan = PlanWriter::new(file, header).map_err(|error| unwritten(&folder, &error))?;
            Ok((plan, InputWriter::create(&folder)?))
        };
        let (plan, input) = begun().inspect_err(|_: &RunError| discard(&folder))?;
        Ok(Self { folder, plan, input })
    }

    pub(super) fn add(&mut self, row: &PlannedRow) -> Result<(), RunError> {
        self.plan.write(row).map_err(|error| unwritten(&self.folder, &error))?;
        self.input.write(&Source::Program)
    }

    /// Completes the plan and begins its run.
    pub(super) fn begin(self: Box<Self>, client: Arc<FlatClient>, options: RunOptions) -> Result<Run, RunError> {
        let Self { folder, plan, input } = *self;
        plan.finish().map_err(|error| unwritten(&folder, &error))?;
        input.finish()?;
        recorded::begin(client, &folder, options)
    }

    /// Deletes the folder.
    pub(super) fn discard(self: Box<Self>) {
        let folder = self.folder.clone();
        // Closes the files, which Windows does not delete before.
        drop(self);
        discard(&folder);
    }
}

/// Deletes the folder of a run that was not begun. If files are left, the next run refuses the folder and says so.
fn discard(folder: &RunFolder) {
    let _ = std::fs::remove_dir_all(folder.path());
}

fn unwritten(folder: &RunFolder, error: &std::io::Error) -> RunError {
    RunError::Unusable(format!("{}: the plan cannot be written: {error}", folder.path().display()))
}

/// The exception for a run folder that cannot be used.
pub(super) fn of_folder(py: Python<'_>, error: &RunError) -> PyErr {
    failed(py, &InputError::new(Status::InvalidArgument, error.to_string()))
}

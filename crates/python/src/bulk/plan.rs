//! The plan of rows that a program gives, in a run folder.

use crate::result::failed;
use pyo3::prelude::*;
use std::io;
use std::path::Path;
use std::sync::Arc;
use zoomuser::InputError;
use zoomuser::internal::FlatClient;
use zoomuser_bulk::plan::planned_row::PlannedRow;
use zoomuser_bulk::recorded::{self, NewPlan};
use zoomuser_bulk::row::{Layout, Source};
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::{RunError, RunFolder};

/// The plan of a run that was not begun.
pub(super) struct Plan {
    folder: RunFolder,
    plan: NewPlan,
}

impl Plan {
    /// Begins a plan in a new folder.
    pub(super) fn create(path: &Path) -> Result<Self, RunError> {
        let folder = RunFolder::create(path)?;
        let layout = Layout { name: "-".to_owned(), ..Layout::default() };
        let plan = NewPlan::create(&folder, &layout, "").inspect_err(|_| folder.discard())?;
        Ok(Self { folder, plan })
    }

    pub(super) fn add(&mut self, row: &PlannedRow) -> Result<(), RunError> {
        self.plan.add(row, &Source::Program).map_err(|error| unwritten(&self.folder, &error))
    }

    /// Completes the plan and begins its run.
    pub(super) fn begin(self: Box<Self>, client: Arc<FlatClient>, options: RunOptions) -> Result<Run, RunError> {
        let Self { folder, plan } = *self;
        plan.finish().map_err(|error| unwritten(&folder, &error))?;
        recorded::begin(client, &folder, options).inspect_err(|_| folder.discard())
    }

    /// Deletes the folder.
    pub(super) fn discard(self: Box<Self>) {
        let folder = self.folder.clone();
        // Closes the files, which Windows does not delete before.
        drop(self);
        folder.discard();
    }
}

fn unwritten(folder: &RunFolder, error: &io::Error) -> RunError {
    RunError::Unusable(format!("{}: the plan cannot be written: {error}", folder.path().display()))
}

/// The exception for a run folder that cannot be used.
pub(super) fn of_folder(py: Python<'_>, error: &RunError) -> PyErr {
    failed(py, &InputError::new(error.status(), error.to_string()))
}

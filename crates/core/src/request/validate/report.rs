//! The result of a validation.

use super::checked_patch::CheckedPatch;
use crate::request::encoding::Encoding;
use crate::request::value::WireField;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;

/// Whether errors of the validation stop the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CheckMode {
    /// All errors do.
    #[default]
    Strict,
    /// Only those that no request can express.
    Warn,
}

/// The result of a validation.
#[derive(Debug)]
pub struct Report<'a> {
    pub(super) fields: Vec<WireField<'a>>,
    encoding: Encoding,
    /// Errors that no request can express; they stop the call with every `check` mode.
    pub blocking: Vec<Problem>,
    /// Errors that Zoom would refuse or ignore; they stop the call unless `check=warn`.
    pub errors: Vec<Problem>,
    /// Warnings about what Zoom may refuse.
    pub warnings: Vec<Problem>,
}

impl<'a> Report<'a> {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self { fields: Vec::new(), encoding, blocking: Vec::new(), errors: Vec::new(), warnings: Vec::new() }
    }

    /// The patch, if `mode` lets it be sent; the error is the outcome of the call.
    ///
    /// # Errors
    ///
    /// [`Status::CheckFailed`](crate::Status::CheckFailed) with all errors.
    pub fn checked(self, mode: CheckMode) -> Result<CheckedPatch<'a>, Box<Outcome>> {
        let Self { fields, encoding, mut blocking, mut errors, mut warnings } = self;
        if !blocking.is_empty() || (mode == CheckMode::Strict && !errors.is_empty()) {
            blocking.append(&mut errors);
            return Err(Box::new(Outcome::refused(blocking, warnings)));
        }
        errors.append(&mut warnings);
        Ok(CheckedPatch { fields, encoding, warnings: errors })
    }

    pub(super) fn block(&mut self, at: impl ToString, message: impl Into<String>) {
        self.blocking.push(Problem::new(at.to_string(), message));
    }

    pub(super) fn error(&mut self, at: impl ToString, message: impl Into<String>) {
        self.errors.push(Problem::new(at.to_string(), message));
    }

    pub(super) fn warn(&mut self, at: impl ToString, message: impl Into<String>) {
        self.warnings.push(Problem::new(at.to_string(), message));
    }
}

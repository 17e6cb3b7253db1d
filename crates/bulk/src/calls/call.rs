//! One call among many.

use std::panic::{AssertUnwindSafe, catch_unwind};
use zoomuser::internal::Outcome;
use zoomuser::{CallOptions, CancelToken, InputError, Status};

/// The options of a call in a bulk run.
pub(crate) fn bulk_call(cancel: &CancelToken) -> CallOptions {
    let mut options = CallOptions::new().cancel_token(cancel);
    options.is_bulk = true;
    options
}

/// Makes a call; a panic becomes an outcome, so that no row is lost.
pub(crate) fn caught(call: impl FnOnce() -> Outcome) -> Outcome {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        Outcome::from(&InputError::new(Status::Panic, "a defect in this library ended the call".to_owned()))
    })
}

//! A callback for each row of a bulk run.

use crate::result::{Bulk, Ended, zoom_result};
use std::ffi::c_void;
use zoomuser_bulk::results::RowResult;
use zoomuser_core::internal::Outcome;
use zoomuser_core::{InputError, Status};

/**
Receives a row of a bulk run that has ended: the pointer passed to the function that runs it, the position of the row
from 0, and how it ended, a result that is valid only during the call and is not freed. Returns 0 to go on; any other
value ends the run: no further row is begun, and the rows that are being sent are still reported.
*/
pub type zoom_row_callback =
    Option<unsafe extern "system" fn(user_data: *mut c_void, index: usize, row: *const zoom_result) -> i32>;

/// A callback with its pointer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowCallback {
    callback: unsafe extern "system" fn(*mut c_void, usize, *const zoom_result) -> i32,
    user_data: *mut c_void,
}

impl RowCallback {
    pub(crate) fn new(callback: zoom_row_callback, user_data: *mut c_void) -> Option<Self> {
        Some(Self { callback: callback?, user_data })
    }

    /// Tells how a row ended; false ends the run.
    pub(crate) fn tell(self, row: &RowResult) -> bool {
        let status = row.done.status.and_then(Status::from_code).unwrap_or(Status::Cancelled);
        let outcome = Outcome::from(&InputError::new(status, row.done.message.as_str()));
        let result = zoom_result::from(Ended { outcome, bulk: Some(Box::new(Bulk::row(row.clone()))) });
        let index = usize::try_from(row.done.row).unwrap_or(usize::MAX);
        // SAFETY: the result lives during the call, and the caller of the function that runs the rows promised that the
        // callback may be called with this pointer.
        unsafe { (self.callback)(self.user_data, index, &raw const result) == 0 }
    }
}

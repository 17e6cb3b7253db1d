//! Where the ledgers of accounts are: in this process, or in a file that processes share.

pub(crate) mod file;
pub(crate) mod process;

use super::deadline::{Deadline, WaitError};
use super::ledger::rate::Rate;
use super::ledger::{Operation, Reply};
use std::fmt;

/// A place for ledgers. An operation is carried out as one step, whoever else uses the store.
///
/// All that processes have to agree on goes through operations and their replies: turns, holds, the count of the day. Which
/// clock the turns are on is the store's business, as long as it names them in the steady time of this machine; a store on a
/// server reserves by the server's clock.
pub(crate) trait Store: fmt::Debug {
    /// Carries out an operation for a caller who may use this rate.
    fn apply(&self, account: u64, rate: &Rate, operation: &Operation, wait: &Deadline) -> Result<Reply, StoreError>;
}

/// Why an operation was not carried out.
#[derive(Debug)]
pub(crate) enum StoreError {
    /// The call was stopped.
    Stopped(WaitError),
    /// Another process holds the store: try again.
    Locked,
    /// Others held the store, and the caller had no time to wait for long.
    LockTimeout,
    /// The store cannot be used, for this reason.
    Unusable(String),
}

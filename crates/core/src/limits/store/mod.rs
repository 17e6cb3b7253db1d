//! Where the ledgers of accounts are: in this process, in a file that processes share, or on a server that machines share
//! (`crate::share`).

pub(crate) mod file;
pub(crate) mod process;

use super::deadline::{Deadline, WaitError};
use super::ledger::rate::Rate;
use super::ledger::{Operation, Reply};
use super::quota::Quota;
use crate::response::error::Error;
use crate::response::problem::Problem;
use std::fmt;

/// A place for ledgers. An operation is carried out as one step, whoever else uses the store.
///
/// All that processes have to agree on goes through operations and their replies: turns, holds, the count of the day. Which
/// clock the turns are on is the store's business, as long as it names them in the steady time of this machine; a store on a
/// server reserves by the server's clock.
pub(crate) trait Store: fmt::Debug {
    /// Carries out an operation for a caller who may use this rate.
    fn apply(&self, quota: Quota, rate: &Rate, operation: &Operation, wait: &Deadline) -> Result<Reply, StoreError>;
}

/// A store on a server. While it cannot be used, it goes on by itself with a part of the rate, so an operation fails only
/// because the call was stopped or must end.
pub(crate) trait SharedStore: Store + Send + Sync {
    /// Its hash, by which this process knows it.
    fn id(&self) -> u64;

    /// What a result should say about it, once.
    fn take_warning(&self) -> Option<Problem>;

    /// Closes idle connections.
    fn drop_connections(&self);
}

/// Why an operation was not carried out.
#[derive(Debug)]
#[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "only a server ends calls"))]
pub(crate) enum StoreError {
    /// The call was stopped.
    Stopped(WaitError),
    /// Another process holds the store: try again.
    Locked,
    /// Others held the store, and the caller had no time to wait for long.
    LockTimeout,
    /// The call must end: it must not go on without the store.
    Ended(Box<Error>),
    /// The store cannot be used, for this reason.
    Unusable(String),
}

//! Limits of a call: deadline, retries, rate, and locks shared between threads and processes.
//!
//! # The rate limiter
//!
//! Every request of a client with a plan goes through [`limiter::RateLimiter`]: it waits for a permit, and what the response
//! says about limits is handed in afterwards. Three parts do the work:
//!
//! * **The ledger** ([`ledger`]) of an account: reserved turns, the last send times, holds, the count of the day, the
//!   server's limit, the adaptive share. Pure. All who share a ledger keep the rate together.
//! * **The store** ([`store`]) that has the ledger: this process, `rate_file` for the processes of a machine, or the server
//!   of `share` for several machines. An operation is one step: read, change, write back.
//! * **The queue** ([`queue`]) of an account in this process: one ticket for each waiting call, in the order in which the calls
//!   began, those of a bulk run last. Clients with another plan or `rate_share` have a queue of their own. Pure.
//!
//! Zoom counts requests by their label, each with limits of its own: an account that updates users (Light) and lists them
//! (Medium) has a ledger and a queue for each.
//!
//! How a ticket moves: it enters the queue; when it is the head, its thread reserves a turn, at most a second ahead; when the
//! turn has come, it *departs*, if no hold has come meanwhile and the window of the last second has room; it leaves the
//! queue, and the next ticket is the head. If connecting takes time, the window is checked again before the request is
//! written. If it is written late after that, the ledger learns when it was. A retry enters with its old place. A ticket that is cancelled or times out leaves its turn to the next one, or
//! gives it back if there is none. A killed process has at most one turn, which is forgotten after a second.
//!
//! Who locks what: queues and the ledgers of this process are behind one [`ProcessLock`](crate::process::process_lock), held for a pure
//! function and never while anything is waited for. The file is locked for one operation. No lock is held while a
//! ticket waits or a callback of the host program runs. After a fork the child has the ledgers, and empty queues.
//!
//! A store that cannot be locked, read or written is left alone for half a minute: this process then keeps the rate by its own
//! ledger, which begins as a copy of the shared one, and one result has a warning.

pub(crate) mod call_stats;
pub(crate) mod deadline;
pub(crate) mod keyed_lock;
pub(crate) mod ledger;
pub(crate) mod limiter;
pub(crate) mod no_permit;
pub(crate) mod plan;
pub(crate) mod private_file;
pub(crate) mod queue;
pub(crate) mod quota;
pub(crate) mod retry;
pub(crate) mod settings;
pub(crate) mod store;

//! What a forked child must not inherit: the number by which it is recognized, values of a process, and a lock.

pub(crate) mod id;
pub(crate) mod per_process;
pub(crate) mod process_lock;

pub(crate) use id::id;

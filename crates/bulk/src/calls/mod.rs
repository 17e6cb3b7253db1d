//! Many calls: threads, how many at a time, and what a failed one means for the others.

pub(crate) mod call;
pub(crate) mod concurrency;
pub(crate) mod fault;
pub(crate) mod owner;
pub(crate) mod workers;

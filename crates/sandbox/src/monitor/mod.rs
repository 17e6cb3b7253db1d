//! What the page of the sandbox shows.

pub(crate) mod changes;
pub(crate) mod clients;
pub(crate) mod connections;
pub(crate) mod exchange;
pub(crate) mod exchanges;
pub(crate) mod fault_rules;
pub(crate) mod mask;
pub(crate) mod meter;
pub(crate) mod runs;

//! Commands to Redis or Valkey over connections of our own.

pub(crate) mod connection;
pub(crate) mod failure;
pub(crate) mod link;
pub mod resp;

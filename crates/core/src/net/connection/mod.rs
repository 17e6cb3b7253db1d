//! Connections: names, TCP, and everything on top that makes them a stream to the API.

pub(crate) mod connect;
pub(crate) mod connection_info;
pub(crate) mod dead_peer;
pub(crate) mod dns;
pub(crate) mod progress;
pub(crate) mod stream;
pub(crate) mod tcp;

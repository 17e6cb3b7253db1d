//! How it gets there: options, the token, waiting, connections, and the client that brings them together.

pub mod client;
pub(crate) mod connect_to;
pub mod one_call;
pub mod options;
pub(crate) mod pacing;
pub(crate) mod proxy;
pub(crate) mod retry;
pub(crate) mod secret;
pub(crate) mod slots;
pub(crate) mod token;
pub(crate) mod transport;
pub(crate) mod url;
pub mod wait;

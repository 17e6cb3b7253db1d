//! How it gets there: options, the token, waiting, connections, and the client that brings them together.

pub(crate) mod claims;
pub mod client;
pub(crate) mod clock;
pub(crate) mod connect_to;
pub(crate) mod credentials;
pub(crate) mod effort;
pub(crate) mod journey;
pub mod one_call;
pub mod options;
pub(crate) mod pacing;
pub(crate) mod plan;
pub(crate) mod private_file;
pub(crate) mod proxy;
pub(crate) mod redirect;
pub(crate) mod report;
pub(crate) mod retry;
pub(crate) mod secret;
pub(crate) mod slots;
pub mod token;
pub(crate) mod transport;
pub(crate) mod url;
pub(crate) mod values;
pub mod wait;

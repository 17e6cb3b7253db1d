//! The network: names, TCP, TLS, proxies, and one HTTP exchange over a pooled connection.

pub(crate) mod base_url;
pub(crate) mod connect_to;
pub(crate) mod connection;
pub(crate) mod error;
pub(crate) mod exchange;
pub mod fault;
pub(crate) mod host;
pub(crate) mod pool;
pub(crate) mod proxy;
pub(crate) mod request_log;
pub(crate) mod settings;
pub(crate) mod tls;
pub(crate) mod transport;

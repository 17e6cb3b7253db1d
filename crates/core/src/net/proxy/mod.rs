//! Proxies: which one is used, and how it is asked for a tunnel.

pub(crate) mod challenge;
mod choice;
mod no_proxy;
pub(crate) mod proxy_stream;
pub(crate) mod socks;
mod system;
pub(crate) mod tunnel;
mod url;

pub(crate) use choice::{Choice, ProxyChoice, choose};
pub(crate) use url::{Login, Protocol, Proxy};

//! The proxy on the way to the API.

mod choice;
mod no_proxy;
mod system;
mod url;

pub(crate) use choice::{Choice, ProxyChoice, choose};
pub(crate) use url::{Login, Protocol, Proxy};

//! The way there: TLS, proxies, kept connections, limits of connecting, cancelling.

mod connections;
mod floods;
mod leftovers;
mod limits;
mod proxy;
mod tls;

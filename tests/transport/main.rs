//! The way there: TLS, proxies, kept connections, limits of connecting, cancelling.

mod connections;
mod limits;
mod proxy;
mod tls;

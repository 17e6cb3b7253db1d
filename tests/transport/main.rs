//! The way there: TLS, proxies, kept connections, limits of connecting, cancelling.

mod connect_to;
mod connections;
mod floods;
mod leftovers;
mod limits;
mod proxy;
mod requests;
mod tls;

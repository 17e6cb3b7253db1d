//! The way there: TLS, proxies, kept connections, limits of connecting, cancelling.

mod certificates;
mod connect_to;
mod connections;
mod daemons;
mod floods;
mod leftovers;
mod limits;
mod proxy;
mod real_proxies;
mod real_servers;
mod requests;
mod socks;
mod tls;
mod trust;

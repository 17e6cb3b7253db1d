//! The transport: TLS, proxies, the connection pool, timeouts, cancellation.

mod certificates;
mod connect_to;
mod connections;
mod dead_connections;
mod early_responses;
mod floods;
mod leftovers;
mod limits;
#[cfg(target_os = "linux")]
mod lost_packets;
mod malformed_heads;
mod proxy;
mod real_proxies;
mod real_servers;
mod requests;
mod reuse;
mod socks;
mod tls;
mod trust;

use support::patch;
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;

/// Updates a user; the status and the message.
fn update(client: &Client) -> (Status, String) {
    let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    (outcome.status(), outcome.message().to_owned())
}

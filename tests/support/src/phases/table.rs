//! The phases.

use super::{Entry, Phase, Stage, local, peers};
use zoomuser::Status;

const fn phase(name: &'static str, cancelled: &'static str, late: Status, enter: fn(&Entry<'_>) -> Stage) -> Phase {
    Phase { name, cancelled, late, enter }
}

/// Every phase but DNS resolution, which a test cannot delay.
pub static PHASES: &[Phase] = &[
    phase(
        "waiting for a token",
        "no token from the token service: cancelled while waiting for the response",
        Status::Timeout,
        peers::token_answer,
    ),
    phase(
        "waiting to request a token again",
        "no token from the token service: cancelled while waiting to request a token again",
        Status::Server,
        local::retry_for_a_token,
    ),
    phase(
        "waiting for another thread's token",
        "cancelled while another thread was getting a token",
        Status::Timeout,
        local::another_renewal,
    ),
    phase(
        "waiting for the lock of token_cache",
        "cancelled while another process was getting a token",
        // It goes on by itself before the deadline.
        Status::Ok,
        local::locked_token_cache,
    ),
    phase(
        "waiting for the rate limiter",
        "cancelled while waiting for the rate limiter",
        Status::RateLimited,
        local::rate_limiter,
    ),
    phase(
        "waiting for the lock of rate_file",
        "cancelled while waiting for the lock of rate_file",
        Status::Ok,
        local::locked_rate_file,
    ),
    phase(
        "waiting for another update of the user",
        "cancelled while another update of the same user was running",
        Status::Timeout,
        local::another_update,
    ),
    phase("connecting", "cancelled while connecting", Status::Timeout, peers::connecting),
    phase("TLS handshake", "cancelled while connecting", Status::Timeout, peers::handshake),
    phase("waiting for an HTTP proxy", "cancelled while connecting", Status::Timeout, peers::connect_of_a_proxy),
    phase("waiting for a SOCKS proxy", "cancelled while connecting", Status::Timeout, peers::socks),
    phase("sending", "cancelled while sending the request", Status::Timeout, peers::sending),
    phase("sending over TLS", "cancelled while sending the request", Status::Timeout, peers::sending_over_tls),
    phase("waiting for the response head", "cancelled while waiting for the response", Status::Timeout, peers::head),
    phase(
        "in the middle of the head",
        "cancelled while waiting for the response",
        Status::Timeout,
        peers::middle_of_the_head,
    ),
    phase(
        "in the middle of the body",
        "cancelled while waiting for the response",
        Status::Rejected,
        peers::middle_of_the_body,
    ),
    phase("waiting to retry", "cancelled while waiting to retry", Status::Server, local::retry),
    phase(
        "waiting to read the user again",
        "Zoom answered 204; cancelled before reading confirmed the update",
        Status::NotApplied,
        local::read_back,
    ),
];

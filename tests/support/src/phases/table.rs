//! The phases.

use super::{Entry, Phase, Stage, alone, peers};
use zoomuser::Status;

const fn phase(name: &'static str, cancelled: &'static str, late: Status, enter: fn(&Entry<'_>) -> Stage) -> Phase {
    Phase { name, cancelled, late, enter }
}

/// Every phase but the look-up of a name, which only the operating system could keep waiting.
pub static PHASES: &[Phase] = &[
    phase(
        "waiting for a token",
        "no token from the token service: cancelled while waiting for the answer",
        Status::Timeout,
        peers::token_answer,
    ),
    phase(
        "waiting to ask for a token again",
        "no token from the token service: cancelled while waiting to ask for a token again",
        Status::Server,
        alone::retry_for_a_token,
    ),
    phase(
        "waiting for another thread's token",
        "cancelled while another thread was getting a token",
        Status::Timeout,
        alone::another_renewal,
    ),
    phase(
        "waiting for the lock of token_cache",
        "cancelled while another process was getting a token",
        Status::Timeout,
        alone::locked_token_cache,
    ),
    phase("waiting for a turn", "cancelled while waiting for its turn", Status::RateLimited, alone::turn),
    phase(
        "waiting for the lock of rate_file",
        "cancelled while waiting for its turn",
        Status::Timeout,
        alone::locked_rate_file,
    ),
    phase(
        "waiting for another update of the user",
        "cancelled while another update of the same user was running",
        Status::Timeout,
        alone::another_update,
    ),
    phase("connecting", "cancelled while connecting", Status::Timeout, peers::connecting),
    phase("shaking hands", "cancelled while connecting", Status::Timeout, peers::handshake),
    phase("waiting for an HTTP proxy", "cancelled while connecting", Status::Timeout, peers::connect_of_a_proxy),
    phase("waiting for a SOCKS proxy", "cancelled while connecting", Status::Timeout, peers::socks),
    phase("sending", "cancelled while sending the request", Status::Timeout, peers::sending),
    phase("sending over TLS", "cancelled while sending the request", Status::Timeout, peers::sending_over_tls),
    phase("waiting for the head", "cancelled while waiting for the answer", Status::Timeout, peers::head),
    phase(
        "in the middle of the head",
        "cancelled while waiting for the answer",
        Status::Timeout,
        peers::middle_of_the_head,
    ),
    phase(
        "in the middle of the body",
        "cancelled while waiting for the answer",
        Status::Rejected,
        peers::middle_of_the_body,
    ),
    phase("waiting to try again", "cancelled while waiting to try again", Status::Server, alone::retry),
    phase(
        "waiting to read the user again",
        "Zoom answered 204; cancelled before reading confirmed the update",
        Status::NotApplied,
        alone::reading_again,
    ),
];

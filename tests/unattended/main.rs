//! Operation without a hand: tokens, pacing, repetitions, redirects, cancelling, the log.

mod cancel;
mod log;
mod pacing;
mod redirects;
mod requests;
mod retries;
mod shared;
mod tokens;

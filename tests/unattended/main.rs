//! Operation without a hand: tokens, pacing, repetitions, redirects, the log.

mod log;
mod pacing;
mod redirects;
mod requests;
mod retries;
mod shared;
mod tokens;

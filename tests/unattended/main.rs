//! Unattended operation: tokens, rate limits, retries, redirects, cancellation, the log.

mod cancel;
mod log;
mod pacing;
mod paths;
mod redirects;
mod requests;
mod retries;
mod scopes;
mod shared;
mod token_cache;
mod tokens;
mod turns;

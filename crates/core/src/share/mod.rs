//! The rate and the token of an account, shared by several machines on Redis or Valkey.
//!
//! A member is a process that uses the option `share`. It reserves each turn with one script (`scripts/`), which runs on the
//! server as one step and by the server's clock: no clock of a machine matters, since a reply says how long to wait. Only the
//! head of the queue of an account asks, so a member has one turn at a time, and members take turns in the order in which they
//! ask. Everything that is stored expires.
//!
//! If the server cannot be used, calls go on at this member's part of the rate, and after a pause one call tries the
//! server again (`redis/link.rs`). `docs/share.md` says what is stored and what happens when something fails.

pub(crate) mod settings;
pub(crate) mod stores;

#[cfg(feature = "redis")]
pub(crate) mod member;
#[cfg(feature = "redis")]
pub(crate) mod probe;
#[cfg(feature = "redis")]
pub(crate) mod redis;
#[cfg(feature = "redis")]
pub(crate) mod scripts;
#[cfg(feature = "redis")]
pub(crate) mod sealed_token;
#[cfg(feature = "redis")]
pub(crate) mod tokens;
#[cfg(feature = "redis")]
pub(crate) mod turns;

//! Runs a plan.

pub mod clock;
pub(crate) mod concurrency;
pub mod engine;
pub mod event;
pub(crate) mod fault;
pub(crate) mod job;
pub mod options;
pub mod recorder;
mod rules;
mod second_pass;
pub mod stop;
mod user_queue;

//! Runs a plan.

pub mod clock;
mod concurrency;
pub mod engine;
pub mod event;
mod fault;
mod job;
pub mod options;
pub mod recorder;
mod rules;
mod second_pass;
pub mod stop_reason;
mod user_queue;

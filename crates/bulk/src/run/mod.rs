//! Runs a plan.

pub mod clock;
pub mod engine;
pub mod event;
mod job;
pub mod label;
pub mod options;
pub mod recorder;
mod rules;
mod second_pass;
pub mod stop;
mod user_queue;

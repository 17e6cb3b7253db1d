//! The sandbox as its clients meet it, over raw sockets.

mod api;
mod client;
mod control;
mod docs;
mod faults;
mod guard;
mod monitor;
mod validate;
mod wire;

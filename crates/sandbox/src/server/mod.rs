//! The servers: connections, routes and what each route returns.

mod api;
mod connection;
mod control;
mod events;
mod fault;
pub(crate) mod listeners;
mod oauth;
mod proxy;

pub(crate) use control::PAGE;
pub(crate) use fault::exists as is_fault;

//! Responses: only a complete 204 is a success, and no response is lost.

mod answers;
mod check;
mod compressed;
mod credentials;
mod cuts;
mod mapping;
mod secrets;
#[cfg(unix)]
mod tokens;

//! Changes Zoom users: `PATCH /v2/users/{userId}`. A blocking client that validates a change before it sends it, and explains
//! an error in one line.
//!
//! ```no_run
//! use zoomuser::{Client, UserPatch, UserType};
//!
//! fn main() -> Result<(), zoomuser::Error> {
//!     let client = Client::builder().token(std::env::var("ZOOM_TOKEN").unwrap_or_default()).build()?;
//!     let patch = UserPatch::new().first_name("Ada").user_type(UserType::Licensed);
//!     let updated = client.update_user("ada@example.com", &patch)?;
//!     println!("{}", updated.message());
//!     Ok(())
//! }
//! ```
//!
//! * **Client:** [`Client::builder`] takes an access token, a Server-to-Server OAuth app, or a function that returns
//!   tokens. The client keeps connections, stays within the account's rate limit, retries transient failures and renews tokens.
//! * **Fields:** [`UserPatch`] has a typed setter for each of Zoom's 33 names. A field is unset, set or null, and the
//!   library adds none. [`UserPatch::set`] takes a name that is known only at run time.
//! * **Success:** [`Client::update_user`] returns [`Updated`] after a completely received HTTP 204. With
//!   [`ClientBuilder::only_changes`] it also does if the user has all values already.
//! * **Failure:** [`Error`] has a [`Status`], one line of English, a hint, every problem that the validation found, and Zoom's
//!   [`Response`] if there was one.
//! * **Reading:** [`Client::get_user`] returns a [`User`] with typed getters, [`Client::list_users`] all users of an account;
//!   [`Client::plan`] shows what an update would change.
//! * **Everything else:** [`Client::send`] sends a custom request; [`Client::doctor`] finds out why requests do not reach Zoom.
//!
//! ```no_run
//! # fn update(client: &zoomuser::Client, patch: &zoomuser::UserPatch) {
//! if let Err(error) = client.update_user("ada@example.com", patch) {
//!     eprintln!("{}: {error}", error.status().name());
//!     for problem in error.problems() {
//!         eprintln!("  {problem}");
//!     }
//!     for field in error.response().map(zoomuser::Response::field_errors).unwrap_or_default() {
//!         eprintln!("  {}: {}", field.field, field.message);
//!     }
//!     eprintln!("{} (retry: {})", error.hint(), error.is_retryable());
//! }
//! # }
//! ```
//!
//! To try a program without Zoom, run `zoomuser sandbox` and set [`ClientBuilder::base_url`], [`ClientBuilder::ca_file`] and the
//! token to what it prints. The minimum Rust version is 1.85.
//!
//! # What the crate does not do
//!
//! It prints nothing. Its threads end with the call that started them, except for a name lookup that hangs in the operating
//! system. It reads nothing from the environment but `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` (each also in lower case), `SSL_CERT_FILE`
//! and `SSL_CERT_DIR`, and on Windows the system's proxy settings. It logs through the `log` crate, without secrets.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod auth;
mod client;
mod clock;
mod doctor;
mod duration;
mod http_head;
mod limits;
mod net;
#[cfg(test)]
mod numbers;
mod percent;
mod process;
mod redact;
mod request;
mod response;
mod retries;
mod secret;
mod share;
mod text;
mod text_file;

pub use auth::provider::{TokenAsk, TokenSource};
pub use client::builder::ClientBuilder;
pub use client::call_options::CallOptions;
pub use client::client::Client;
pub use client::error::Error;
pub use client::list::list_users::ListUsers;
pub use client::list::users::Users;
pub use client::updated::{Plan, Updated};
pub use limits::deadline::{CancelToken, Interrupt};
pub use request::encoding::Encoding;
pub use request::form::{Form, Part};
pub use request::headers::Headers;
pub use request::patch::UserPatch;
pub use request::render::Format;
pub use request::request::{Content, Request};
pub use request::typed::*;
pub use response::body::error_body::FieldError;
pub use response::doctor_check::{Check, CheckOutcome};
pub use response::error::InputError;
pub use response::problem::Problem;
pub use response::response::Response;
pub use response::status::Status;
pub use response::user::field_outcome::{Confirmation, FieldOutcome};
pub use response::user::user::User;

/// What the other crates of this project use besides the public API. It may change in any version.
#[doc(hidden)]
pub mod internal {
    pub use crate::client::error::into_result;
    pub use crate::client::flat_client::FlatClient;
    pub use crate::client::list::list_users::LISTED_FIELDS;
    pub use crate::client::list::pages::Pages;
    pub use crate::client::one_call::{cleanup, update_user, update_user_with};
    pub use crate::client::option_schema as options;
    pub use crate::client::options::Options;
    pub use crate::limits::retry::retried;
    pub use crate::net::fault;
    pub use crate::process::id::set_fork_mark;
    pub use crate::request::patch::members;
    pub use crate::request::schema::related;
    pub use crate::request::{encoding, headers, message, render, request, schema, user_id, validate, value};
    pub use crate::response::body::number;
    pub use crate::response::outcome::Outcome;
    pub use crate::response::outcome::json as outcome_json;
    pub use crate::response::outcome::members as outcome_members;
    pub use crate::response::user::page::UserPage;
    pub use crate::response::{error_mapping, rate_limit, retry_after, status, token_error_mapping};
    #[cfg(feature = "redis")]
    pub use crate::share::redis::resp;
    pub use crate::text::{nearest, quoted};

    /// Durations in words.
    pub mod duration {
        pub use crate::duration::*;
    }
    /// Percent-encoding.
    pub mod percent {
        pub use crate::percent::*;
    }
    /// Text files as editors and shells write them.
    pub mod text_file {
        pub use crate::text_file::*;
    }
}

/// The version of this library, as in `Cargo.toml`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The example of the page for Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/rust.md")]
struct Page;

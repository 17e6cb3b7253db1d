//! Changes a Zoom user: `PATCH /v2/users/{userId}`, checked before it is sent and explained after.
//!
//! ```no_run
//! use zoomuser::{Client, Options, UserPatch};
//!
//! let mut options = Options::default();
//! options.set("token", "an access token")?;
//! let client = Client::new(options);
//!
//! let mut patch = UserPatch::new();
//! patch.set("first_name", "Ada");
//! patch.set("type", 2);
//! let outcome = client.update_user("ada@example.com", &patch);
//! println!("{}", outcome.message());
//! # Ok::<(), zoomuser::Error>(())
//! ```
//!
//! * [`update`] is what is said: the catalogue of fields, the patch, its check, its two encodings; forms and requests
//!   of one's own.
//! * [`send`] is how it gets there: options, connections, the client.
//! * [`Client::doctor`] looks for what keeps updates from Zoom.
//! * [`answer`] is what came back: one [`Outcome`] for every call, whatever happened.
//!
//! The crate prints nothing, starts no thread that outlives a call but a name lookup that hangs in the
//! operating system, and reads nothing from the environment but `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`
//! (each also in lower case), `SSL_CERT_FILE` and `SSL_CERT_DIR`, and from Windows nothing but its proxy settings.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod answer;
mod doctor;
pub mod send;
pub mod update;
mod verify;

pub use answer::check::{Check, CheckOutcome};
pub use answer::error::Error;
pub use answer::field_outcome::{FieldOutcome, Finding};
pub use answer::outcome::{Failure, Outcome};
pub use answer::response::Response;
pub use answer::status::Status;
pub use answer::user::User;
pub use send::client::{Call, Client};
pub use send::one_call::{update_user, update_user_with};
pub use send::options::Options;
pub use send::token::{TokenAsk, TokenSource};
pub use send::wait::CancelToken;
pub use update::export::Format;
pub use update::form::{Form, Part};
pub use update::headers::Headers;
pub use update::patch::UserPatch;
pub use update::request::{Content, Request};

/// The version of this library, as in `Cargo.toml`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

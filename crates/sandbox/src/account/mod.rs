//! Zoom's side: the users, the validation, the limits and the errors of one account.

pub(crate) mod errors;
pub(crate) mod fields;
pub(crate) mod limits;
pub(crate) mod list;
pub(crate) mod reply;
pub(crate) mod state;
pub(crate) mod stats;
pub(crate) mod tokens;
pub(crate) mod users;
pub(crate) mod users_file;
pub(crate) mod validate;

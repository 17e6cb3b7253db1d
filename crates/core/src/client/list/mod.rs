//! The list of users.

pub(crate) mod list_users;
pub(crate) mod pages;
pub(crate) mod users;

//! Where a plan gets the users from.

use std::io;
use zoomuser::User;

/// Where a plan gets the users from.
#[derive(Debug)]
pub enum Users {
    /// They are not read: every row sends all its fields.
    Unread,
    /// Each user is read.
    Each,
    /// All users of the account were listed.
    Listed(Account),
}

/// The users of an account, as Zoom listed them.
#[derive(Debug)]
pub struct Account {}

impl Account {
    /// The user with this id or address.
    pub(crate) fn find(&self, _user_id: &str) -> io::Result<Option<User>> {
        Ok(None)
    }
}

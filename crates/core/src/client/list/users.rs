//! The users of a list, one after the other.

use super::list_users::ListUsers;
use super::pages::Pages;
use crate::client::call_options::CallOptions;
use crate::client::error::{Error, into_result};
use crate::client::flat_client::FlatClient;
use crate::response::user::user::User;
use std::iter::FusedIterator;
use std::vec;

/// The users that [`Client::list_users`](crate::Client::list_users) returns. It reads a page when it needs one, and keeps no
/// other. After an error it ends.
#[derive(Debug)]
pub struct Users<'a> {
    client: &'a FlatClient,
    call: CallOptions,
    pages: Pages,
    page: vec::IntoIter<User>,
}

impl<'a> Users<'a> {
    pub(crate) fn new(client: &'a FlatClient, list: ListUsers, call: CallOptions) -> Self {
        Self { client, call, pages: Pages::new(list), page: Vec::new().into_iter() }
    }
}

impl Iterator for Users<'_> {
    type Item = Result<User, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(user) = self.page.next() {
                return Some(Ok(user));
            }
            match into_result(self.pages.next(self.client, &self.call)?) {
                Ok(outcome) => self.page = outcome.into_users().into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl FusedIterator for Users<'_> {}

//! The pages of a list of users, one call each.

use super::list_users::{ListUsers, repeated};
use crate::client::call_options::CallOptions;
use crate::client::flat_client::FlatClient;
use crate::limits::ledger::text::checksum;
use crate::response::outcome::Outcome;
use std::collections::BTreeSet;

/// A position in a list of users.
#[derive(Debug)]
pub struct Pages {
    list: ListUsers,
    /// The token of the next page, "" for the first; `None` at the end.
    next: Option<String>,
    /// The checksums of all tokens so far: 8 bytes a page.
    seen: BTreeSet<u64>,
}

impl Pages {
    /// The position before the first page.
    pub fn new(list: ListUsers) -> Self {
        Self { list, next: Some(String::new()), seen: BTreeSet::new() }
    }

    /// Reads the next page; `None` after the last page and after a failure.
    pub fn next(&mut self, client: &FlatClient, call: &CallOptions) -> Option<Outcome> {
        let token = self.next.take()?;
        let outcome = client.list_page(&self.list, &token, call);
        let Some(next) = outcome.page().map(|page| page.next_page_token().to_owned()) else { return Some(outcome) };
        if next.is_empty() {
            return Some(outcome);
        }
        if !self.seen.insert(checksum(&next)) {
            return Some(repeated(outcome, &next));
        }
        self.next = Some(next);
        Some(outcome)
    }
}

//! The pages of a list of users, one call each.

use super::list_users::ListUsers;
use crate::client::call_options::CallOptions;
use crate::client::flat_client::FlatClient;
use crate::response::outcome::Outcome;
use crate::response::status::Status;
use crate::text::quoted;

const AGAIN: &str =
    "list the users again; if that does not help, something between this program and Zoom repeats responses";

/// A position in a list of users.
#[derive(Debug)]
pub struct Pages {
    list: ListUsers,
    /// The token of the next page, "" for the first; `None` at the end.
    next: Option<String>,
    tokens: Tokens,
}

/// Finds a token that comes again, in constant memory: of all tokens, the one at the last power of two is kept (Brent).
#[derive(Debug, Default)]
struct Tokens {
    count: u64,
    kept: String,
}

impl Pages {
    /// The position before the first page.
    pub fn new(list: ListUsers) -> Self {
        Self { list, next: Some(String::new()), tokens: Tokens::default() }
    }

    /// Reads the next page; `None` after the last page and after a failure.
    pub fn next(&mut self, client: &FlatClient, call: &CallOptions) -> Option<Outcome> {
        let token = self.next.take()?;
        let outcome = client.list_page(&self.list, &token, call);
        let Some(next) = outcome.page().map(|page| page.next_page_token().to_owned()) else { return Some(outcome) };
        if next.is_empty() {
            return Some(outcome);
        }
        if self.tokens.repeats(&next) {
            let message = format!("listing the users: the token {} of the next page was there before", quoted(&next));
            return Some(outcome.ended_as(Status::Unexpected, &message, AGAIN));
        }
        self.next = Some(next);
        Some(outcome)
    }
}

impl Tokens {
    fn repeats(&mut self, token: &str) -> bool {
        if self.count > 0 && self.kept == token {
            return true;
        }
        self.count += 1;
        if self.count.is_power_of_two() {
            token.clone_into(&mut self.kept);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_that_come_again_are_found_whatever_the_circle() {
        for (before, circle) in [(0, 1), (0, 2), (1, 1), (5, 3), (40, 17)] {
            let mut tokens = Tokens::default();
            let token = |number: usize| if number < before { number } else { before + (number - before) % circle };
            let found = (0..1_000).find(|number| tokens.repeats(&token(*number).to_string()));
            assert!(found.is_some_and(|number| number >= before + circle), "{before} {circle}: {found:?}");
        }
        let mut tokens = Tokens::default();
        assert!((0..10_000).all(|number| !tokens.repeats(&number.to_string())));
    }
}

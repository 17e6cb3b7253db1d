//! A page of users as `GET /users` returns it.

use super::user::User;
use crate::response::body::lenient_json::Lenient;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// One page of the users of an account.
#[derive(Debug, Clone)]
pub struct UserPage {
    users: Vec<User>,
    next_page_token: String,
    total_records: Option<u64>,
}

impl UserPage {
    /// Parses a page; the error is what was expected of it.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, String> {
        let strict = serde_json::from_slice(body).ok();
        let lenient = || {
            let read = Lenient::read(body).filter(|read| !read.is_followed)?;
            serde_json::from_str(&read.text).ok()
        };
        let members: Option<BTreeMap<String, Box<RawValue>>> = strict.or_else(lenient);
        let mut members = members.ok_or("expected a JSON object in the response")?;
        let rows =
            members.remove("users").and_then(|users| serde_json::from_str::<Vec<Box<RawValue>>>(users.get()).ok());
        let rows = rows.ok_or("expected an array \"users\" in the response")?;
        let user = |(place, row)| {
            User::of(row).ok_or_else(|| format!("expected an object, got another value in users[{place}]"))
        };
        let users = rows.into_iter().enumerate().map(user).collect::<Result<_, _>>()?;
        let token = members.remove("next_page_token").map_or(Ok(None), |token| serde_json::from_str(token.get()));
        let token: Option<String> = token.map_err(|_| "expected text in \"next_page_token\" of the response")?;
        let total = members.remove("total_records").and_then(|total| serde_json::from_str(total.get()).ok());
        Ok(Self { users, next_page_token: token.unwrap_or_default(), total_records: total })
    }

    /// The users of the page.
    pub fn users(&self) -> &[User] {
        &self.users
    }

    /// The users of the page, without a copy.
    pub fn into_users(self) -> Vec<User> {
        self.users
    }

    /// The token of the next page; "" after the last.
    pub fn next_page_token(&self) -> &str {
        &self.next_page_token
    }

    /// The users on all pages, if Zoom says so.
    pub fn total_records(&self) -> Option<u64> {
        self.total_records
    }

    /// Leaves no next page.
    pub(crate) fn end(&mut self) {
        self.next_page_token.clear();
    }

    /// Keeps the users for which `is_wanted` is true.
    pub(crate) fn retain(&mut self, is_wanted: impl FnMut(&User) -> bool) {
        self.users.retain(is_wanted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_a_token_is_the_last() {
        for (token, expected) in [
            ("", ""),
            (r#","next_page_token":"""#, ""),
            (r#","next_page_token":null"#, ""),
            (r#","next_page_token":"a\u0062""#, "ab"),
        ] {
            let page = UserPage::parse(format!(r#"{{"users":[{{"id":"x"}},{{}}]{token}}}"#).as_bytes()).expect(token);
            assert_eq!((page.users().len(), page.next_page_token()), (2, expected), "{token}");
        }
        let why = UserPage::parse(br#"{"users":[],"next_page_token":7}"#).expect_err("a number");
        assert_eq!(why, r#"expected text in "next_page_token" of the response"#);
        assert!(UserPage::parse(br#"{"users":[{},7]}"#).is_err_and(|why| why.ends_with("users[1]")));
    }

    #[test]
    fn one_bad_byte_does_not_lose_a_page() {
        let page = UserPage::parse(b"{\"users\":[{\"last_name\":\"L\xe9\",\"pmi\":1234567890}]}").expect("a page");
        assert_eq!(page.users().first().and_then(|user| user.text("last_name")), Some("L\u{fffd}"));
        assert_eq!(page.users().first().and_then(|user| user.integer("pmi")), Some(1_234_567_890));
    }
}

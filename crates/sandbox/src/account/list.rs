//! Pages of the list of users.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::account::errors::ApiError;
use crate::account::users::{User, Users};
use crate::json::{Json, count, object};
use crate::text;

/// How long the token of a page can be used.
pub(crate) const TOKEN_LIFETIME_S: u64 = 15 * 60;

const STATUSES: [&str; 3] = ["active", "inactive", "pending"];
const INCLUDED: [&str; 2] = ["custom_attributes", "host_key"];
const DEFAULT_SIZE: usize = 30;
const MAX_SIZE: usize = 300;

/// The page that a query asks for, at this time in seconds.
pub(crate) fn page(users: &Users, query: &str, now: u64) -> Result<Json, ApiError> {
    let pairs = text::form_pairs(query);
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let status = value("status").unwrap_or("active");
    if !STATUSES.contains(&status) {
        return Err(invalid("status"));
    }
    let include = value("include_fields");
    if include.is_some_and(|name| !INCLUDED.contains(&name)) {
        return Err(invalid("include_fields"));
    }
    let size = match value("page_size") {
        None => DEFAULT_SIZE,
        Some(text) => {
            let size = text.parse().ok().filter(|size| (1..=MAX_SIZE).contains(size));
            size.ok_or_else(|| invalid("page_size"))?
        }
    };
    let role = value("role_id").filter(|role| !role.is_empty());
    let filter = format!("{status} {}", role.unwrap_or_default());
    let start = match value("next_page_token") {
        None | Some("") => 0,
        Some(token) => start(token, &filter, now)
            .ok_or_else(|| ApiError::new(400, 300, "The next page token is either invalid or has expired."))?,
    };
    let is_wanted = |user: &&User| user.has_status(status) && role.is_none_or(|role| user.has_role(role));
    let total = users.all().iter().filter(is_wanted).count();
    let rows = users.all().iter().filter(is_wanted).skip(start).take(size).map(|user| user.listed(include));
    let next = start.saturating_add(size);
    let next_token = if next < total { token(next, &filter, now) } else { String::new() };
    Ok(object([
        ("next_page_token", next_token.into()),
        ("page_size", count(size)),
        ("total_records", count(total)),
        ("users", Json::List(rows.collect())),
    ]))
}

fn invalid(name: &str) -> ApiError {
    ApiError::validation(vec![(name.to_owned(), "Invalid field.".to_owned())])
}

fn token(start: usize, filter: &str, now: u64) -> String {
    URL_SAFE_NO_PAD.encode(format!("{now} {start} {filter}"))
}

/// Where the page of a token starts; `None` if it has expired, or is not a token of this filter.
fn start(token: &str, filter: &str, now: u64) -> Option<usize> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (issued, rest) = text.split_once(' ')?;
    let (start, of) = rest.split_once(' ')?;
    let age = now.checked_sub(issued.parse().ok()?)?;
    if age < TOKEN_LIFETIME_S && of == filter { start.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(page: &Json) -> String {
        page.get("next_page_token").and_then(Json::text).unwrap().to_owned()
    }

    #[test]
    fn a_token_is_valid_for_15_minutes_and_for_its_filter() {
        let users = Users::initial();
        let query = "page_size=2&role_id=2";
        let token = next(&page(&users, query, 1_000).unwrap());
        let again = |query: &str, now| page(&users, &format!("{query}&next_page_token={token}"), now);
        let last = again(query, 1_899).unwrap();
        assert_eq!(
            (next(&last).as_str(), last.get("users")),
            ("", again("page_size=1&role_id=2", 1_899).unwrap().get("users"))
        );
        for (query, now) in [(query, 1_900), (query, 999), ("page_size=2", 1_000), ("role_id=2&status=pending", 1_000)]
        {
            let error = again(query, now).err().unwrap();
            assert_eq!((error.status, error.code), (400, 300), "{query} {now}");
        }
    }

    #[test]
    fn a_list_has_less_of_a_user_than_get() {
        let users = Users::initial();
        let first = |query: &str| match page(&users, query, 0).unwrap().get("users") {
            Some(Json::List(rows)) => rows[0].clone(),
            _ => Json::Null,
        };
        let plain = first("");
        assert!(plain.get("dept").is_some() && plain.get("job_title").is_none() && plain.get("host_key").is_none());
        assert!(plain.get("custom_attributes").is_none());
        assert_eq!(first("include_fields=host_key").get("host_key"), Some(&"012345".into()));
        assert!(first("include_fields=custom_attributes").get("custom_attributes").is_some());
        for query in ["include_fields=dept", "page_size=301", "page_size=0", "status=all", "next_page_token=x"] {
            assert!(page(&users, query, 0).is_err(), "{query}");
        }
    }
}

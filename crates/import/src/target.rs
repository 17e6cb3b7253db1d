//! The URL: base URL, account and user.

use zoomuser::Problem;
use zoomuser::internal::percent::{decoded, pairs};
use zoomuser::internal::quoted;
use zoomuser::internal::schema::{Place, field};
use zoomuser::internal::user_id;
use zoomuser::internal::value::Value;

/// The parts of a URL.
pub(crate) struct Target {
    /// "" for Zoom's.
    pub(crate) base_url: String,
    /// `None` for a placeholder.
    pub(crate) user_id: Option<String>,
    pub(crate) sub_account: String,
    pub(crate) query: Vec<(String, String)>,
}

const ZOOM: &str = "https://api.zoom.us/v2";

/// Parses a URL: `{base}/users/{user_id}` or `{base}/accounts/{sub_account}/users/{user_id}`, and a query.
pub(crate) fn read(url: &str, defects: &mut Vec<Problem>) -> Result<Target, String> {
    let url = url.trim();
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let expected = "url: expected .../users/{userId}";
    let (before, user) = address.split_once("/users/").ok_or(expected)?;
    let user = user.trim_end_matches('/');
    if user.contains('/') {
        return Err(format!("{expected}; the path after the user belongs to another endpoint"));
    }
    let (base, account) = before.split_once("/accounts/").unwrap_or((before, ""));
    if account.contains('/') {
        return Err(expected.to_owned());
    }
    let segment = |text: &str| decoded(text).ok_or("url: a percent-encoded text is not UTF-8");
    let (user, account) = (segment(user)?, segment(account)?);
    if user_id::looks_like_token(&user) || user_id::looks_like_token(&account) {
        return Err("url: it contains what looks like an access token in place of an id".to_owned());
    }
    if is_placeholder(&user) {
        let message = format!("{} is a placeholder: the program takes the user from ZOOM_USER", quoted(&user));
        defects.push(Problem::new("user_id", message));
    }
    if !account.is_empty() && is_placeholder(&account) {
        let message = format!("{} is a placeholder: set the option sub_account_id", quoted(&account));
        defects.push(Problem::new("sub_account_id", message));
    }
    Ok(Target {
        base_url: base_url(base, defects)?,
        user_id: Some(user).filter(|user| !is_placeholder(user)),
        sub_account: Some(account).filter(|account| !is_placeholder(account)).unwrap_or_default(),
        query: pairs(query).map_err(|why| format!("url: {why}"))?,
    })
}

/// Whether a segment is empty or a placeholder.
fn is_placeholder(text: &str) -> bool {
    text.is_empty() || text.starts_with([':', '{', '<', '[', '$', '%']) || user_id::is_placeholder(text)
}

fn base_url(base: &str, defects: &mut Vec<Problem>) -> Result<String, String> {
    let mut tell = |message: String| defects.push(Problem::new("base_url", message));
    if base.is_empty() || base.contains(['{', '$', '<', '%']) {
        tell(format!("not in the text: the program uses Zoom's, {ZOOM}"));
        return Ok(String::new());
    }
    let (scheme, rest) = base.split_once("://").unwrap_or(("", base));
    let rest = rest.trim_end_matches('/');
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Err("url: it must not contain a user name or password".to_owned());
    }
    let host = host(authority);
    let is_zoom = ["zoom.us", "zoomgov.com"]
        .iter()
        .any(|zoom| host.strip_suffix(zoom).is_some_and(|front| front.is_empty() || front.ends_with('.')));
    let is_loopback = host == "localhost" || host.starts_with("127.") || host == "[::1]";
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "https" => "https",
        "http" if is_loopback => "http",
        "http" | "" => {
            tell("not https, so the token would be sent unencrypted: the program uses https".to_owned());
            "https"
        }
        _ => return Err("url: expected https".to_owned()),
    };
    if !is_zoom && !is_loopback {
        tell("its host is not Zoom's: the program sends the token there".to_owned());
    }
    let base = format!("{scheme}://{rest}");
    Ok(if base.eq_ignore_ascii_case(ZOOM) { String::new() } else { base })
}

/// The host of an authority, in lower case.
fn host(authority: &str) -> String {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    host.to_ascii_lowercase()
}

/// Adds the query parameters that are fields to the fields, and reports the others.
pub(crate) fn query_fields(query: &[(String, String)], fields: &mut Vec<(String, Value)>, defects: &mut Vec<Problem>) {
    for (name, value) in query {
        if field(name).is_some_and(|field| field.place == Place::Query) {
            if value.is_empty() {
                defects.push(Problem::new(name.as_str(), "it is empty in the query: it is left out"));
                continue;
            }
            fields.retain(|(other, _)| other != name);
            fields.push((name.clone(), value.as_str().into()));
        } else {
            defects.push(Problem::new(quoted(name), "no such parameter of the query: it is left out"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str) -> (Target, String) {
        let mut defects = Vec::new();
        let target = read(url, &mut defects).expect(url);
        (target, defects.iter().map(Problem::to_string).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn urls_are_parsed() {
        for (url, base, user, account) in [
            ("https://api.zoom.us/v2/users/ada%2Bx@example.com", "", "ada+x@example.com", ""),
            ("HTTPS://API.zoom.us/v2/users/me/?", "", "me", ""),
            ("https://api-eu.zoom.us/v2/accounts/a%2Fb/users/x#f", "https://api-eu.zoom.us/v2", "x", "a/b"),
            ("http://127.0.0.1:8080/v2/users/x", "http://127.0.0.1:8080/v2", "x", ""),
        ] {
            let (target, defects) = target(url);
            assert_eq!((target.base_url.as_str(), target.user_id.as_deref()), (base, Some(user)));
            assert_eq!((target.sub_account.as_str(), defects.as_str()), (account, ""));
        }
        let (target, _) = target("https://api.zoom.us/v2/users/me?login_type=100&a=b%20c");
        assert_eq!(target.query, [("login_type", "100"), ("a", "b c")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    }

    #[test]
    fn placeholders_are_reported() {
        for open in [":userId", "{userId}", "{{userId}}", "%7BuserId%7D", "<user id>", "$USER", "YOUR_USER_ID", ""] {
            let (target, defects) = target(&format!("https://api.zoom.us/v2/users/{open}"));
            assert_eq!(target.user_id, None, "{open}");
            assert!(defects.contains("the program takes the user from ZOOM_USER"), "{defects}");
        }
        let (target, defects) = target("{{baseUrl}}/users/me");
        assert!(target.base_url.is_empty() && defects.starts_with("base_url: not in the text"), "{defects}");
    }

    #[test]
    fn unexpected_hosts_are_reported() {
        assert!(target("https://evil.example/v2/users/me").1.contains("not Zoom's"));
        assert!(target("https://notzoom.us/v2/users/me").1.contains("not Zoom's"));
        let (insecure, defects) = target("http://api.zoom.us/v2/users/me");
        assert!(insecure.base_url.is_empty() && defects.contains("not https"), "{defects}");
        assert!(target("api.zoom.us/v2/users/me").1.contains("not https"));
    }

    #[test]
    fn other_urls_are_refused() {
        for url in [
            "https://api.zoom.us/v2/meetings/1",
            "https://api.zoom.us/v2/users/me/settings",
            "https://u:p@api.zoom.us/v2/users/me",
            "ftp://api.zoom.us/v2/users/me",
            "https://api.zoom.us/v2/users/%ff",
            "https://api.zoom.us/v2/accounts/a/b/users/me",
        ] {
            let why = read(url, &mut Vec::new()).err().expect(url);
            assert!(why.starts_with("url: "), "{why}");
        }
    }
}

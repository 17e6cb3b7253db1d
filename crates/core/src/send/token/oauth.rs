//! What is said to Zoom's token service, and what it says. Pure.

use crate::answer::error::Error;
use crate::answer::response::Response;
use crate::send::credentials::Credentials;
use crate::send::secret::Secret;
use crate::send::url::{base_url, host, is_loopback, is_zoom, path};
use crate::send::values::token;
use crate::update::export::PLACEHOLDER;
use crate::update::headers::{AUTHORIZATION, Headers};
use crate::update::request::{Content, Request, push_escaped};
use serde_json::Value;
use std::time::Duration;

/// How long a token lasts where the service does not say it.
const USUAL_LIFETIME_S: u64 = 3_600;
/// No token is believed to last longer.
const LONGEST_LIFETIME_S: u64 = 30 * 86_400;

/// A token as the service hands it out.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) secret: Secret,
    pub(super) lifetime: Duration,
    /// Where the API is for this account, if the service names a place that may be used.
    pub(super) base_url: Option<String>,
    /// What it permits, where the service says it.
    pub(super) scopes: Option<Vec<String>>,
}

/// The request for a token. The app's credentials take the place of the placeholder when it is sent.
pub(super) fn request(credentials: &Credentials, token_url: &str) -> Result<Request, Error> {
    let mut form = "grant_type=account_credentials&account_id=".to_owned();
    push_escaped(&mut form, &credentials.account_id, b"");
    let mut headers = Headers::new();
    headers.add(AUTHORIZATION, &format!("Basic {PLACEHOLDER}"))?;
    headers.add("Content-Type", "application/x-www-form-urlencoded")?;
    Request::new("POST", &path(token_url), headers, Content::Bytes(form.as_bytes()))
}

/// Reads the service's answer, whose body may hold a token in clear; an answer that comes back no longer does.
pub(super) fn read(response: Response, token_url: &str) -> Result<Issued, Box<Response>> {
    let is_good = (200..300).contains(&response.http_status());
    let members: Option<Value> = serde_json::from_slice(response.body()).ok();
    let text = |name: &str| members.as_ref()?.get(name)?.as_str();
    let Some(said) = text("access_token") else {
        return Err(Box::new(if is_good { response.without_body() } else { response }));
    };
    match token(said) {
        Ok(secret) if is_good && !secret.is_empty() => {
            let lifetime_s = members.as_ref().and_then(|all| all.get("expires_in")).and_then(seconds);
            let lifetime = Duration::from_secs(lifetime_s.unwrap_or(USUAL_LIFETIME_S).min(LONGEST_LIFETIME_S));
            let base_url = text("api_url").and_then(|url| api(url, token_url));
            let scopes = text("scope").map(|names| names.split_whitespace().map(str::to_owned).collect());
            Ok(Issued { secret, lifetime, base_url, scopes })
        }
        // Escaped in JSON it would not be found in the text.
        _ => Err(Box::new(response.without_body())),
    }
}

fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The base URL of the API that came with a token: of Zoom's, or of this machine where the service is there as well.
pub(super) fn api(url: &str, token_url: &str) -> Option<String> {
    let url = base_url(url, "").ok()?;
    let (place, service) = (host(&url), host(token_url));
    let is_here = is_loopback(&place) && is_loopback(&service);
    let is_zooms = is_zoom(&place) && url.starts_with("https://");
    if !is_here && !is_zooms {
        log::warn!("the token service names a place for the API that is not Zoom's: it is not used");
        return None;
    }
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    Some(if path.is_empty() { format!("{url}/v2") } else { url })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::message::{Sender, message};

    const ZOOM: &str = "https://zoom.us/oauth/token";

    fn answer(http: u16, body: &str) -> Response {
        Response::new(http, b"", body.as_bytes().to_vec(), None, &[])
    }

    #[test]
    fn the_request_is_the_form_that_zoom_describes() {
        let credentials = Credentials { account_id: "a&b=c/+".to_owned(), ..Credentials::default() };
        let request = request(&credentials, ZOOM).expect("valid");
        let sender = Sender { base_url: ZOOM, user_agent: "agent/1" };
        assert_eq!(
            String::from_utf8(message(&request, &sender, "dGVzdA==")).expect("text"),
            "POST /oauth/token HTTP/1.1\r\nHost: zoom.us\r\nAccept: application/json\r\nUser-Agent: agent/1\r\n\
             Authorization: Basic dGVzdA==\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 57\r\n\r\n\
             grant_type=account_credentials&account_id=a%26b%3Dc%2F%2B"
        );
    }

    #[test]
    fn a_token_is_read() {
        let body = r#"{"access_token":"tok-SECRET","token_type":"bearer","expires_in":3599,"api_url":"https://api-eu.zoom.us"}"#;
        let issued = read(answer(200, body), ZOOM).expect("a token");
        assert_eq!((issued.secret.expose(), issued.lifetime), ("tok-SECRET", Duration::from_secs(3_599)));
        assert_eq!(issued.base_url.as_deref(), Some("https://api-eu.zoom.us/v2"));
        let issued = read(answer(200, r#"{"access_token":"tok-SECRET","expires_in":"60"}"#), ZOOM).expect("a token");
        assert_eq!((issued.lifetime, issued.base_url, issued.scopes), (Duration::from_secs(60), None, None));
        let body = r#"{"access_token":"tok-SECRET","scope":"user:read:admin  user:write:admin"}"#;
        let scopes = read(answer(200, body), ZOOM).expect("a token").scopes;
        assert_eq!(scopes, Some(vec!["user:read:admin".to_owned(), "user:write:admin".to_owned()]));
        let issued = read(answer(200, r#"{"access_token":"tok-SECRET"}"#), ZOOM).expect("a token");
        assert_eq!(issued.lifetime, Duration::from_secs(3_600));
    }

    #[test]
    fn an_answer_without_one_shows_none() {
        for (http, body) in [
            (200, r#"{"access_token":"tok SECRET"}"#),
            (200, r#"{"access_token":""}"#),
            (200, r#"{"access_token":7,"x":"SECRET"}"#),
            (200, r#"{"access_token":"tok-SECRET""#),
            (200, "<html>SECRET</html>"),
            (400, r#"{"access_token":"tok-SECRET","reason":"no"}"#),
        ] {
            let response = read(answer(http, body), ZOOM).expect_err(body);
            assert!(!format!("{response:?}").contains("SECRET"), "{response:?}");
        }
        let response = read(answer(400, r#"{"reason":"no","error":"invalid_client"}"#), ZOOM).expect_err("refused");
        assert_eq!(response.api_message(), "no (invalid_client)");
    }

    #[test]
    fn only_zooms_places_are_used() {
        const HERE: &str = "http://127.0.0.1:1/oauth/token";
        for (url, token_url, used) in [
            ("https://api-eu.zoom.us", ZOOM, Some("https://api-eu.zoom.us/v2")),
            ("https://api-eu.zoom.us/", ZOOM, Some("https://api-eu.zoom.us/v2")),
            ("https://api-eu.zoom.us/v2", ZOOM, Some("https://api-eu.zoom.us/v2")),
            ("https://api.zoomgov.com", ZOOM, Some("https://api.zoomgov.com/v2")),
            ("http://api-eu.zoom.us", ZOOM, None),
            ("https://zoom.us.example.com", ZOOM, None),
            ("https://notzoom.us", ZOOM, None),
            ("https://example.com", HERE, None),
            ("http://127.0.0.1:1", ZOOM, None),
            ("http://127.0.0.1:2", HERE, Some("http://127.0.0.1:2/v2")),
            ("https://u:p@api.zoom.us", ZOOM, None),
            ("nonsense", ZOOM, None),
        ] {
            assert_eq!(api(url, token_url).as_deref(), used, "{url}");
        }
    }
}

//! The request to Zoom's token service, and its response. Pure.

use super::credentials::Credentials;
use super::token_text::issued_token;
use crate::net::base_url::BaseUrl;
use crate::net::host::{is_loopback, is_zoom};
use crate::percent::encoded;
use crate::request::headers::{AUTHORIZATION, Headers};
use crate::request::render::PLACEHOLDER;
use crate::request::request::{Content, Request};
use crate::response::body::lenient_json;
use crate::response::body::number::integer;
use crate::response::error::Error;
use crate::response::response::Response;
use crate::secret::Secret;
use serde_json::Value;
use std::time::Duration;

/// The lifetime of a token whose response gives none.
const DEFAULT_LIFETIME_S: u64 = 3_600;
/// A longer lifetime is reduced to this.
const MAX_LIFETIME_S: u64 = 30 * 86_400;

/// A token from the service.
#[derive(Debug)]
pub(crate) struct TokenResponse {
    pub(crate) secret: Secret,
    pub(crate) lifetime: Duration,
    /// The base URL of the API for this account, if the service names one that may be used.
    pub(crate) base_url: Option<BaseUrl>,
    /// Its scopes, if the service names them.
    pub(crate) scopes: Option<Vec<String>>,
    /// When it was requested because the one before lacked a scope, in seconds since 1970.
    pub(crate) scopes_at_s: Option<u64>,
}

impl TokenResponse {
    /// What a store keeps of it, with these times.
    pub(crate) fn entry(&self, times: &[(&str, u64)]) -> Value {
        let url = self.base_url.as_ref().map(BaseUrl::as_str);
        let token: [(&str, Value); 3] = [
            ("access_token", self.secret.expose().into()),
            ("api_url", url.into()),
            ("requested_for_scopes_at", self.scopes_at_s.into()),
        ];
        times.iter().map(|(name, number)| (*name, (*number).into())).chain(token).collect()
    }

    /// The token of such an entry.
    pub(crate) fn of_entry(entry: &Value, lifetime: Duration, token_url: &BaseUrl) -> Option<Self> {
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
        Some(Self {
            secret: issued_token(text("access_token")?).ok().filter(|token| !token.is_empty())?,
            lifetime,
            base_url: text("api_url").and_then(|url| api(url, token_url)),
            scopes: None,
            scopes_at_s: entry.get("requested_for_scopes_at").and_then(Value::as_u64),
        })
    }
}

/// The request for a token. The placeholder is replaced by the app's credentials when it is sent.
pub(crate) fn request(credentials: &Credentials, token_url: &BaseUrl) -> Result<Request, Error> {
    let form = format!("grant_type=account_credentials&account_id={}", encoded(&credentials.account_id));
    let mut headers = Headers::new();
    headers.add(AUTHORIZATION, &format!("Basic {PLACEHOLDER}"))?;
    headers.add("Content-Type", "application/x-www-form-urlencoded")?;
    let token_path = if token_url.path().is_empty() { "/" } else { token_url.path() };
    Request::new("POST", token_path, headers, Content::Bytes(form.as_bytes()))
}

/// Reads the token from a response. If there is none, the response is returned without any token in its body.
pub(crate) fn read(response: Response, token_url: &BaseUrl) -> Result<TokenResponse, Box<Response>> {
    let is_good = (200..300).contains(&response.http_status());
    let members = lenient_json::members(response.body());
    let text = |name: &str| members.as_ref()?.get(name)?.as_str();
    let Some(token) = text("access_token") else {
        // A body that cannot be parsed may contain a token all the same.
        let may_hold_one = is_good || response.body().windows(12).any(|part| part == b"access_token");
        return Err(Box::new(if may_hold_one { response.without_body() } else { response }));
    };
    match issued_token(token) {
        Ok(secret) if is_good && !secret.is_empty() => {
            let lifetime_s = members.as_ref().and_then(|all| all.get("expires_in")).and_then(seconds);
            let lifetime = Duration::from_secs(lifetime_s.unwrap_or(DEFAULT_LIFETIME_S).min(MAX_LIFETIME_S));
            let base_url = text("api_url").and_then(|url| api(url, token_url));
            let scopes = members.as_ref().and_then(|all| all.get("scope")).and_then(scopes);
            Ok(TokenResponse { secret, lifetime, base_url, scopes, scopes_at_s: None })
        }
        // The token may be escaped in the JSON, where redaction would not find it.
        _ => Err(Box::new(response.without_body())),
    }
}

/// The names of a list: one text, with blanks or commas between them, or an array of such texts.
fn scopes(value: &Value) -> Option<Vec<String>> {
    let texts = match value {
        Value::Array(items) => items.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?,
        other => vec![other.as_str()?],
    };
    let names = texts.iter().flat_map(|text| text.split(|c: char| c == ',' || c.is_whitespace()));
    Some(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// A number of seconds, as a number or a text, however it is written; a fraction of a second is dropped.
fn seconds(value: &Value) -> Option<u64> {
    let text = value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned());
    let whole = text.split('.').next().filter(|_| !text.contains(['e', 'E'])).unwrap_or(&text);
    let number = serde_json::from_str(&text).ok().and_then(|value| integer(&value));
    number.map_or_else(|| whole.parse().ok(), |number| u64::try_from(number).ok())
}

/// The base URL of the API that came with a token: one of Zoom's, or one on this machine if the service is there too.
pub(crate) fn api(url: &str, token_url: &BaseUrl) -> Option<BaseUrl> {
    let url = BaseUrl::parse(url, "").ok()?;
    let host = &url.server().host;
    let is_here = is_loopback(host) && is_loopback(&token_url.server().host);
    let is_zoom_url = is_zoom(host) && url.is_https();
    if !is_here && !is_zoom_url {
        log::warn!("the token service names an API URL that is not Zoom's; it is ignored");
        return None;
    }
    if url.path().is_empty() { BaseUrl::parse(&format!("{}/v2", url.as_str()), "").ok() } else { Some(url) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::message::{Sender, message};

    const ZOOM: &str = "https://zoom.us/oauth/token";

    fn zoom() -> BaseUrl {
        BaseUrl::parse(ZOOM, "").expect("valid")
    }

    fn answer(http: u16, body: &str) -> Response {
        Response::new(http, b"", body.as_bytes().to_vec(), None, &[])
    }

    #[test]
    fn the_request_is_the_form_that_zoom_describes() {
        let credentials = Credentials { account_id: "a&b=c/+".to_owned(), ..Credentials::default() };
        let request = request(&credentials, &zoom()).expect("valid");
        let sender = Sender { base_url: ZOOM, user_agent: "agent/1" };
        assert_eq!(
            String::from_utf8(message(&request, &sender, "dGVzdA==")).expect("text"),
            "POST /oauth/token HTTP/1.1\r\nHost: zoom.us\r\nAccept: application/json\r\nAccept-Encoding: identity\r\n\
             Accept-Language: en\r\nUser-Agent: agent/1\r\n\
             Authorization: Basic dGVzdA==\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 57\r\n\r\n\
             grant_type=account_credentials&account_id=a%26b%3Dc%2F%2B"
        );
    }

    #[test]
    fn a_token_is_read() {
        let body = r#"{"access_token":"tok-SECRET","token_type":"bearer","expires_in":3599,"api_url":"https://api-eu.zoom.us"}"#;
        let issued = read(answer(200, body), &zoom()).expect("a token");
        assert_eq!((issued.secret.expose(), issued.lifetime), ("tok-SECRET", Duration::from_secs(3_599)));
        assert_eq!(issued.base_url.as_ref().map(BaseUrl::as_str), Some("https://api-eu.zoom.us/v2"));
        let issued = read(answer(200, r#"{"access_token":"tok-SECRET","expires_in":"60"}"#), &zoom()).expect("a token");
        assert_eq!((issued.lifetime, issued.base_url, issued.scopes), (Duration::from_secs(60), None, None));
        let body = r#"{"access_token":"tok-SECRET","scope":"user:read:admin  user:write:admin"}"#;
        let scopes = read(answer(200, body), &zoom()).expect("a token").scopes;
        let both = Some(vec!["user:read:admin".to_owned(), "user:write:admin".to_owned()]);
        assert_eq!(scopes, both);
        for list in [
            r#""user:read:admin,user:write:admin""#,
            r#"", user:read:admin ,\tuser:write:admin,""#,
            r#"["user:read:admin","user:write:admin"]"#,
        ] {
            let body = format!(r#"{{"access_token":"tok-SECRET","scope":{list}}}"#);
            assert_eq!(read(answer(200, &body), &zoom()).expect("a token").scopes, both, "{list}");
        }
        let body = r#"{"access_token":"tok-SECRET","scope":7}"#;
        assert_eq!(read(answer(200, body), &zoom()).expect("a token").scopes, None);
        let malformed = Response::new(
            200,
            b"",
            b"{\"access_token\":\"tok-SECRET\",\"x\":\"\xfc\\ud83d\",\"y\":1e400}\0".to_vec(),
            None,
            &[],
        );
        assert_eq!(read(malformed, &zoom()).expect("a token").secret.expose(), "tok-SECRET");
        for (expires_in, lifetime_s) in [
            ("3.0", 3),
            ("\"3.0\"", 3),
            ("3.9", 3),
            ("3e2", 300),
            ("1e400", 3_600),
            ("-1", 3_600),
            ("\"soon\"", 3_600),
            ("99999999999", MAX_LIFETIME_S),
        ] {
            let body = format!(r#"{{"access_token":"tok-SECRET","expires_in":{expires_in}}}"#);
            let issued = read(answer(200, &body), &zoom()).expect("a token");
            assert_eq!(issued.lifetime, Duration::from_secs(lifetime_s), "{expires_in}");
        }
        let issued = read(answer(200, r#"{"access_token":"tok-SECRET"}"#), &zoom()).expect("a token");
        assert_eq!(issued.lifetime, Duration::from_secs(3_600));
    }

    #[test]
    fn a_response_without_a_token_shows_none() {
        for (http, body) in [
            (200, r#"{"access_token":"tok SECRET"}"#),
            (200, r#"{"access_token":""}"#),
            (200, r#"{"access_token":7,"x":"SECRET"}"#),
            (200, r#"{"access_token":"tok-SECRET""#),
            (200, "<html>SECRET</html>"),
            (400, r#"{"access_token":"tok-SECRET","reason":"no"}"#),
            (400, r#"{"access_token":"tok-SECRET"#),
        ] {
            let response = read(answer(http, body), &zoom()).expect_err(body);
            assert!(!format!("{response:?}").contains("SECRET"), "{response:?}");
        }
        let html = |body: &str| {
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
            let response = Response::new(200, head, body.as_bytes().to_vec(), None, &[]);
            let response = read(response, &zoom()).expect_err("a page");
            assert!(response.body().is_empty() && response.incomplete().is_some());
            response.api_message().to_owned()
        };
        assert_eq!(html("<html><body><h1>Log in</h1>\n<p>to the network</p></body></html>"), "Log in to the network");
        assert_eq!(html("<html><body>{\"access_token\":\"tok-SECRET\"}</body></html>"), "");
        let response = read(answer(400, r#"{"reason":"no","error":"invalid_client"}"#), &zoom()).expect_err("refused");
        assert_eq!(response.api_message(), "no (invalid_client)");
    }

    #[test]
    fn only_zooms_urls_are_used() {
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
            assert_eq!(
                api(url, &BaseUrl::parse(token_url, "").expect("valid")).as_ref().map(BaseUrl::as_str),
                used,
                "{url}"
            );
        }
    }
}

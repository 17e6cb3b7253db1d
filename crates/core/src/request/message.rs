//! The serialization of a request as HTTP/1.1, for sending and for display.

use super::headers::AUTHORIZATION;
use super::request::Request;

/// The placeholder for the credentials in the format `http`. Commands use the variable `ZOOM_TOKEN` in their shell's syntax,
/// and a Postman collection uses `{{zoom_token}}`.
pub const PLACEHOLDER: &str = "<access_token>";

/// The client's part of a request.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// The base URL of the API, as in the option `base_url`.
    pub base_url: &'a str,
    /// The default of the header `User-Agent`.
    pub user_agent: &'a str,
}

impl Sender<'_> {
    /// Scheme, host with port, and path of the base URL.
    fn parts(&self) -> (&str, &str, &str) {
        let url = self.base_url;
        let find = |text: &str, wanted: u8| text.bytes().position(|byte| byte == wanted);
        let (scheme, rest) = url.split_at(find(url, b':').unwrap_or_default());
        let (scheme, rest) = rest.strip_prefix("://").map_or(("", url), |rest| (scheme, rest));
        let (authority, path) = find(rest, b'/').map_or((rest, ""), |at| rest.split_at(at));
        (scheme, authority, path)
    }

    /// The request target: the base URL's path unless the request's path is absolute, and the request's path and query.
    fn target<'a>(&'a self, path_and_query: &'a str) -> [&'a str; 3] {
        if path_and_query.starts_with('/') { ["", "", path_and_query] } else { [self.parts().2, "/", path_and_query] }
    }

    /// The URL of a request.
    pub(crate) fn url(&self, request: &Request) -> String {
        let (scheme, authority, _) = self.parts();
        format!("{scheme}://{authority}{}", self.target(request.path_and_query()).concat())
    }

    /// The header `Host`, without the scheme's default port.
    fn host(&self) -> &str {
        let (scheme, authority, _) = self.parts();
        authority.strip_suffix(if scheme == "http" { ":80" } else { ":443" }).unwrap_or(authority)
    }
}

/// The bytes of a request, head and body. `credentials` follow the scheme in `Authorization`, which is `Bearer` unless the
/// caller set that header; "" leaves the header out.
pub(crate) fn message(request: &Request, sender: &Sender<'_>, credentials: &str) -> Vec<u8> {
    let headers = request.headers();
    let body = request.body();
    let given: usize = headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
    let known = [sender.base_url, sender.user_agent, credentials, request.path_and_query()];
    let rest = body.map_or(0, |body| body.bytes.len() + body.content_type.len());
    // Reserved at once, so that growing leaves no copy of the credentials in memory.
    let mut out = Vec::with_capacity(given + rest + 2 * known.iter().map(|text| text.len()).sum::<usize>() + 512);

    push(&mut out, &[request.method(), " "]);
    push(&mut out, &sender.target(request.path_and_query()));
    push(&mut out, &[" HTTP/1.1\r\n"]);
    each_header(request, sender, credentials, |name, value| {
        push(&mut out, &[name, ": "]);
        push(&mut out, value);
        push(&mut out, &["\r\n"]);
    });
    push(&mut out, &["\r\n"]);
    out.extend_from_slice(body.map_or(&[], |body| &body.bytes));
    out
}

/// The request line and the headers of a request, with a placeholder for the credentials.
pub(crate) fn head(request: &Request, sender: &Sender<'_>) -> (String, Vec<(String, String)>) {
    let line = format!("{} {} HTTP/1.1", request.method(), sender.target(request.path_and_query()).concat());
    let mut headers = Vec::new();
    each_header(request, sender, PLACEHOLDER, |name, value| headers.push((name.to_owned(), value.concat())));
    (line, headers)
}

/// Calls `header` with the name and the parts of the value of each header, in order.
fn each_header(request: &Request, sender: &Sender<'_>, credentials: &str, mut header: impl FnMut(&str, &[&str])) {
    let headers = request.headers();
    let body = request.body();
    header("Host", &[sender.host()]);
    if !headers.contains(AUTHORIZATION) && !credentials.is_empty() {
        header(AUTHORIZATION, &["Bearer ", credentials]);
    }
    if !headers.contains("Accept") {
        header("Accept", &["application/json"]);
    }
    // What came compressed would have to be unpacked before a secret in it can be hidden.
    if !headers.contains("Accept-Encoding") {
        header("Accept-Encoding", &["identity"]);
    }
    // Zoom's messages come in the language of the account otherwise.
    if !headers.contains("Accept-Language") {
        header("Accept-Language", &["en"]);
    }
    if !headers.contains("User-Agent") {
        header("User-Agent", &[sender.user_agent]);
    }
    for (name, value) in headers.with_credentials(credentials) {
        header(name, &value);
    }
    if let Some(body) = body.filter(|_| !headers.contains("Content-Type")) {
        header("Content-Type", &[&body.content_type]);
    }
    if let Some(body) = body {
        header("Content-Length", &[&body.bytes.len().to_string()]);
    } else if matches!(request.method(), "POST" | "PUT" | "PATCH") {
        header("Content-Length", &["0"]);
    }
}

fn push(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::headers::Headers;
    use crate::request::request::Content;

    fn text(base_url: &str, method: &str, path: &str, headers: &str, body: &[u8]) -> String {
        let headers = Headers::parse(headers).expect("valid");
        let request = Request::new(method, path, headers, Content::Bytes(body)).expect("valid");
        let out = message(&request, &Sender { base_url, user_agent: "agent/1" }, "tok-1");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn headers_have_defaults() {
        assert_eq!(
            text("https://api.zoom.us/v2", "GET", "users/me?a=b", "", b""),
            "GET /v2/users/me?a=b HTTP/1.1\r\nHost: api.zoom.us\r\nAuthorization: Bearer tok-1\r\n\
             Accept: application/json\r\nAccept-Encoding: identity\r\nAccept-Language: en\r\nUser-Agent: agent/1\r\n\r\n"
        );
        assert_eq!(
            text("https://h:444", "POST", "/x", "X-A: 1\nx-a: 2", b"{}"),
            "POST /x HTTP/1.1\r\nHost: h:444\r\nAuthorization: Bearer tok-1\r\nAccept: application/json\r\n\
             Accept-Encoding: identity\r\nAccept-Language: en\r\nUser-Agent: agent/1\r\nX-A: 1\r\nx-a: 2\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        );
    }

    #[test]
    fn the_callers_headers_replace_the_defaults() {
        let headers = "accept: a\naccept-encoding: d\naccept-language: e\nuser-agent: b\nContent-type: c\nauthorization: Basic old!";
        assert_eq!(
            text("http://[::1]:80/v2", "PUT", "x", headers, b"y"),
            "PUT /v2/x HTTP/1.1\r\nHost: [::1]\r\naccept: a\r\naccept-encoding: d\r\n\
             accept-language: e\r\nuser-agent: b\r\nContent-type: c\r\n\
             authorization: Basic tok-1\r\nContent-Length: 1\r\n\r\ny"
        );
    }

    #[test]
    fn content_length_is_sent_with_methods_that_expect_a_body() {
        assert!(text("https://h", "POST", "x", "", b"").ends_with("Content-Length: 0\r\n\r\n"));
        assert!(!text("https://h", "DELETE", "x", "", b"").contains("Content-"));
    }
}

//! A request as HTTP/1.1 writes it. What is shown of a request and what is sent are both made here.

use super::headers::AUTHORIZATION;
use super::request::Request;

/// What a request takes from the client that sends it.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    /// Where the API is, as the option `base_url` holds it.
    pub base_url: &'a str,
    /// The header `User-Agent` where the caller gives none.
    pub user_agent: &'a str,
}

impl Sender<'_> {
    /// Scheme, host with port, and path of the base URL.
    fn parts(&self) -> (&str, &str, &str) {
        let (scheme, rest) = self.base_url.split_once("://").unwrap_or(("", self.base_url));
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        (scheme, authority, path)
    }

    /// A path and query of a request, below the origin: what stands before it, and it.
    fn target<'a>(&'a self, path_and_query: &'a str) -> [&'a str; 3] {
        if path_and_query.starts_with('/') { ["", "", path_and_query] } else { [self.parts().2, "/", path_and_query] }
    }

    /// The URL of a request.
    pub(crate) fn url(&self, request: &Request) -> String {
        let (scheme, authority, _) = self.parts();
        format!("{scheme}://{authority}{}", self.target(request.path_and_query()).concat())
    }

    /// The header `Host`: without the port where it is the scheme's own.
    fn host(&self) -> &str {
        let (scheme, authority, _) = self.parts();
        authority.strip_suffix(if scheme == "http" { ":80" } else { ":443" }).unwrap_or(authority)
    }
}

/// The bytes of a request, head and body. `credentials` follow the scheme in `Authorization`, `Bearer` unless the caller
/// gave that header; "" where there are none leaves it out.
pub(crate) fn message(request: &Request, sender: &Sender<'_>, credentials: &str) -> Vec<u8> {
    let headers = request.headers();
    let body = request.body();
    let given: usize = headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
    let known = [sender.base_url, sender.user_agent, credentials, request.path_and_query()];
    let rest = body.map_or(0, |body| body.bytes.len() + body.content_type.len());
    // Never grown, so that the credentials stay in one place of memory.
    let mut out = Vec::with_capacity(given + rest + 2 * known.iter().map(|text| text.len()).sum::<usize>() + 512);

    push(&mut out, &[request.method(), " "]);
    push(&mut out, &sender.target(request.path_and_query()));
    push(&mut out, &[" HTTP/1.1\r\n"]);
    header(&mut out, "Host", &[sender.host()]);
    if !headers.contains(AUTHORIZATION) && !credentials.is_empty() {
        header(&mut out, AUTHORIZATION, &["Bearer ", credentials]);
    }
    if !headers.contains("Accept") {
        header(&mut out, "Accept", &["application/json"]);
    }
    if !headers.contains("User-Agent") {
        header(&mut out, "User-Agent", &[sender.user_agent]);
    }
    for (name, value) in headers.with_credentials(credentials) {
        header(&mut out, name, &value);
    }
    if let Some(body) = body.filter(|_| !headers.contains("Content-Type")) {
        header(&mut out, "Content-Type", &[&body.content_type]);
    }
    if let Some(body) = body {
        header(&mut out, "Content-Length", &[&body.bytes.len().to_string()]);
    } else if matches!(request.method(), "POST" | "PUT" | "PATCH") {
        header(&mut out, "Content-Length", &["0"]);
    }
    push(&mut out, &["\r\n"]);
    out.extend_from_slice(body.map_or(&[], |body| &body.bytes));
    out
}

fn header(out: &mut Vec<u8>, name: &str, value: &[&str]) {
    push(out, &[name, ": "]);
    push(out, value);
    push(out, &["\r\n"]);
}

fn push(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::headers::Headers;
    use crate::update::request::Content;

    fn text(base_url: &str, method: &str, path: &str, headers: &str, body: &[u8]) -> String {
        let headers = Headers::parse(headers).expect("valid");
        let request = Request::new(method, path, headers, Content::Bytes(body)).expect("valid");
        let out = message(&request, &Sender { base_url, user_agent: "agent/1" }, "tok-1");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn what_the_caller_does_not_say_is_the_librarys() {
        assert_eq!(
            text("https://api.zoom.us/v2", "GET", "users/me?a=b", "", b""),
            "GET /v2/users/me?a=b HTTP/1.1\r\nHost: api.zoom.us\r\nAuthorization: Bearer tok-1\r\n\
             Accept: application/json\r\nUser-Agent: agent/1\r\n\r\n"
        );
        assert_eq!(
            text("https://h:444", "POST", "/x", "X-A: 1\nx-a: 2", b"{}"),
            "POST /x HTTP/1.1\r\nHost: h:444\r\nAuthorization: Bearer tok-1\r\nAccept: application/json\r\n\
             User-Agent: agent/1\r\nX-A: 1\r\nx-a: 2\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        );
    }

    #[test]
    fn what_the_caller_says_replaces_it() {
        let headers = "accept: a\nuser-agent: b\nContent-type: c\nauthorization: Basic old!";
        assert_eq!(
            text("http://[::1]:80/v2", "PUT", "x", headers, b"y"),
            "PUT /v2/x HTTP/1.1\r\nHost: [::1]\r\naccept: a\r\nuser-agent: b\r\nContent-type: c\r\n\
             authorization: Basic tok-1\r\nContent-Length: 1\r\n\r\ny"
        );
    }

    #[test]
    fn a_length_is_told_where_a_body_is_to_be_expected() {
        assert!(text("https://h", "POST", "x", "", b"").ends_with("Content-Length: 0\r\n\r\n"));
        assert!(!text("https://h", "DELETE", "x", "", b"").contains("Content-"));
    }
}

//! Tunnels through proxies: the handshake with the proxy, before TLS with the API begins.

use super::challenge;
use super::proxy_stream::ProxyStream;
use crate::http_head::{HeadError, MOST_LINES, MalformedLine, RawHead, Scanner, warnings};
use crate::net::fault::NetworkFault;
use crate::net::host::HostPort;
use crate::net::proxy::Login;
use crate::response::error::Error;
use crate::secret::Secret;
use zeroize::Zeroizing;

/// The longest head of a proxy's response, in bytes.
const MAX_HEAD_LEN: usize = 16 * 1024;

/// Requests a tunnel from an HTTP proxy.
pub(crate) fn connect(
    stream: &mut ProxyStream<'_, '_>,
    server: &HostPort,
    user_agent: &str,
    login: Option<&Login>,
) -> Result<(), Error> {
    stream.write(&connect_request(server, user_agent, login))?;
    let mut scanner = Scanner::default();
    loop {
        match read_head(&mut scanner, stream.received()) {
            Head::Complete { length, status, schemes, malformed } => {
                scanner = Scanner::default();
                stream.consume(length);
                let password = login.map_or("", |login| login.password.expose());
                stream.progress.warn(warnings(&malformed, "proxy's response", &[password]));
                // Interim: the final response follows. 101 is final.
                if matches!(status, 100 | 102..=199) {
                    continue;
                }
                return tunnel_result(status, &schemes, login.is_some());
            }
            Head::Incomplete => stream.read_more()?,
            Head::Invalid(error) => return Err(error),
        }
    }
}

/// The request for a tunnel, which is wiped because it may hold a password.
fn connect_request(server: &HostPort, user_agent: &str, login: Option<&Login>) -> Zeroizing<Vec<u8>> {
    let start = format!("CONNECT {server} HTTP/1.1\r\nHost: {server}\r\nUser-Agent: {user_agent}\r\n");
    let credentials = login.map(|login| Secret::basic(login.name.expose(), &login.password));
    let login = credentials.as_ref().map(|credentials| ["Proxy-Authorization: Basic ", credentials.expose(), "\r\n"]);
    let parts = [start.as_str()].into_iter().chain(login.into_iter().flatten());
    let parts = parts.chain(["Proxy-Connection: Keep-Alive\r\n\r\n"]);
    // Reserved at once, so that growing leaves no copy.
    let mut request = Zeroizing::new(Vec::with_capacity(parts.clone().map(str::len).sum()));
    parts.for_each(|part| request.extend_from_slice(part.as_bytes()));
    request
}

/// The head of a proxy's response.
enum Head {
    Incomplete,
    Complete { length: usize, status: u16, schemes: Vec<&'static str>, malformed: Vec<MalformedLine> },
    Invalid(Error),
}

/// Reads the head at the start of all bytes received so far, of which `scanner` knows the earlier ones.
fn read_head(scanner: &mut Scanner, bytes: &[u8]) -> Head {
    let not_http = |detail: &str| Head::Invalid(NetworkFault::ProxyNotHttp.error(detail));
    let head = match scanner.end(bytes, MAX_HEAD_LEN) {
        Ok(None) => return Head::Incomplete,
        Ok(Some(length)) => RawHead::read(bytes.get(..length).unwrap_or_default()).map(|head| (length, head)),
        Err(why) => Err(why),
    };
    match head {
        Ok((length, head)) => {
            let schemes = challenge::schemes(head.values("proxy-authenticate"));
            Head::Complete { length, status: head.status, schemes, malformed: head.malformed }
        }
        // An alert, or a handshake.
        Err(_) if bytes.starts_with(&[0x15, 3]) || bytes.starts_with(&[0x16, 3]) => {
            Head::Invalid(NetworkFault::ProxySpeaksTls.error(""))
        }
        Err(HeadError::NotHttp) => not_http(""),
        Err(HeadError::TooLong) => not_http(": its head is longer than 16 KiB"),
        Err(HeadError::TooManyLines) => not_http(&format!(": its head has more than {MOST_LINES} lines")),
        Err(HeadError::Framing(name, why)) => not_http(&format!(": its header {name} has {why}")),
        Err(HeadError::BlankLine) => not_http(": its head has a line of blanks"),
    }
}

/// Whether the proxy opened the tunnel, or why not.
fn tunnel_result(status: u16, schemes: &[&str], has_login: bool) -> Result<(), Error> {
    match status {
        200..=299 => Ok(()),
        407 if !schemes.is_empty() && !schemes.contains(&"Basic") => {
            Err(NetworkFault::LoginUnsupported.error(&format!(" ({})", schemes.join(", "))))
        }
        // Some proxies send 401 for a wrong password.
        401 | 407 if has_login => Err(NetworkFault::LoginRefused.error("")),
        401 | 407 => Err(NetworkFault::LoginWanted.error("")),
        408 | 425 | 429 => Err(NetworkFault::ProxyBusy.error(&format!(" (HTTP {status})"))),
        // 501 and 505 mean that it knows no CONNECT.
        500 | 502..=504 | 506..=599 => Err(NetworkFault::ProxyFailed.error(&format!(" (HTTP {status})"))),
        _ => Err(NetworkFault::ProxyRefused.error(&format!(" (HTTP {status})"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(answer: &str, has_login: bool) -> String {
        match read_head(&mut Scanner::default(), answer.as_bytes()) {
            Head::Complete { length, status, schemes, .. } => {
                assert_eq!(length, answer.len());
                tunnel_result(status, &schemes, has_login)
                    .map_or_else(|error| error.message().to_owned(), |()| "tunnel".to_owned())
            }
            Head::Incomplete => "incomplete".to_owned(),
            Head::Invalid(error) => error.message().to_owned(),
        }
    }

    #[test]
    fn responses_to_connect_are_classified() {
        let unsupported = |schemes: &str| format!("{} ({schemes})", NetworkFault::LoginUnsupported.what());
        for (answer, has_login, expected) in [
            ("HTTP/1.1 200 Connection established\r\n\r\n", false, "tunnel".to_owned()),
            ("HTTP/1.0 200\r\nX: y\r\n\r\n", true, "tunnel".to_owned()),
            ("HTTP/1.1 200 OK\r\n", false, "incomplete".to_owned()),
            ("", false, "incomplete".to_owned()),
            ("HTTP/1.1 407 x\r\n\r\n", false, NetworkFault::LoginWanted.what().to_owned()),
            ("HTTP/1.1 407 x\r\n\r\n", true, NetworkFault::LoginRefused.what().to_owned()),
            ("HTTP/1.1 401 x\r\n\r\n", true, NetworkFault::LoginRefused.what().to_owned()),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: basic realm=\"NTLM, x\"\r\n\r\n",
                true,
                NetworkFault::LoginRefused.what().to_owned(),
            ),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM\r\nproxy-authenticate: Basic realm=x\r\n\r\n",
                false,
                NetworkFault::LoginWanted.what().to_owned(),
            ),
            ("HTTP/1.1 407 x\r\nProxy-Authenticate: Negotiate, ntlm\r\n\r\n", false, unsupported("NTLM, Negotiate")),
            ("HTTP/1.1 407 x\r\nProxy-Authenticate: Kerberos\r\n\r\n", true, unsupported("Kerberos")),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n\r\n",
                true,
                unsupported("Digest"),
            ),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"x, Basic y\", qop=\"auth\"\r\n\r\n",
                true,
                unsupported("Digest"),
            ),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"a\\\", Basic\", basic=1\r\n\r\n",
                false,
                unsupported("Digest"),
            ),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM, Basic realm=\"x, y\", Negotiate dG9rZW4=\r\n\r\n",
                false,
                NetworkFault::LoginWanted.what().to_owned(),
            ),
            (
                "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"x\r\nProxy-Authenticate: Basic realm=y\r\n\r\n",
                true,
                NetworkFault::LoginRefused.what().to_owned(),
            ),
            ("HTTP/1.1 407 x\r\nProxy-Authenticate: Hawk\r\n\r\n", true, unsupported("another kind")),
            ("HTTP/1.1 407 x\r\nProxy-Authenticate: \r\n\r\n", false, NetworkFault::LoginWanted.what().to_owned()),
            ("HTTP/1.1 403 x\r\n\r\n", false, format!("{} (HTTP 403)", NetworkFault::ProxyRefused.what())),
            ("HTTP/1.1 503 x\r\n\r\n", false, format!("{} (HTTP 503)", NetworkFault::ProxyFailed.what())),
            ("HTTP/1.1 429 x\r\n\r\n", false, format!("{} (HTTP 429)", NetworkFault::ProxyBusy.what())),
            ("HTTP/1.1 501 x\r\n\r\n", false, format!("{} (HTTP 501)", NetworkFault::ProxyRefused.what())),
            ("SSH-2.0\r\n\r\n", false, NetworkFault::ProxyNotHttp.what().to_owned()),
            ("\u{15}\u{3}\u{3}\0\u{2}\u{2}\u{16}", false, NetworkFault::ProxySpeaksTls.what().to_owned()),
        ] {
            assert_eq!(describe(answer, has_login), expected, "{answer}");
        }
    }

    #[test]
    fn a_head_that_comes_in_pieces_is_scanned_once() {
        let mut scanner = Scanner::default();
        assert!(matches!(read_head(&mut scanner, b"HTTP/1.1 200 OK\r\n"), Head::Incomplete));
        // What was scanned is not read again before the head is complete.
        assert!(matches!(read_head(&mut scanner, b"SSH-2.0 xxxxxxx\r\nX: y\r\n"), Head::Incomplete));
        assert!(matches!(
            read_head(&mut scanner, b"HTTP/1.1 200 OK\r\nX: y\r\n\r\n"),
            Head::Complete { length: 25, .. }
        ));
    }

    #[test]
    fn a_head_is_bounded() {
        let lines = |count| format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(count));
        assert_eq!(describe(&lines(MOST_LINES), false), "tunnel");
        assert!(describe(&lines(MOST_LINES + 1), false).contains("128 lines"));
        let endless = format!("HTTP/1.1 200 OK\r\nX: {}", "y".repeat(MAX_HEAD_LEN));
        assert!(describe(&endless, false).contains("16 KiB"));
    }
}

//! Responses with invalid framing. The next request of the same client must get the rejection that the server sends for
//! it, and no bytes of the first response.

use support::folder::Folder;
use support::scripted_server::{Script, ScriptedServer, identity};
use support::{options, patch, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};

/// Heads without the final line ends, and their bodies.
const HEADS: [(&str, &str, &str); 15] = [
    ("204 with a length", "204 No Content\r\nContent-Length: 45", ""),
    ("204 with chunks", "204 No Content\r\nTransfer-Encoding: chunked", ""),
    ("204 with two lengths", "204 No Content\r\nContent-Length: 0\r\nContent-Length: 45", ""),
    ("204 with a length and chunks", "204 No Content\r\nContent-Length: 45\r\nTransfer-Encoding: chunked", ""),
    ("304 with a length", "304 Not Modified\r\nContent-Length: 45", ""),
    ("304 with chunks", "304 Not Modified\r\nTransfer-Encoding: chunked", ""),
    ("two lengths", "400 Bad Request\r\nContent-Length: 2\r\nContent-Length: 45", "{}"),
    ("two equal lengths", "400 Bad Request\r\nContent-Length: 2\r\nContent-Length: 2", "{}"),
    ("a list of lengths", "400 Bad Request\r\nContent-Length: 2, 2", "{}"),
    ("no number", "400 Bad Request\r\nContent-Length: 2x", "{}"),
    (
        "a length and chunks",
        "400 Bad Request\r\nContent-Length: 2\r\nTransfer-Encoding: chunked",
        "2\r\n{}\r\n0\r\n\r\n",
    ),
    ("two codings", "400 Bad Request\r\nTransfer-Encoding: gzip, chunked", "2\r\n{}\r\n0\r\n\r\n"),
    ("chunks twice", "400 Bad Request\r\nTransfer-Encoding: chunked, chunked", "2\r\n{}\r\n0\r\n\r\n"),
    ("a malformed line", "400 Bad Request\r\nX-A : b\r\nContent-Length: 2", "{}"),
    ("a malformed length", "400 Bad Request\r\nContent-Length : 45\r\nContent-Length: 2", "{}"),
];

/// Responses with valid framing. Excess bytes can only be detected before the next request.
const VALID: [(&str, &str, &str); 4] = [
    ("204", "204 No Content", ""),
    ("204 without a length", "204 No Content\r\nContent-Length: 0", ""),
    ("a length", "400 Bad Request\r\nContent-Length: 2", "{}"),
    ("chunks", "400 Bad Request\r\nTransfer-Encoding: chunked", "2\r\n{}\r\n0\r\n\r\n"),
];

/// Excess bytes after a response.
const EXCESS: [&str; 5] = [
    "HTTP/1.1 204 No Content\r\nX-A: 12345678901\r\n\r\n",
    "0\r\n\r\n",
    "\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
    "{\"code\":300}",
];

/// When the excess bytes arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timing {
    /// In the same write as the response.
    WithResponse,
    /// Before the next request is sent.
    Idle,
    /// After the next request was received.
    Late,
}

#[derive(Debug, Default)]
struct Row {
    cells: usize,
    /// Cells whose second request used a new connection.
    new_connections: usize,
    false_successes: usize,
    /// Cells whose second request got another response than its own.
    others: usize,
}

/// All cells over http and over TLS, as rows of a table.
pub(crate) fn run() -> Totals {
    let folder = Folder::new();
    let tls = identity();
    let ca_file = folder.write("ca.pem", &tls.0);
    let mut totals = Totals::default();
    for identity in [None, Some(&tls)] {
        for (heads, timings) in [
            (&HEADS[..], &[Timing::WithResponse, Timing::Idle, Timing::Late][..]),
            (&VALID[..], &[Timing::WithResponse, Timing::Idle][..]),
        ] {
            for (name, head, body) in heads {
                let mut row = Row::default();
                for (method, timing, excess) in cells(timings) {
                    let (body, is_head) = (if method == "HEAD" { "" } else { *body }, method == "HEAD");
                    // The answer to HEAD may announce a body. Whether it keeps talking is what is tried.
                    let mut script =
                        Script { first: format!("HTTP/1.1 {head}\r\n\r\n{body}").into(), ..Script::default() };
                    match timing {
                        Timing::WithResponse => script.first.extend_from_slice(excess.as_bytes()),
                        Timing::Idle => script.idle = excess.into(),
                        Timing::Late => script.late = excess.into(),
                    }
                    let server = ScriptedServer::start(script, identity);
                    let client = client(&server, &ca_file);
                    let first = request(&client, method);
                    server.send_idle();
                    let second = request(&client, "PATCH");
                    row.cells += 1;
                    row.new_connections += usize::from(server.connections() == 2);
                    drop(client);
                    let is_own = second.response().and_then(|response| response.api_code()) == Some(2034);
                    let is_false = second.is_ok() || (first.is_ok() && !is_head && !head.starts_with("204"));
                    row.false_successes += usize::from(is_false);
                    row.others += usize::from(!is_own && !is_false);
                    if is_false || !is_own {
                        let over = if identity.is_some() { "TLS" } else { "plain" };
                        totals.messages.push(format!(
                            "{method} over {over}: {name}, {timing:?} {excess:?}: {}; {:?}: {}",
                            first.message(),
                            second.status(),
                            second.message()
                        ));
                    }
                }
                totals.rows.push((format!("{}: {name}", if identity.is_some() { "TLS" } else { "plain" }), row));
            }
        }
    }
    totals
}

/// Each method with each timing and each excess.
fn cells(timings: &[Timing]) -> impl Iterator<Item = (&'static str, Timing, &'static str)> {
    ["PATCH", "GET", "HEAD"].into_iter().flat_map(move |method| {
        timings.iter().flat_map(move |timing| EXCESS.into_iter().map(move |excess| (method, *timing, excess)))
    })
}

fn client(server: &ScriptedServer, ca_file: &str) -> Client {
    let base = options(&[
        ("base_url", &server.url()),
        ("token", "token-1"),
        ("ca_file", ca_file),
        ("system_roots", "off"),
        ("proxy", "off"),
    ]);
    Client::new(with(base, &[("max_retries", "0"), ("plan", "none"), ("timeout_ms", "20000")]))
}

fn request(client: &Client, method: &str) -> Outcome {
    if method == "PATCH" {
        return client.update_user("me", &patch(r#"{"dept":"d"}"#));
    }
    let request = Request::new(method, "users/me", Headers::new(), Content::Bytes(b""));
    let outcome = client.send(&request.expect("valid"));
    assert_ne!(outcome.status(), Status::InvalidArgument, "{}", outcome.message());
    outcome
}

/// The rows, and a message for each failure.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    rows: Vec<(String, Row)>,
    messages: Vec<String>,
}

impl Totals {
    pub(crate) fn is_balanced(&self) -> bool {
        !self.rows.is_empty() && self.messages.is_empty()
    }

    pub(crate) fn print(&self) {
        self.messages.iter().take(40).for_each(|line| println!("{line}"));
        println!("| invalid framing or excess bytes | cells | second connection | false success | other |");
        println!("|{}", " --- |".repeat(5));
        let mut all = Row::default();
        for (name, row) in &self.rows {
            let Row { cells, new_connections, false_successes, others } = row;
            println!("| {name} | {cells} | {new_connections} | {false_successes} | {others} |");
            all.cells += cells;
            all.new_connections += new_connections;
            all.false_successes += false_successes;
            all.others += others;
        }
        println!("| all | {} | {} | {} | {} |", all.cells, all.new_connections, all.false_successes, all.others);
    }
}

//! Peers that keep a call waiting: a server, the token service, a proxy.

use super::{Entry, Stage};
use crate::fault::{Direction, Fault, Kind};
use crate::middleman::Middleman;
use crate::socks::Socks;
use crate::{app_options, http_options, https_options, patch, sandbox, with};
use socket2::{Domain, Socket, Type};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use zoomuser::{Call, Client, Content, Headers, Outcome, Request};
use zoomuser_sandbox::Sandbox;

/// More than the buffers of a connection hold, and as much as a request may have.
const LARGE: usize = 16 * 1024 * 1024;

/// Nothing is answered; or nothing more, after so many bytes.
const fn stall(at: usize) -> Fault {
    Fault { direction: Direction::Answer, kind: Kind::Stall, at }
}

/// The server at this URL, behind somebody who does this to its first connection.
fn behind(server_url: &str, fault: Fault) -> Arc<Middleman> {
    Arc::new(Middleman::start(server_url, Some(fault)))
}

/// Whether the fault has happened.
fn fired(middleman: &Arc<Middleman>) -> impl Fn() -> bool + 'static {
    let middleman = Arc::clone(middleman);
    move || middleman.traffic().first().is_some_and(crate::middleman::Traffic::has_fired)
}

/// A stage whose API is behind somebody, over plain http.
fn over_http(entry: &Entry<'_>, fault: Fault) -> Stage {
    let sandbox = sandbox();
    let middleman = behind(&sandbox.http_url(), fault);
    let base_url = format!("http://{}/v2", middleman.address());
    let options = with(with(http_options(&sandbox), &[("base_url", &base_url)]), entry.limits);
    Stage::new(options, fired(&middleman), (middleman, sandbox))
}

/// The same over TLS.
fn over_tls(entry: &Entry<'_>, fault: Fault) -> Stage {
    let sandbox = sandbox();
    let middleman = behind(&sandbox.https_url(), fault);
    let base_url = format!("https://{}/v2", middleman.address());
    let options = with(with(https_options(&sandbox), &[("base_url", &base_url)]), entry.limits);
    Stage::new(options, fired(&middleman), (middleman, sandbox))
}

/// A stage whose proxy is behind somebody.
fn through_proxy(
    entry: &Entry<'_>,
    sandbox: Sandbox,
    scheme: &str,
    proxy_url: &str,
    world: impl std::any::Any,
) -> Stage {
    let middleman = behind(proxy_url, stall(0));
    let proxy = format!("{scheme}://{}", middleman.address());
    let options = with(with(https_options(&sandbox), &[("proxy", &proxy)]), entry.limits);
    Stage::new(options, fired(&middleman), (middleman, world, sandbox))
}

pub(super) fn token_answer(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let middleman = behind(&sandbox.http_url(), stall(0));
    let token_url = format!("http://{}/oauth/token", middleman.address());
    let options = with(app_options(&sandbox, &[("token_url", &token_url)]), entry.limits);
    Stage::new(options, fired(&middleman), (middleman, sandbox))
}

/// A port whose queue of connections is full: nobody takes them, and no further ones are answered.
pub(super) fn connecting(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).expect("a free port");
    socket.listen(0).expect("it listens");
    let listener = TcpListener::from(socket);
    let address = listener.local_addr().expect("an address");
    let mut queue = Vec::new();
    let full = loop {
        match TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
            Ok(stream) => queue.push(stream),
            Err(error) => break error,
        }
        assert!(queue.len() < 1_000, "the queue has an end");
    };
    assert_eq!(full.kind(), ErrorKind::TimedOut);
    let base_url = format!("http://{address}/v2");
    let options = with(with(http_options(&sandbox), &[("base_url", &base_url)]), entry.limits);
    let mut stage = Stage::new(options, || true, ());
    stage.let_pass = Box::new(move || {
        drop(queue);
        Box::new((Middleman::on(listener, &sandbox.http_url(), None), sandbox))
    });
    stage
}

pub(super) fn handshake(entry: &Entry<'_>) -> Stage {
    over_tls(entry, stall(0))
}

pub(super) fn connect_of_a_proxy(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let proxy_url = sandbox.http_url();
    through_proxy(entry, sandbox, "http", &proxy_url, ())
}

pub(super) fn socks(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let proxy = Socks::start(&sandbox.https_url());
    let proxy_url = format!("socks5h://{}", proxy.address());
    through_proxy(entry, sandbox, "socks5h", &proxy_url, proxy)
}

const BLOCK: Fault = Fault { direction: Direction::Request, kind: Kind::Block, at: 1 };

fn send_much(client: &Client, call: &Call) -> Outcome {
    let body = vec![b'x'; LARGE];
    let request = Request::new("POST", "users/me/large", Headers::new(), Content::Bytes(&body)).expect("a request");
    client.send_with(&request, call)
}

pub(super) fn sending(entry: &Entry<'_>) -> Stage {
    Stage { call: send_much, ..over_http(entry, BLOCK) }
}

/// The handshake passes, and some of the request.
pub(super) fn sending_over_tls(entry: &Entry<'_>) -> Stage {
    let fault = Fault { at: 64 * 1024, ..BLOCK };
    Stage { call: send_much, ..over_tls(entry, fault) }
}

pub(super) fn head(entry: &Entry<'_>) -> Stage {
    over_http(entry, stall(0))
}

pub(super) fn middle_of_the_head(entry: &Entry<'_>) -> Stage {
    over_http(entry, stall(20))
}

pub(super) fn middle_of_the_body(entry: &Entry<'_>) -> Stage {
    let big = |client: &Client, call: &Call| {
        client.update_user_with("big-200000@sandbox.test", &patch(r#"{"dept":"d"}"#), call)
    };
    Stage { call: big, ..over_http(entry, stall(100_000)) }
}

//! Peers that keep a call waiting: a server, the token service, a proxy.

use super::{Entry, Stage};
use crate::chaos_proxy::ChaosProxy;
use crate::fault::{Direction, Fault, Kind};
use crate::socks::SocksProxy;
use crate::{app_options, http_options, https_options, patch, sandbox, with};
use socket2::{Domain, Socket, Type};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{CallOptions, Content, Headers, Request};
use zoomuser_sandbox::Sandbox;

/// The maximum size of a body, more than the socket buffers hold.
const LARGE_BODY: usize = 16 * 1024 * 1024;

/// Stalls the response after this many bytes.
const fn stall(at: usize) -> Fault {
    Fault { direction: Direction::Response, kind: Kind::Stall, at }
}

/// A proxy in front of the server at this URL, with a fault in its first connection.
fn in_front_of(server_url: &str, fault: Fault) -> Arc<ChaosProxy> {
    Arc::new(ChaosProxy::start(server_url, Some(fault)))
}

/// Whether the fault was injected.
fn fired(chaos_proxy: &Arc<ChaosProxy>) -> impl Fn() -> bool + 'static {
    let chaos_proxy = Arc::clone(chaos_proxy);
    move || chaos_proxy.traffic().first().is_some_and(crate::chaos_proxy::Traffic::has_fired)
}

/// A stage with a fault in the connection to the API, over `http` or `https`.
fn over(scheme: &str, entry: &Entry<'_>, fault: Fault) -> Stage {
    let sandbox = sandbox();
    let (url, options) = match scheme {
        "http" => (sandbox.http_url(), http_options(&sandbox)),
        _ => (sandbox.https_url(), https_options(&sandbox)),
    };
    let chaos_proxy = in_front_of(&url, fault);
    let base_url = format!("{scheme}://{}/v2", chaos_proxy.address());
    let options = with(with(options, &[("base_url", &base_url)]), entry.limits);
    Stage::new(options, fired(&chaos_proxy), (chaos_proxy, sandbox))
}

/// A stage with a fault in the connection to a proxy.
fn through_proxy(
    entry: &Entry<'_>,
    sandbox: Sandbox,
    scheme: &str,
    proxy_url: &str,
    environment: impl std::any::Any,
) -> Stage {
    let chaos_proxy = in_front_of(proxy_url, stall(0));
    let proxy = format!("{scheme}://{}", chaos_proxy.address());
    let options = with(with(https_options(&sandbox), &[("proxy", &proxy)]), entry.limits);
    Stage::new(options, fired(&chaos_proxy), (chaos_proxy, environment, sandbox))
}

pub(super) fn token_answer(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let chaos_proxy = in_front_of(&sandbox.http_url(), stall(0));
    let token_url = format!("http://{}/oauth/token", chaos_proxy.address());
    let options = with(app_options(&sandbox, &[("token_url", &token_url)]), entry.limits);
    Stage::new(options, fired(&chaos_proxy), (chaos_proxy, sandbox))
}

/// A port with a full accept queue, so that further connections are not answered.
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
    stage.release = Box::new(move || {
        drop(queue);
        Box::new((ChaosProxy::on(listener, &sandbox.http_url(), None), sandbox))
    });
    stage
}

pub(super) fn handshake(entry: &Entry<'_>) -> Stage {
    over("https", entry, stall(0))
}

pub(super) fn connect_of_a_proxy(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let proxy_url = sandbox.http_url();
    through_proxy(entry, sandbox, "http", &proxy_url, ())
}

pub(super) fn socks(entry: &Entry<'_>) -> Stage {
    let sandbox = sandbox();
    let proxy = SocksProxy::start(&sandbox.https_url());
    let proxy_url = format!("socks5h://{}", proxy.address());
    through_proxy(entry, sandbox, "socks5h", &proxy_url, proxy)
}

const BLOCK: Fault = Fault { direction: Direction::Request, kind: Kind::Block, at: 1 };

fn send_much(client: &Client, call: &CallOptions) -> Outcome {
    let body = vec![b'x'; LARGE_BODY];
    let request = Request::new("POST", "users/me/large", Headers::new(), Content::Bytes(&body)).expect("a request");
    client.send_with(&request, call)
}

pub(super) fn sending(entry: &Entry<'_>) -> Stage {
    Stage { call: send_much, ..over("http", entry, BLOCK) }
}

/// Blocks after the handshake and a part of the first record, so that the server cannot read the head and refuse the body.
pub(super) fn sending_over_tls(entry: &Entry<'_>) -> Stage {
    let fault = Fault { at: 4 * 1024, ..BLOCK };
    Stage { call: send_much, ..over("https", entry, fault) }
}

pub(super) fn head(entry: &Entry<'_>) -> Stage {
    over("http", entry, stall(0))
}

pub(super) fn middle_of_the_head(entry: &Entry<'_>) -> Stage {
    over("http", entry, stall(20))
}

pub(super) fn middle_of_the_body(entry: &Entry<'_>) -> Stage {
    let big = |client: &Client, call: &CallOptions| {
        client.update_user_with("big-200000@sandbox.test", &patch(r#"{"dept":"d"}"#), call)
    };
    Stage { call: big, ..over("http", entry, stall(100_000)) }
}

//! SOCKS proxies, versions 4, 4a and 5: byte by byte, against a proxy in this file.

use crate::update;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use support::socks::forward;
use support::{https_options, patch, with};
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{CallOptions, CancelToken, Status};
use zoomuser_sandbox::Sandbox;

/// What the proxy expects and replies.
struct Step {
    hears: Vec<u8>,
    says: Vec<u8>,
}

fn step(hears: &[u8], says: &[u8]) -> Step {
    Step { hears: hears.to_vec(), says: says.to_vec() }
}

/// A proxy for one connection: runs the steps, then forwards the connection to the sandbox.
struct Proxy {
    address: String,
    thread: JoinHandle<Vec<Vec<u8>>>,
}

impl Proxy {
    fn start(steps: Vec<Step>, sandbox: &Sandbox) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let address = listener.local_addr().expect("an address").to_string();
        let behind = sandbox.base_url().replace("https://", "").replace("/v2", "");
        let thread = thread::spawn(move || {
            let (mut socket, _) = listener.accept().expect("a connection");
            let mut heard = Vec::new();
            for Step { hears, says } in steps {
                let mut bytes = vec![0; hears.len()];
                socket.read_exact(&mut bytes).expect("as many bytes as expected");
                heard.push(bytes);
                socket.write_all(&says).expect("written");
            }
            forward(socket, &behind);
            heard
        });
        Self { address, thread }
    }

    /// The bytes that it received, after the call.
    fn heard(self) -> Vec<Vec<u8>> {
        // Wakes a proxy that received no connection.
        drop(TcpStream::connect(&self.address));
        self.thread.join().expect("no panic")
    }
}

/// Options with which the API is at `host`, behind a proxy with this URL.
fn through(sandbox: &Sandbox, host: &str, proxy: &str) -> Options {
    let port = sandbox.base_url().rsplit(':').next().expect("a port").replace("/v2", "");
    let base_url = format!("https://{host}:{port}/v2");
    with(https_options(sandbox), &[("base_url", &base_url), ("proxy", proxy), ("keep", "off")])
}

fn port_of(sandbox: &Sandbox) -> [u8; 2] {
    let port = sandbox.base_url().rsplit(':').next().expect("a port").replace("/v2", "");
    port.parse::<u16>().expect("a number").to_be_bytes()
}

#[test]
fn every_version_asks_as_its_standard_says() {
    let sandbox = support::sandbox();
    let port = port_of(&sandbox);
    let hello = |methods: &[u8], chosen: u8| {
        let count = u8::try_from(methods.len()).expect("few");
        step(&[&[5, count], methods].concat(), &[5, chosen])
    };
    let by_name = [b"\x05\x01\x00\x03\x09localhost", port.as_slice()].concat();
    let by_address = [b"\x05\x01\x00\x01\x7f\x00\x00\x01", port.as_slice()].concat();
    let bound: &[&[u8]] = &[
        b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00",
        b"\x05\x00\x00\x03\x04abcd\x01\x02",
        b"\x05\x00\x00\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x02",
    ];
    let login = || step(b"\x01\x05us er\x04p@ss", &[1, 0]);
    let four = [b"\x04\x01", port.as_slice(), b"\x7f\x00\x00\x01me\0"].concat();
    let four_a = [b"\x04\x01", port.as_slice(), b"\0\0\0\x01\0localhost\0"].concat();
    let granted = b"\0\x5a\0\0\0\0\0\0";
    for (url, host, steps) in [
        ("socks5h://", "localhost", vec![hello(&[0], 0), step(&by_name, bound[0])]),
        ("socks://", "localhost", vec![hello(&[0], 0), step(&by_name, bound[1])]),
        ("socks5h://", "127.0.0.1", vec![hello(&[0], 0), step(&by_address, bound[2])]),
        ("socks5://", "127.0.0.1", vec![hello(&[0], 0), step(&by_address, bound[0])]),
        ("socks5h://us%20er:p%40ss@", "localhost", vec![hello(&[0, 2], 2), login(), step(&by_name, bound[0])]),
        ("socks5h://us%20er:p%40ss@", "localhost", vec![hello(&[0, 2], 0), step(&by_name, bound[0])]),
        // localhost is resolved here; of its addresses socks4 takes the one of version 4.
        ("socks4://me@", "localhost", vec![step(&four, granted)]),
        ("socks4a://", "localhost", vec![step(&four_a, granted)]),
    ] {
        let expected: Vec<Vec<u8>> = steps.iter().map(|step| step.hears.clone()).collect();
        let proxy = Proxy::start(steps, &sandbox);
        let (status, message) = update(&Client::new(through(&sandbox, host, &format!("{url}{}", proxy.address))));
        assert_eq!(status, Status::Ok, "{url}: {message}");
        assert_eq!(proxy.heard(), expected, "{url}");
    }
}

#[test]
fn socks5_resolves_names_here() {
    let sandbox = support::sandbox();
    // Which address localhost has first is the system's matter.
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = listener.local_addr().expect("an address");
    let proxy = format!("socks5://{address}");
    let asked = thread::spawn(move || {
        let (mut socket, _) = listener.accept().expect("a connection");
        let mut bytes = [0; 3];
        socket.read_exact(&mut bytes).expect("a hello");
        socket.write_all(&[5, 0]).expect("written");
        let mut bytes = [0; 4];
        socket.read_exact(&mut bytes).expect("a request");
        bytes
    });
    assert_eq!(update(&Client::new(through(&sandbox, "localhost", &proxy))).0, Status::Proxy);
    drop(TcpStream::connect(address));
    let asked = asked.join().expect("no panic");
    assert!(matches!(asked, [5, 1, 0, 1 | 4]), "{asked:?}");

    let closed = support::ClosedPort::new().url().replace("http://", "socks5://");
    let silent = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let there = format!("socks4://{}", silent.local_addr().expect("an address"));
    for (proxy, host, expected) in [
        (closed.as_str(), "no-such-host.invalid", Status::Proxy),
        (there.as_str(), "no-such-host.invalid", Status::Dns),
        (there.as_str(), "[::1]", Status::Proxy),
    ] {
        assert_eq!(update(&Client::new(through(&sandbox, host, proxy))).0, expected, "{proxy} {host}");
    }
}

#[test]
fn refusals_say_which() {
    let sandbox = support::sandbox();
    let request = [0; 16 + 2];
    let refused = |code: u8| vec![step(&[0; 3], &[5, 0]), step(&request[..16], &[5, code, 0, 1])];
    let wrong_login = vec![step(&[0; 4], &[5, 2]), step(&[0; 10], &[1, 1])];
    for (url, steps, says) in [
        ("socks5h://", vec![step(&[0; 3], &[5, 255])], "the proxy asks for a name and a password"),
        ("socks5h://", vec![step(&[0; 3], &[5, 2])], "the proxy asks for a name and a password"),
        ("socks5h://user:SECR@", wrong_login, "the proxy does not accept the name and the password"),
        ("socks5h://user:SECR@", vec![step(&[0; 4], &[5, 255])], "login of a kind that is not supported"),
        ("socks5h://", refused(2), "the proxy refused the connection: its rules forbid it"),
        ("socks5h://", refused(4), "the proxy could not reach the server: host unreachable"),
        ("socks5h://", refused(5), "the proxy could not reach the server: connection refused"),
        ("socks5h://", refused(77), "(SOCKS reply 77)"),
        ("socks5h://", vec![step(&[0; 3], b"HTTP/1.1 400 Bad Request\r\n\r\n")], "the proxy's response is not SOCKS"),
        ("socks4a://", vec![step(&[0; 19], b"\0\x5b\0\0\0\0\0\0")], "(SOCKS reply 91)"),
        ("socks4a://", vec![step(&[0; 19], b"\0\x5d\0\0\0\0\0\0")], "identd"),
        ("socks4a://", vec![step(&[0; 19], b"\x05\x5a\0\0\0\0\0\0")], "the proxy's response is not SOCKS"),
    ] {
        let proxy = Proxy::start(steps, &sandbox);
        let (status, message) =
            update(&Client::new(through(&sandbox, "localhost", &format!("{url}{}", proxy.address))));
        assert_eq!(status, Status::Proxy, "{url}: {message}");
        assert!(message.contains(says) && !message.contains("SECR"), "{says}: {message}");
        proxy.heard();
    }
    assert!(sandbox.requests().is_empty());
}

#[test]
fn a_proxy_that_says_nothing_ends_at_the_limit_or_when_cancelled() {
    let sandbox = support::sandbox();
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = listener.local_addr().expect("an address");
    for scheme in ["http", "https", "socks4a", "socks5h"] {
        let options = through(&sandbox, "localhost", &format!("{scheme}://{address}"));
        let (status, message) = update(&Client::new(with(options.clone(), &[("connect_timeout_ms", "50")])));
        assert_eq!(
            (status, message.as_str()),
            (Status::Timeout, "timed out while connecting: connect_timeout_ms is 50 ms"),
            "{scheme}"
        );
        // The first question is whether to begin; the proxy has the next ones.
        let asked = std::sync::atomic::AtomicU32::new(0);
        let interrupt = move || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) > 3;
        let call = CallOptions {
            cancel: CancelToken::new(),
            interrupt: Some(std::sync::Arc::new(interrupt)),
            ..CallOptions::default()
        };
        let started = Instant::now();
        let outcome = Client::new(options).update_user_with("jane@example.com", &patch(r#"{"dept":"d"}"#), &call);
        assert_eq!(outcome.status(), Status::Cancelled, "{scheme}");
        assert!(started.elapsed() < Duration::from_secs(8), "before connect_timeout_ms");
    }
}

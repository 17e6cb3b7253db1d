//! Third-party proxies: squid, tinyproxy, microsocks. A test is skipped with a message if its proxy is missing.

use crate::certificates::{Authority, leaf};
use crate::update;
use std::cell::RefCell;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use support::daemon::Daemon;
use support::folder::Folder;
use support::on_retry::on_retry;
use support::{has, https_options, patch, with};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;
use zoomuser_sandbox::Sandbox;

/// Three updates over one connection go through the proxy; one to a port without a listener fails with `failed`.
fn goes_through(sandbox: &Sandbox, proxy: &str, failed: &str) {
    let options = with(https_options(sandbox), &[("proxy", proxy)]);
    let client = Client::new(options.clone());
    let before = sandbox.requests().len();
    for _ in 0..3 {
        let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    }
    let requests = sandbox.requests();
    let connections: Vec<_> = requests[before..].iter().map(|request| request.connection).collect();
    assert!(connections.len() == 3 && connections.iter().all(|one| *one == connections[0]), "{connections:?}");
    let closed = support::ClosedPort::new().url().replace("http://", "https://");
    let (status, message) = update(&Client::new(with(options, &[("base_url", &closed)])));
    assert_eq!(status, Status::Proxy, "{message}");
    assert!(message.contains(failed), "{message}");
}

fn refused(sandbox: &Sandbox, proxy: &str, says: &str) {
    let (status, message) = update(&Client::new(with(https_options(sandbox), &[("proxy", proxy)])));
    assert_eq!((status, message.as_str()), (Status::Proxy, says));
}

/// Squid as it comes with Debian, with these lines in its settings; `PORT` in them is its port.
fn squid(folder: &Folder, lines: &str) -> Daemon {
    Daemon::start(folder, |folder, port| {
        let settings = format!(
            "{}\npid_filename none\naccess_log none\ncache_log {}\ncache deny all\ncoredump_dir {}\n\
             shutdown_lifetime 0 seconds\nmax_filedescriptors 256\npinger_enable off\nnetdb_filename none\n",
            lines.replace("PORT", &port.to_string()),
            "/dev/null",
            folder.text(),
        );
        let settings = folder.write("squid.conf", settings);
        let mut command = Command::new("squid");
        command.args(["-N", "-f", &settings]);
        command
    })
}

#[test]
fn squid_makes_tunnels() {
    if !has("squid") {
        return;
    }
    let (folder, sandbox) = (Folder::new(), support::sandbox());
    let open = squid(&folder, "http_port 127.0.0.1:PORT\nhttp_access allow all");
    goes_through(
        &sandbox,
        &format!("http://127.0.0.1:{}", open.port),
        "the proxy could not reach the server (HTTP 503)",
    );
    let closed = squid(&folder, "http_port 127.0.0.1:PORT\nhttp_access deny all");
    refused(&sandbox, &format!("http://127.0.0.1:{}", closed.port), "the proxy refused the connection (HTTP 403)");
}

#[test]
fn a_squid_that_restarts_costs_a_retry() {
    if !has("squid") {
        return;
    }
    let (sandbox, folder) = (support::sandbox(), Folder::new());
    let squid = squid(&folder, "http_port 127.0.0.1:PORT\nhttp_access allow all");
    let settings = [("proxy", format!("http://127.0.0.1:{}", squid.port)), ("max_retries", "3".to_owned())];
    let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
    let client = Client::new(with(https_options(&sandbox), &settings));
    let update = || client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    let squid = Rc::new(RefCell::new(squid));
    for (is_running, attempts) in [(true, 1), (false, 2), (false, 2), (true, 1)] {
        if !is_running {
            squid.borrow_mut().stop();
            let squid = Rc::clone(&squid);
            on_retry(move || squid.borrow_mut().start_again());
        }
        let outcome = update();
        assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, attempts), "{}", outcome.message());
    }
}

#[test]
fn squid_behind_tls_makes_tunnels() {
    if !has("squid") {
        return;
    }
    let (folder, sandbox) = (Folder::new(), support::sandbox());
    let authority = Authority::new("Authority of the proxy");
    let identity = authority.sign(&leaf(&["localhost"]));
    let (cert, key) = (folder.write("proxy.pem", &identity.pem), folder.write("proxy.key", &identity.key_pem));
    let lines = format!("https_port 127.0.0.1:PORT tls-cert={cert} tls-key={key}\nhttp_access allow all");
    let proxy = squid(&folder, &lines);
    let url = format!("https://localhost:{}", proxy.port);
    // The sandbox's authority does not vouch for the proxy, so nothing is sent.
    refused(
        &sandbox,
        &url,
        "no TLS connection to the proxy: the server's certificate comes from no trusted authority: it was issued by \
         \"Authority of the proxy\"",
    );
    assert!(sandbox.requests().is_empty());
    let both = std::fs::read_to_string(sandbox.ca_file()).expect("readable") + &authority.pem();
    let ca_file = folder.write("both.pem", both);
    let client = Client::new(with(https_options(&sandbox), &[("proxy", &url), ("ca_file", &ca_file)]));
    for _ in 0..3 {
        let outcome = client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
        assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    }
    let wrong = format!("https://127.0.0.1:{}", proxy.port);
    let (status, message) =
        update(&Client::new(with(https_options(&sandbox), &[("proxy", &wrong), ("ca_file", &ca_file)])));
    assert_eq!(status, Status::Proxy);
    assert!(message.ends_with("is for another host name: it is for localhost"), "{message}");
}

#[test]
fn squid_asks_for_a_password() {
    const HELPER: &str = "/usr/lib/squid/basic_ncsa_auth";
    if !has("squid") || !has("openssl") || !Path::new(HELPER).exists() {
        return;
    }
    let (folder, sandbox) = (Folder::new(), support::sandbox());
    let hashed = Command::new("openssl").args(["passwd", "-apr1", "p@ss:word"]).output().expect("openssl").stdout;
    let users = folder.write("users", format!("us er:{}", String::from_utf8(hashed).expect("text")));
    let lines = format!(
        "http_port 127.0.0.1:PORT\nauth_param basic program {HELPER} {users}\nacl known proxy_auth REQUIRED\n\
         http_access allow known\nhttp_access deny all"
    );
    let proxy = squid(&folder, &lines);
    let port = proxy.port;
    let right = format!("http://us%20er:p%40ss%3Aword@127.0.0.1:{port}");
    goes_through(&sandbox, &right, "the proxy could not reach the server (HTTP 503)");
    refused(&sandbox, &format!("http://127.0.0.1:{port}"), "the proxy asks for a name and a password");
    refused(
        &sandbox,
        &format!("http://us%20er:wrong@127.0.0.1:{port}"),
        "the proxy does not accept the name and the password",
    );
}

#[test]
fn squid_asks_for_a_login_that_is_not_supported() {
    if !has("squid") {
        return;
    }
    let (folder, sandbox) = (Folder::new(), support::sandbox());
    // squid never calls the helper, because the client does not answer the challenge.
    let lines = "http_port 127.0.0.1:PORT\nauth_param negotiate program /bin/cat\nauth_param ntlm program /bin/cat\n\
                 acl known proxy_auth REQUIRED\nhttp_access allow known\nhttp_access deny all";
    let proxy = squid(&folder, lines);
    for login in ["", "user:SECRET@"] {
        refused(
            &sandbox,
            &format!("http://{login}127.0.0.1:{}", proxy.port),
            "the proxy asks for a login of a kind that is not supported (NTLM, Negotiate)",
        );
    }
}

#[test]
fn tinyproxy_makes_tunnels() {
    if !has("tinyproxy") {
        return;
    }
    let (folder, sandbox) = (Folder::new(), support::sandbox());
    let start = |lines: &str| {
        Daemon::start(&folder, |folder, port| {
            let settings = folder.write("tinyproxy.conf", format!("Port {port}\nListen 127.0.0.1\n{lines}\n"));
            let mut command = Command::new("tinyproxy");
            command.args(["-d", "-c", &settings]);
            command
        })
    };
    let open = start("Allow 127.0.0.1");
    goes_through(
        &sandbox,
        &format!("http://127.0.0.1:{}", open.port),
        "the proxy could not reach the server (HTTP 500)",
    );
    let guarded = start("Allow 127.0.0.1\nBasicAuth user pass");
    goes_through(&sandbox, &format!("http://user:pass@127.0.0.1:{}", guarded.port), "could not reach the server");
    for (login, says) in [
        ("", "the proxy asks for a name and a password"),
        ("user:wrong@", "the proxy does not accept the name and the password"),
    ] {
        let (status, message) = update(&Client::new(with(
            https_options(&sandbox),
            &[("proxy", &format!("http://{login}127.0.0.1:{}", guarded.port))],
        )));
        assert_eq!(status, Status::Proxy);
        assert!(message.contains(says), "{message}");
    }
    let narrow = start("Allow 127.0.0.1\nConnectPort 443");
    refused(&sandbox, &format!("http://127.0.0.1:{}", narrow.port), "the proxy refused the connection (HTTP 403)");
}

#[test]
fn microsocks_makes_tunnels() {
    if !has("microsocks") {
        return;
    }
    let (folder, sandbox) = (Folder::new(), support::sandbox());
    let start = |login: &'static [&'static str]| {
        Daemon::start(&folder, |_, port| {
            let mut command = Command::new("microsocks");
            command.args(["-i", "127.0.0.1", "-p", &port.to_string()]).args(login);
            command
        })
    };
    let open = start(&[]);
    for scheme in ["socks5", "socks5h"] {
        let failed = "the proxy could not reach the server: connection refused";
        goes_through(&sandbox, &format!("{scheme}://127.0.0.1:{}", open.port), failed);
    }
    let guarded = start(&["-u", "us er", "-P", "p@ss"]);
    let port = guarded.port;
    goes_through(&sandbox, &format!("socks5h://us%20er:p%40ss@127.0.0.1:{port}"), "connection refused");
    refused(&sandbox, &format!("socks5h://127.0.0.1:{port}"), "the proxy asks for a name and a password");
    refused(
        &sandbox,
        &format!("socks5h://us%20er:wrong@127.0.0.1:{port}"),
        "the proxy does not accept the name and the password",
    );
    // The message names a wrong scheme.
    let (status, message) =
        update(&Client::new(with(https_options(&sandbox), &[("proxy", &format!("http://127.0.0.1:{port}"))])));
    assert_eq!(status, Status::Proxy, "{message}");
}

//! How the server is reached: TLS, a Unix socket, connections that are kept.

use crate::{CLEANUP, assert_ends, assert_shared, sandbox, shared, update, with_redis};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair};
use std::process::Command;
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::redis::Redis;
use zoomuser::CheckOutcome;
use zoomuser::internal::FlatClient as Client;

/// An authority in `ca.pem`, and a certificate for localhost in `server.pem` with `server.key`.
fn certificates(folder: &Folder) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let mut leaf = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    leaf.distinguished_name = DistinguishedName::new();
    leaf.distinguished_name.push(DnType::CommonName, "localhost");
    let leaf = leaf.signed_by(&key, &authority).expect("a certificate");
    let _ = folder.write("ca.pem", authority.pem());
    let _ = folder.write("server.pem", leaf.pem());
    let _ = folder.write("server.key", key.serialize_pem());
}

/// Whether this build of the server speaks TLS. Without a certificate it ends at once, and says why.
fn speaks_tls(server: &str) -> bool {
    let tried = Command::new(server).args(["--port", "0", "--tls-port", "1"]).output().expect("it runs");
    let said = [tried.stdout, tried.stderr].concat();
    String::from_utf8_lossy(&said).contains("tls-cert-file")
}

#[test]
fn tls_is_verified_by_the_own_authority() {
    Redis::each(|server| {
        if !speaks_tls(server) {
            return;
        }
        let token = format!("tls-{server}");
        let (sandbox, folder) = (sandbox(&token), Folder::new());
        certificates(&folder);
        let (ca, certificate, key) = (folder.file("ca.pem"), folder.file("server.pem"), folder.file("server.key"));
        let tls = ["--tls-cert-file", &certificate, "--tls-key-file", &key, "--tls-ca-cert-file", &ca];
        // The port of the test is that of TLS.
        for (clients, own, works) in [("no", false, true), ("yes", false, false), ("yes", true, true)] {
            let (authority, own_pem, own_key) = (&ca, &certificate, &key);
            let redis = Redis::start_tls(server, &[&tls[..], &["--tls-auth-clients", clients]].concat());
            let url = format!("rediss://localhost:{}", redis.daemon.port);
            let mut pairs = vec![("ca_file", authority.as_str())];
            if own {
                pairs.extend([("cert_file", own_pem.as_str()), ("key_file", own_key)]);
            }
            let client = Client::new(shared(&sandbox, &url, &pairs));
            let outcome = update(&client);
            if !works {
                assert_ends(&outcome, "cannot be used");
                continue;
            }
            assert_shared(&outcome);
            let report = client.doctor();
            let check = report.checks().iter().find(|check| check.name == "share").expect("a check");
            assert!(check.outcome == CheckOutcome::Ok && check.message.contains(", TLS 1.3; "), "{check:?}");
            // An authority that is not trusted, and a name that is not in the certificate.
            assert_ends(&update(&Client::new(shared(&sandbox, &url, &[]))), "no TLS connection: ");
            let other = format!("rediss://127.0.0.1:{}", redis.daemon.port);
            assert_ends(&update(&Client::new(shared(&sandbox, &other, &pairs))), "no TLS connection: ");
            // Without TLS at a port that speaks it.
            assert_ends(&update(&Client::new(shared(&sandbox, &redis.url(), &[]))), "cannot be used");
        }
        let plain = Redis::start(server, &[]);
        let url = format!("rediss://localhost:{}", plain.daemon.port);
        assert_ends(&update(&Client::new(shared(&sandbox, &url, &[("ca_file", &ca)]))), "cannot be used");
    });
}

#[test]
fn a_unix_socket_is_enough() {
    Redis::each(|server| {
        let (token, folder) = (format!("unix-{server}"), Folder::new());
        let (sandbox, path) = (sandbox(&token), folder.file("a socket"));
        let redis = Redis::start(server, &["--unixsocket", &path, "--requirepass", "5ecret"]);
        let url = format!("redis+unix://:5ecret@{}", path.replace(' ', "%20"));
        let client = Client::new(shared(&sandbox, &url, &[]));
        assert_shared(&update(&client));
        assert_shared(&update(&client));
        drop(redis);
        assert_ends(&update(&client), "cannot be used");
        let none = format!("redis+unix://{}", folder.file("none"));
        assert_ends(&update(&Client::new(shared(&sandbox, &none, &[]))), "no connection could be made");
    });
}

#[test]
fn a_connection_serves_one_call_after_the_other() {
    Redis::each(|server| {
        let token = format!("kept-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        let _guard = CLEANUP.read().unwrap_or_else(PoisonError::into_inner);
        let client = Client::new(with_redis(&sandbox, &redis, &[]));
        for _ in 0..5 {
            assert_shared(&update(&client));
        }
        let count = || {
            let info = redis.command("INFO stats");
            let line = info.lines().find_map(|line| line.strip_prefix("total_connections_received:"));
            line.expect("a count").trim().parse::<u32>().expect("a number")
        };
        // One that saw the start, perhaps, one of the library, and that which asks.
        let before = count();
        assert!((2..=3).contains(&before), "{before}");
        thread::scope(|scope| {
            for number in 0..16 {
                let client = &client;
                scope.spawn(move || {
                    let user = format!("status-204+{number}@sandbox.test");
                    assert_shared(&client.update_user(&user, &support::patch(r#"{"dept":"d"}"#)));
                });
            }
        });
        assert!(count() - before < 10, "only the first in the queue asks");
        let ledger = crate::keys(&redis, ":light").pop().expect("a ledger");
        assert_eq!(redis.command(&format!("HGET {ledger} used")), "21", "each request had a turn");
        // The server closes it between two calls.
        let _ = redis.command("CLIENT KILL TYPE normal SKIPME yes");
        assert_shared(&update(&client));
    });
}

#[test]
fn idle_connections_are_closed_with_those_to_zoom() {
    Redis::each(|server| {
        let (sandbox, redis) = (sandbox(&format!("dropped-{server}")), Redis::start(server, &[]));
        let client = Client::new(with_redis(&sandbox, &redis, &[]));
        let drops: [&dyn Fn(); 2] = [&|| client.drop_connections(), &crate::forget];
        for drop_connections in drops {
            assert_shared(&update(&client));
            let mut other = redis.connect();
            assert_eq!(other.command(&["CLIENT", "LIST"]).trim().lines().count(), 2);
            drop_connections();
            let started = Instant::now();
            // The server has closed it when it has read the end.
            while other.command(&["CLIENT", "LIST"]).trim().lines().count() > 1 {
                assert!(started.elapsed() < Duration::from_secs(60), "{}", other.command(&["CLIENT", "LIST"]));
            }
        }
    });
}

#[test]
fn another_database_is_used() {
    Redis::each(|server| {
        let token = format!("database-{server}");
        let (sandbox, redis) = (sandbox(&token), Redis::start(server, &[]));
        assert_shared(&update(&Client::new(shared(&sandbox, &format!("{}/3", redis.url()), &[]))));
        assert!(crate::keys(&redis, ":light").is_empty());
        let mut other = redis.connect();
        assert_eq!(other.command(&["SELECT", "3"]), "OK");
        assert!(other.command(&["KEYS", "*"]).contains(":light"));
        let none = update(&Client::new(shared(&sandbox, &format!("{}/99", redis.url()), &[])));
        assert_ends(&none, "DB index is out of range");
    });
}

//! Third-party TLS servers and keys: nginx, openssl. A test is skipped with a message if its program is missing.

use crate::certificates::{Authority, Identity, Server, leaf, trusting};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::process::Command;
use support::daemon::{Daemon, run};
use support::folder::Folder;
use support::{has, patch, with};
use zoomuser::Status;
use zoomuser::internal::{FlatClient as Client, Options, Outcome};

fn update(options: Options) -> Outcome {
    Client::new(options).update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

/// nginx with this certificate and these lines in its server, answering 204.
fn nginx(folder: &Folder, identity: &Identity, lines: &str) -> Daemon {
    let (cert, key) = (folder.write("server.pem", &identity.pem), folder.write("server.key", &identity.key_pem));
    Daemon::start(folder, |folder, port| {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temporary: String = temporary.map(|name| format!("{name}_temp_path {}/{name};\n", folder.text())).concat();
        let settings = format!(
            "daemon off;\nmaster_process off;\npid {}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n\
             {temporary}server {{\nlisten 127.0.0.1:{port} ssl;\nssl_certificate {cert};\nssl_certificate_key {key};\n\
             {lines}\nlocation / {{ return 204; }}\n}}\n}}\n",
            folder.text(),
        );
        let settings = folder.write("nginx.conf", settings);
        let mut command = Command::new("nginx");
        command.args(["-p", folder.text(), "-c", &settings]);
        command
    })
}

fn url(server: &Daemon) -> String {
    format!("https://localhost:{}/v2", server.port)
}

#[test]
fn nginx_is_spoken_to_in_tls_1_2_and_1_3_and_in_nothing_older() {
    if !has("nginx") {
        return;
    }
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let identity = authority.sign(&leaf(&["localhost"]));
    for (versions, works) in
        [("TLSv1.3", true), ("TLSv1.2", true), ("TLSv1.1", false), ("TLSv1", false), ("TLSv1 TLSv1.1", false)]
    {
        let server = nginx(&folder, &identity, &format!("ssl_protocols {versions};\nssl_ciphers ALL:@SECLEVEL=0;"));
        let outcome = update(trusting(&folder, &url(&server), &authority.pem()));
        if works {
            assert_eq!(outcome.status(), Status::Ok, "{versions}: {}", outcome.message());
            continue;
        }
        assert_eq!(outcome.status(), Status::Tls, "{versions}: {}", outcome.message());
        assert_eq!(
            outcome.message(),
            "no TLS connection: the server speaks no TLS version that is still safe (1.2 or 1.3 is needed)",
            "{versions}"
        );
        assert!(outcome.hint().contains("TLS 1.2"));
    }
    let weak = nginx(&folder, &identity, "ssl_protocols TLSv1.2;\nssl_ciphers AES128-SHA:@SECLEVEL=0;");
    let outcome = update(trusting(&folder, &url(&weak), &authority.pem()));
    assert_eq!(outcome.status(), Status::Tls, "{}", outcome.message());
    assert!(outcome.message().contains("have no cipher, curve or signature in common"), "{}", outcome.message());
}

#[test]
fn nginx_asks_for_a_client_certificate() {
    if !has("nginx") {
        return;
    }
    let folder = Folder::new();
    let (authority, strangers) = (Authority::new("The Authority"), Authority::new("Strangers"));
    let clients = folder.write("clients.pem", authority.pem());
    let lines = format!("ssl_verify_client on;\nssl_client_certificate {clients};");
    let server = nginx(&folder, &authority.sign(&leaf(&["localhost"])), &lines);
    let both = |identity: Identity| format!("{}{}", identity.pem, identity.key_pem);
    let mine = folder.write("mine.pem", both(authority.sign(&leaf(&["me"]))));
    let theirs = folder.write("theirs.pem", both(strangers.sign(&leaf(&["me"]))));
    let base = trusting(&folder, &url(&server), &authority.pem());
    assert_eq!(update(with(base.clone(), &[("cert_file", &mine)])).status(), Status::Ok);
    // nginx says it in HTTP.
    for (set, says) in
        [(vec![], "No required SSL certificate"), (vec![("cert_file", theirs.as_str())], "SSL certificate error")]
    {
        let outcome = update(with(base.clone(), &set));
        assert_eq!(outcome.status(), Status::Tls, "{}", outcome.message());
        assert!(outcome.message().contains(says), "{}", outcome.message());
        assert!(outcome.hint().contains("cert_file"), "{}", outcome.hint());
    }
}

#[test]
fn keys_of_every_usual_kind_are_taken() {
    if !has("openssl") {
        return;
    }
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let openssl =
        |line: &str| run("openssl", &line.split(' ').collect::<Vec<_>>(), std::path::Path::new(folder.text()));
    openssl("genrsa -out rsa.key 2048");
    openssl("rsa -in rsa.key -traditional -out rsa1.key");
    openssl("ecparam -name prime256v1 -genkey -out ec.key");
    openssl("pkcs8 -topk8 -nocrypt -in ec.key -out ec8.key");
    openssl("ecparam -name secp384r1 -genkey -out ec384.key");
    openssl("genpkey -algorithm ed25519 -out ed.key");
    openssl("ecparam -name secp521r1 -genkey -out ec521.key");
    openssl("pkcs8 -topk8 -in ec.key -passout pass:x -out encrypted.key");
    openssl("rsa -in rsa.key -traditional -aes256 -passout pass:x -out encrypted1.key");
    for (key, says) in [
        ("rsa", None),
        ("rsa1", None),
        ("ec", None),
        ("ec8", None),
        ("ec384", None),
        ("ed", None),
        ("ec521", Some("cannot be used")),
        ("encrypted", Some("encrypted")),
        ("encrypted1", Some("encrypted")),
    ] {
        let signer = match key {
            "encrypted" => "ec",
            "encrypted1" => "rsa",
            other => other,
        };
        openssl(&format!(
            "req -x509 -new -key {signer}.key -subj /CN=me -out {key}.pem -days 2 -addext basicConstraints=critical,CA:FALSE"
        ));
        let path = |name: String| folder.file(&name);
        let (cert, key_file) = (path(format!("{key}.pem")), path(format!("{key}.key")));
        let mut clients = RootCertStore::empty();
        clients.add(CertificateDer::from_pem_file(&cert).expect("a certificate")).expect("usable");
        let server = Server::with(&authority.sign(&leaf(&["localhost"])), &[&rustls::version::TLS13], Some(clients));
        let base = trusting(&folder, &server.url("localhost"), &authority.pem());
        let outcome = update(with(base, &[("cert_file", &cert), ("key_file", &key_file)]));
        match says {
            None => assert_eq!(outcome.status(), Status::Ok, "{key}: {}", outcome.message()),
            Some(says) => {
                assert_eq!(outcome.status(), Status::InvalidArgument, "{key}: {}", outcome.message());
                assert!(outcome.message().contains(says), "{key}: {}", outcome.message());
            }
        }
    }
}

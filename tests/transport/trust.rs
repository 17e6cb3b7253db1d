//! Trust anchors, client certificates, and messages of TLS errors.

use crate::certificates::{Authority, Server, leaf, self_signed, trusting};
use rcgen::{BasicConstraints, IsCa};
use rustls::RootCertStore;
use support::folder::Folder;
use support::{patch, with};
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{CheckOutcome, Status};

/// Status, message, and hint.
fn update(options: Options) -> (Status, String, String) {
    let outcome = Client::new(options).update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    (outcome.status(), outcome.message().to_owned(), outcome.hint().to_owned())
}

fn refused(options: Options, status: Status, message: &str, hint: &str) {
    let (found, said, advice) = update(options);
    assert_eq!((found, said.as_str()), (status, message));
    assert!(advice.contains(hint), "{advice}");
}

/// What follows is the time of the clock by which it was refused; the doctor says the same.
fn refused_for_its_time(options: Options, message: &str) {
    let (status, said, advice) = update(options.clone());
    let clock = said.strip_prefix(message).expect("the message");
    assert!(clock.starts_with("this machine's clock says ") && clock.ends_with(" GMT"), "{said}");
    assert_eq!(status, Status::Tls);
    assert!(advice.contains("clock"), "{advice}");
    let outcome = Client::new(options).doctor();
    let checks = outcome.checks().iter().filter(|check| check.outcome == CheckOutcome::Failed);
    let failed: Vec<_> = checks.map(|check| (check.name, check.message.starts_with(message), check.hint)).collect();
    assert_eq!(failed, [("certificate", true, advice.as_str())]);
}

#[test]
fn the_message_says_which_fault_a_certificate_has() {
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let trusted = authority.pem();

    let other_name = Server::start(&authority.sign(&leaf(&["other.example.com", "192.0.2.1", "*.example.net"])));
    refused(
        trusting(&folder, &other_name.url("localhost"), &trusted),
        Status::Tls,
        "no TLS connection: the server's certificate is for another host name: it is for other.example.com, 192.0.2.1, \
         *.example.net",
        "a name that its certificate has",
    );

    let mut params = leaf(&["localhost"]);
    params.not_before = rcgen::date_time_ymd(2019, 1, 1);
    params.not_after = rcgen::date_time_ymd(2020, 2, 29);
    let expired = Server::start(&authority.sign(&params));
    refused_for_its_time(
        trusting(&folder, &expired.url("localhost"), &trusted),
        "no TLS connection: the server's certificate has expired: it was valid until Sat, 29 Feb 2020 00:00:00 GMT; ",
    );

    params.not_before = rcgen::date_time_ymd(2999, 1, 1);
    params.not_after = rcgen::date_time_ymd(2999, 12, 31);
    let early = Server::start(&authority.sign(&params));
    refused_for_its_time(
        trusting(&folder, &early.url("localhost"), &trusted),
        "no TLS connection: the server's certificate is not valid yet: it is valid from Tue, 01 Jan 2999 00:00:00 GMT; ",
    );

    let stranger = Server::start(&Authority::new("A Filter\u{1b}\n").sign(&leaf(&["localhost"])));
    refused(
        trusting(&folder, &stranger.url("localhost"), &trusted),
        Status::Tls,
        "no TLS connection: the server's certificate comes from no trusted authority: it was issued by \"A Filter??\"",
        "set ca_file",
    );

    let mut params = leaf(&["localhost"]);
    params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
    let no_server = Server::start(&authority.sign(&params));
    refused(
        trusting(&folder, &no_server.url("localhost"), &trusted),
        Status::Tls,
        "no TLS connection: the server's certificate is not meant for servers",
        "server authentication",
    );

    let good = Server::start(&authority.sign(&leaf(&["localhost"])));
    assert_eq!(update(trusting(&folder, &good.url("localhost"), &trusted)).0, Status::Ok);
    // The system's authorities do not know this one.
    let (status, ..) =
        update(with(trusting(&folder, &good.url("localhost"), &trusted), &[("ca_file", ""), ("system_roots", "on")]));
    assert_eq!(status, Status::Tls);
}

#[test]
fn a_self_signed_certificate_is_trusted_only_where_it_is_named() {
    const SELF_SIGNED: &str = "no TLS connection: the server's certificate is self-signed";
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let itself = self_signed(&leaf(&["localhost"]));
    let server = Server::start(&itself);
    let url = server.url("localhost");
    refused(trusting(&folder, &url, &authority.pem()), Status::Tls, SELF_SIGNED, "set ca_file to this certificate");
    assert_eq!(update(trusting(&folder, &url, &itself.pem)).0, Status::Ok);

    let mut params = leaf(&["localhost"]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let itself = self_signed(&params);
    let server = Server::start(&itself);
    refused(
        trusting(&folder, &server.url("localhost"), &itself.pem),
        Status::Tls,
        "no TLS connection: the server sent a CA certificate instead of a server certificate",
        "a certificate of its own",
    );
}

#[test]
fn a_proxy_is_verified_like_the_server() {
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let server = Server::start(&authority.sign(&leaf(&["other.example.com"])));
    let proxy = format!("https://user:SECRET@localhost:{}", server.port());
    let options = with(trusting(&folder, "https://api.zoom.us/v2", &authority.pem()), &[("proxy", &proxy)]);
    refused(
        options,
        Status::Proxy,
        "no TLS connection to the proxy: the server's certificate is for another host name: it is for other.example.com",
        "a name that its certificate has",
    );
    let sandbox = support::sandbox();
    let plain = sandbox.http_url().replace("http://", "https://");
    refused(
        with(trusting(&folder, "https://api.zoom.us/v2", &authority.pem()), &[("proxy", &plain)]),
        Status::Proxy,
        "no TLS connection to the proxy: the server does not speak TLS on this port",
        "http://",
    );
    // The other way round: http where TLS is spoken.
    let confused = format!("http://localhost:{}", server.port());
    refused(
        with(trusting(&folder, "https://api.zoom.us/v2", &authority.pem()), &[("proxy", &confused)]),
        Status::Proxy,
        "the proxy speaks TLS on this port",
        "https://",
    );
    // A proxy is not shown the client certificate.
    let mut clients = RootCertStore::empty();
    clients.add(authority.der()).expect("an authority");
    let me = authority.sign(&leaf(&["me"]));
    let both = folder.write("me.pem", format!("{}{}", me.pem, me.key_pem));
    let curious = Server::with(&authority.sign(&leaf(&["localhost"])), &[&rustls::version::TLS12], Some(clients));
    let proxy = format!("https://localhost:{}", curious.port());
    let options = trusting(&folder, "https://api.zoom.us/v2", &authority.pem());
    refused(
        with(options, &[("proxy", &proxy), ("cert_file", &both)]),
        Status::Proxy,
        "the proxy asks for a client certificate, which is not supported",
        "cert_file",
    );
}

#[test]
fn a_client_certificate_is_shown_to_who_asks() {
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let strangers = Authority::new("Strangers");
    let mine = authority.sign(&leaf(&["me"]));
    let theirs = strangers.sign(&leaf(&["me"]));
    let [cert, key] = [folder.write("me.pem", &mine.pem), folder.write("me.key", &mine.key_pem)];
    // Both in one file, in any order, with words between.
    let both = folder.write("both.pem", format!("my key\n{}\nmy certificate\n{}", mine.key_pem, mine.pem));
    let wrong = folder.write("theirs.pem", format!("{}{}", theirs.pem, theirs.key_pem));
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let mut clients = RootCertStore::empty();
        clients.add(authority.der()).expect("an authority");
        let server = Server::with(&authority.sign(&leaf(&["localhost"])), &[version], Some(clients));
        let base = || trusting(&folder, &server.url("localhost"), &authority.pem());
        assert_eq!(update(with(base(), &[("cert_file", &cert), ("key_file", &key)])).0, Status::Ok, "{version:?}");
        assert_eq!(update(with(base(), &[("cert_file", &both)])).0, Status::Ok, "{version:?}");
        let (status, message, hint) = update(base());
        assert_eq!(status, Status::Tls, "{message}");
        assert!(message.contains("the server asks for a client certificate"), "{version:?}: {message}");
        assert_eq!(hint, "set cert_file and key_file");
        let (status, message, _) = update(with(base(), &[("cert_file", &wrong)]));
        assert_eq!(status, Status::Tls, "{message}");
        assert!(message.contains("the server does not accept the client certificate (UnknownCA)"), "{message}");
    }
    // A server that does not ask is shown nothing and does not mind.
    let server = Server::start(&authority.sign(&leaf(&["localhost"])));
    let base = trusting(&folder, &server.url("localhost"), &authority.pem());
    assert_eq!(update(with(base, &[("cert_file", &both)])).0, Status::Ok);
}

#[test]
fn files_that_cannot_be_used_are_told_before_connecting() {
    let folder = Folder::new();
    let authority = Authority::new("The Authority");
    let (mine, other) = (authority.sign(&leaf(&["me"])), authority.sign(&leaf(&["other"])));
    let closed = support::ClosedPort::new();
    let url = closed.url().replace("http://", "https://");
    let good = folder.write("good.pem", &mine.pem);
    let ca = folder.write("ca.pem", authority.pem());
    let damaged = mine.pem.replacen("MII", "M!I", 1);
    let folder_text = folder.text().to_owned();
    let missing = format!("{folder_text}/missing.pem");
    let long = "x".repeat(300);
    let p521 = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
    let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let old_encrypted = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n\
                         -----END RSA PRIVATE KEY-----\n";
    let write = |name: &str, content: &[u8]| folder.write(name, content);
    let der = write("der", mine.certificate.as_ref());
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(mine.pem.bytes().flat_map(|byte| [byte, 0])).collect();
    for (set, says) in [
        (vec![("ca_file", missing.as_str())], "missing.pem cannot be read: No such file or directory"),
        (vec![("ca_file", long.as_str())], "ca_file: the file cannot be read"),
        (vec![("ca_file", folder_text.as_str())], "is no regular file"),
        (vec![("ca_file", &write("empty", b""))], "empty holds no certificate in PEM form"),
        (vec![("ca_file", &write("words", b"hello\n"))], "holds no certificate in PEM form"),
        (vec![("ca_file", &write("key", mine.key_pem.as_bytes()))], "holds no certificate in PEM form"),
        (vec![("ca_file", &write("damaged", damaged.as_bytes()))], "damaged is not well-formed PEM"),
        (vec![("ca_file", &der)], "der is binary (DER or PKCS#12)"),
        (vec![("ca_file", &write("utf16", &utf16))], "is UTF-16 text"),
        (vec![("ca_file", ""), ("system_roots", "off")], "system_roots: off needs the option ca_file"),
        (vec![("key_file", &good)], "key_file: needs the option cert_file"),
        (vec![("cert_file", &missing)], "cert_file: "),
        (vec![("cert_file", &der)], "cert_file: "),
        (vec![("cert_file", &good)], "good.pem holds no private key in PEM form"),
        (vec![("cert_file", &good), ("key_file", &missing)], "key_file: "),
        (
            vec![("cert_file", &good), ("key_file", &write("e", encrypted.as_bytes()))],
            "e holds a key that is encrypted",
        ),
        (
            vec![("cert_file", &good), ("key_file", &write("o", old_encrypted.as_bytes()))],
            "holds a key that is encrypted",
        ),
        (
            vec![("cert_file", &good), ("key_file", &write("p", p521.as_bytes()))],
            "p holds a private key that cannot be used",
        ),
        (
            vec![("cert_file", &good), ("key_file", &write("other", other.key_pem.as_bytes()))],
            "does not belong to the first certificate of cert_file",
        ),
        (
            vec![("cert_file", &good), ("key_file", &write("two", (mine.key_pem.clone() + &other.key_pem).as_bytes()))],
            "holds more than one private key",
        ),
    ] {
        let base = with(trusting(&folder, &url, &authority.pem()), &[("ca_file", &ca)]);
        let (status, message, _) = update(with(base, &set));
        assert_eq!(status, Status::InvalidArgument, "{set:?}: {message}");
        let option = set[set.len() - 1].0;
        assert!(message.starts_with(&format!("{option}: ")) && message.contains(says), "{says}: {message}");
        assert!(!message.contains('\n') && !message.contains("BEGIN"), "{message}");
    }
    // Where all files are good, it is the connection that fails.
    let (status, ..) = update(with(trusting(&folder, &url, &authority.pem()), &[("ca_file", &ca)]));
    assert_eq!(status, Status::Connect);
}

#[test]
fn a_list_of_authorities_may_have_comments_and_any_ends_of_lines() {
    let folder = Folder::new();
    let (one, two) = (Authority::new("One"), Authority::new("Two"));
    let server = Server::start(&two.sign(&leaf(&["localhost"])));
    let list = format!("# One\n{}\nTwo, of us\n=====\n{}\n# end", one.pem(), two.pem());
    // Some editors write a mark before the first line.
    for text in [list.clone(), list.replace('\n', "\r\n"), format!("\u{feff}{}", two.pem())] {
        assert_eq!(update(trusting(&folder, &server.url("localhost"), &text)).0, Status::Ok);
    }
    let with_system = with(trusting(&folder, &server.url("localhost"), &list), &[("system_roots", "on")]);
    assert_eq!(update(with_system).0, Status::Ok);
}

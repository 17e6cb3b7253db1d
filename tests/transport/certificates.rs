//! Certificates generated for tests, and a TLS server that uses them.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use support::folder::Folder;

/// An authority.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key.
pub(crate) struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) pem: String,
    pub(crate) key_pem: String,
    key: PrivateKeyDer<'static>,
}

fn key() -> KeyPair {
    KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key")
}

fn common_name(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

/// A certificate for these names, for servers and clients.
pub(crate) fn leaf(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name = common_name("a leaf");
    params.is_ca = IsCa::ExplicitNoCa;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params
}

fn identity(certificate: &rcgen::Certificate, key: &KeyPair) -> Identity {
    Identity {
        certificate: certificate.der().clone(),
        pem: certificate.pem(),
        key_pem: key.serialize_pem(),
        key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
    }
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = common_name(name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, key()).expect("an authority"))
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn der(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    pub(crate) fn sign(&self, params: &CertificateParams) -> Identity {
        let key = key();
        identity(&params.signed_by(&key, &self.0).expect("signed"), &key)
    }
}

/// A certificate that signs itself.
pub(crate) fn self_signed(params: &CertificateParams) -> Identity {
    let key = key();
    identity(&params.self_signed(&key).expect("signed"), &key)
}

/// A TLS server for one connection after the other that answers 204 to every request.
pub(crate) struct Server {
    port: u16,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(identity: &Identity) -> Self {
        Self::with(identity, &[&rustls::version::TLS13, &rustls::version::TLS12], None)
    }

    /// A server that speaks these versions and, where authorities are given, wants a certificate of one of them.
    pub(crate) fn with(
        identity: &Identity,
        versions: &[&'static SupportedProtocolVersion],
        clients: Option<RootCertStore>,
    ) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            ServerConfig::builder_with_provider(provider.clone()).with_protocol_versions(versions).expect("versions");
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(roots) => builder.with_client_cert_verifier(
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().expect("a verifier"),
            ),
        };
        let chain = vec![identity.certificate.clone()];
        let config = Arc::new(builder.with_single_cert(chain, identity.key.clone_key()).expect("a certificate"));
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
        let port = listener.local_addr().expect("an address").port();
        let thread = thread::spawn(move || {
            while let Ok((socket, _)) = listener.accept() {
                let connection = ServerConnection::new(config.clone()).expect("settings");
                if serve(StreamOwned::new(connection, socket)) {
                    return;
                }
            }
        });
        Self { port, thread: Some(thread) }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// A URL of the server under this name.
    pub(crate) fn url(&self, host: &str) -> String {
        format!("https://{host}:{}/v2", self.port)
    }
}

/// Answers the requests of a connection; says whether it was told to end.
fn serve(mut stream: StreamOwned<ServerConnection, std::net::TcpStream>) -> bool {
    let mut first = [0; 1];
    if stream.sock.peek(&mut first).is_ok_and(|count| count == 1) && first == *b"!" {
        return true;
    }
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return false,
            Ok(count) => head.extend_from_slice(&buffer[..count]),
        }
        // The library sends head and body in one record.
        if head.ends_with(b"}") {
            if stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").and_then(|()| stream.flush()).is_err() {
                return false;
            }
            head.clear();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(mut socket) = std::net::TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = socket.write_all(b"!");
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Options for a server of this machine that trust the certificates of this PEM text alone.
pub(crate) fn trusting(folder: &Folder, url: &str, pem: &str) -> zoomuser::internal::Options {
    let ca_file = folder.write("ca.pem", pem);
    support::options(&[
        ("base_url", url),
        ("token", "tok-of-test"),
        ("ca_file", &ca_file),
        ("system_roots", "off"),
        ("proxy", "off"),
        ("keep", "off"),
    ])
}

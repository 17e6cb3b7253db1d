//! What goes wrong with proxies and TLS on the way to Zoom, and what to do about each.

use super::error::Error;
use super::status::Status;

/// One row of [`FAULTS`].
#[derive(Debug)]
pub struct Fault {
    /// What it is to the caller. TLS faults on the way to a proxy are [`Status::Proxy`].
    pub status: Status,
    /// What happened; the message may say more behind it.
    pub what: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Fault {
    /// The fault as the error of a step; `detail` follows what happened.
    pub(crate) fn error(&self, detail: &str) -> Error {
        Error::new(self.status, format!("{}{detail}", self.what)).with_remedy(self.remedy)
    }
}

const fn tls(what: &'static str, remedy: &'static str) -> Fault {
    Fault { status: Status::Tls, what, remedy }
}

const fn proxy(what: &'static str, remedy: &'static str) -> Fault {
    Fault { status: Status::Proxy, what, remedy }
}

const PROXY_URL: &str = "check scheme, host and port of the proxy's URL";

pub(crate) static WRONG_NAME: Fault = tls(
    "the server's certificate is for another host name",
    "call the server by a name that its certificate has, or give it a certificate for this name",
);
pub(crate) static EXPIRED: Fault = tls(
    "the server's certificate has expired",
    "check this machine's clock; if it is right, the server needs a new certificate",
);
pub(crate) static NOT_YET_VALID: Fault = tls(
    "the server's certificate is not valid yet",
    "check this machine's clock; if it is right, the server needs another certificate",
);
pub(crate) static SELF_SIGNED: Fault = tls(
    "the server's certificate is self-signed",
    "if it is the right one, set ca_file to this certificate in PEM form",
);
pub(crate) static IS_AUTHORITY: Fault = tls(
    "the server's certificate is that of an authority, which is no server's",
    "give the server a certificate of its own, signed by the authority, and set ca_file to that of the authority",
);
pub(crate) static UNKNOWN_ISSUER: Fault = tls(
    "the server's certificate comes from no trusted authority",
    "if a private authority or a filter of your network issued it, set ca_file to the authority's certificate in PEM form",
);
pub(crate) static WRONG_PURPOSE: Fault = tls(
    "the server's certificate is not meant for servers",
    "the server needs a certificate for server authentication",
);
pub(crate) static BAD_CERTIFICATE: Fault =
    tls("the server's certificate cannot be accepted", "the server needs another certificate");
pub(crate) static NO_TLS: Fault =
    tls("the server does not speak TLS on this port", "check the host and port; for a proxy without TLS write http://");
pub(crate) static OLD_VERSION: Fault = tls(
    "the server speaks no TLS version that is still safe (1.2 or 1.3 is needed)",
    "switch TLS 1.2 or 1.3 on at the server, or at the filter that stands before it",
);
pub(crate) static NOTHING_IN_COMMON: Fault = tls(
    "the server and this library have no cipher, curve or signature in common",
    "switch usual ones on at the server: AES-GCM or ChaCha20 with ECDHE, X25519 or P-256",
);
pub(crate) static CERTIFICATE_WANTED: Fault =
    tls("the server asks for a client certificate", "set cert_file and key_file");
pub(crate) static CERTIFICATE_REFUSED: Fault = tls(
    "the server does not accept the client certificate",
    "check that the certificate in cert_file is valid, comes with its chain, and is of an authority known to the server",
);
pub(crate) static TLS_REFUSED: Fault =
    tls("the server refused it", "check the host and port; the server's log may say why");
/// What only broke off may be better the next time; what TLS itself refuses will not.
pub(crate) static TLS_CLOSED: Fault = Fault {
    status: Status::Connect,
    ..tls(
        "the server closed the connection during the handshake",
        "check the host and port, and what stands between this machine and the server",
    )
};

pub(crate) static PROXY_NOT_FOUND: Fault = proxy("the proxy's host name could not be resolved", PROXY_URL);
pub(crate) static PROXY_UNREACHABLE: Fault =
    proxy("the proxy could not be reached", "check host and port of the proxy's URL; proxy=off connects without one");
pub(crate) static LOGIN_WANTED: Fault = proxy(
    "the proxy asks for a name and a password",
    "give them in its URL, special characters percent-encoded: http://name:password@host:port",
);
pub(crate) static LOGIN_REFUSED: Fault = proxy(
    "the proxy does not accept the name and the password",
    "check both; special characters must be percent-encoded in the proxy's URL",
);
pub(crate) static LOGIN_UNSUPPORTED: Fault = proxy(
    "the proxy asks for a login of a kind that is not supported",
    "run a local relay that logs in to the proxy (e.g. cntlm or px) and set proxy to the relay",
);
pub(crate) static PROXY_REFUSED: Fault = proxy(
    "the proxy refused the connection",
    "ask those who run the proxy to allow connections to the host and port of base_url",
);
pub(crate) static PROXY_FAILED: Fault =
    proxy("the proxy could not reach the server", "check base_url, and whether the proxy has a way to it");
pub(crate) static PROXY_CLOSED: Fault = proxy("the proxy closed the connection without an answer", PROXY_URL);
pub(crate) static PROXY_NOT_HTTP: Fault = proxy("the proxy's answer is not HTTP", PROXY_URL);
pub(crate) static PROXY_NOT_SOCKS: Fault = proxy("the proxy's answer is not SOCKS", PROXY_URL);
pub(crate) static PROXY_SPEAKS_TLS: Fault =
    proxy("the proxy speaks TLS on this port", "write https:// in the proxy's URL");
pub(crate) static PROXY_WANTS_CERTIFICATE: Fault = proxy(
    "the proxy asks for a client certificate, which is not supported",
    "use a proxy that asks for a name and a password; cert_file and key_file are for the server alone",
);
pub(crate) static SOCKS4_NEEDS_IPV4: Fault =
    proxy("socks4 needs an IPv4 address of the server, and there is none", "use socks4a, socks5 or socks5h");
pub(crate) static SCRIPT: Fault = proxy(
    "this system's settings name a script (PAC) that chooses the proxy, which is not supported",
    "set proxy to the URL of the proxy that the script names, or to off",
);

/// Every fault.
pub static FAULTS: &[&Fault] = &[
    &WRONG_NAME,
    &EXPIRED,
    &NOT_YET_VALID,
    &SELF_SIGNED,
    &IS_AUTHORITY,
    &UNKNOWN_ISSUER,
    &WRONG_PURPOSE,
    &BAD_CERTIFICATE,
    &NO_TLS,
    &OLD_VERSION,
    &NOTHING_IN_COMMON,
    &CERTIFICATE_WANTED,
    &CERTIFICATE_REFUSED,
    &TLS_REFUSED,
    &TLS_CLOSED,
    &PROXY_NOT_FOUND,
    &PROXY_UNREACHABLE,
    &LOGIN_WANTED,
    &LOGIN_REFUSED,
    &LOGIN_UNSUPPORTED,
    &PROXY_REFUSED,
    &PROXY_FAILED,
    &PROXY_CLOSED,
    &PROXY_NOT_HTTP,
    &PROXY_NOT_SOCKS,
    &PROXY_SPEAKS_TLS,
    &PROXY_WANTS_CERTIFICATE,
    &SOCKS4_NEEDS_IPV4,
    &SCRIPT,
];

//! Failures of TLS and of proxies, each with what to do about it.

use crate::response::error::Error;
use crate::response::status::Status;

/// Name, status, message and hint of each fault.
macro_rules! network_faults {
    ($($name:ident: $status:ident, $what:literal, $hint:expr;)*) => {
        /// A failure of TLS or of a proxy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum NetworkFault {
            $(#[doc = $what] $name),*
        }

        impl NetworkFault {
            /// Every fault.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The status of the result. TLS faults of a connection to a proxy are [`Status::Proxy`].
            pub fn status(self) -> Status {
                match self { $(Self::$name => Status::$status),* }
            }

            /// What happened; the message may continue with details.
            pub fn what(self) -> &'static str {
                match self { $(Self::$name => $what),* }
            }

            /// What to do about it.
            pub fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint),* }
            }
        }
    };
}

const PROXY_URL: &str = "check scheme, host and port of the proxy's URL";

network_faults! {
    WrongName: Tls, "the server's certificate is for another host name",
        "call the server by a name that its certificate has, or give it a certificate for this name";
    Expired: Tls, "the server's certificate has expired",
        "check this machine's clock; if it is right, the server needs a new certificate";
    NotYetValid: Tls, "the server's certificate is not valid yet",
        "check this machine's clock; if it is right, the server needs another certificate";
    SelfSigned: Tls, "the server's certificate is self-signed",
        "if it is the right one, set ca_file to this certificate in PEM form";
    IsAuthority: Tls, "the server sent a CA certificate instead of a server certificate",
        "give the server a certificate of its own, signed by the authority, and set ca_file to that of the authority";
    UnknownIssuer: Tls, "the server's certificate comes from no trusted authority",
        "if a private authority or a filter of your network issued it, set ca_file to the authority's certificate in PEM form";
    WrongPurpose: Tls, "the server's certificate is not meant for servers",
        "the server needs a certificate for server authentication";
    BadCertificate: Tls, "the server's certificate cannot be accepted",
        "the server needs another certificate";
    NoTls: Tls, "the server does not speak TLS on this port",
        "check the host and port; for a proxy without TLS write http://";
    OldVersion: Tls, "the server speaks no TLS version that is still safe (1.2 or 1.3 is needed)",
        "switch TLS 1.2 or 1.3 on at the server, or at the filter in front of it";
    NothingInCommon: Tls, "the server and this library have no cipher, curve or signature in common",
        "switch usual ones on at the server: AES-GCM or ChaCha20 with ECDHE, X25519 or P-256";
    CertificateWanted: Tls, "the server asks for a client certificate",
        "set cert_file and key_file";
    CertificateRefused: Tls, "the server does not accept the client certificate",
        "check that the certificate in cert_file is valid, comes with its chain, and is of an authority known to the server";
    TlsRefused: Tls, "the server refused it",
        "check the host and port; the server's log may say why";
    // A connection that only broke off may succeed the next time; a TLS refusal will not.
    TlsClosed: Connect, "the server closed the connection during the handshake",
        "check the host and port, and proxies and filters between this machine and the server";
    ProxyNotFound: Proxy, "the proxy's host name could not be resolved",
        PROXY_URL;
    ProxyUnreachable: Proxy, "the proxy could not be reached",
        "check host and port of the proxy's URL; proxy=off connects without one";
    LoginWanted: Proxy, "the proxy asks for a name and a password",
        "give them in its URL, special characters percent-encoded: http://name:password@host:port";
    LoginRefused: Proxy, "the proxy does not accept the name and the password",
        "check both; special characters must be percent-encoded in the proxy's URL";
    LoginUnsupported: Proxy, "the proxy asks for a login of a kind that is not supported",
        "run a local relay that logs in to the proxy (e.g. cntlm or px) and set proxy to the relay";
    ProxyRefused: Proxy, "the proxy refused the connection",
        "ask those who run the proxy to allow connections to the host and port of base_url";
    ProxyFailed: Proxy, "the proxy could not reach the server",
        "check base_url, and whether the proxy can reach it";
    ProxyBusy: Proxy, "the proxy cannot open a connection now",
        "repeat the call later; if the error persists, ask those who run the proxy";
    ProxyClosed: Proxy, "the proxy closed the connection without a response",
        PROXY_URL;
    ProxyNotHttp: Proxy, "the proxy's response is not HTTP",
        PROXY_URL;
    ProxyNotSocks: Proxy, "the proxy's response is not SOCKS",
        PROXY_URL;
    ProxySpeaksTls: Proxy, "the proxy speaks TLS on this port",
        "write https:// in the proxy's URL";
    ProxyWantsCertificate: Proxy, "the proxy asks for a client certificate, which is not supported",
        "use a proxy that asks for a name and a password; cert_file and key_file are for the server alone";
    Socks4NeedsIpv4: Proxy, "socks4 needs an IPv4 address of the server, and there is none",
        "use socks4a, socks5 or socks5h";
    Script: Proxy, "this system's settings name a script (PAC) that chooses the proxy, which is not supported",
        "set proxy to the URL of the proxy that the script names, or to off";
}

impl NetworkFault {
    /// Whether it may be gone at the next attempt, for example because the proxy restarts: then the call retries.
    pub fn is_transient(self) -> bool {
        matches!(
            self,
            Self::TlsClosed
                | Self::ProxyNotFound
                | Self::ProxyUnreachable
                | Self::ProxyFailed
                | Self::ProxyBusy
                | Self::ProxyClosed
        )
    }

    /// The fault as an error; `detail` follows what happened.
    pub(crate) fn error(self, detail: &str) -> Error {
        let error = Error::new(self.status(), format!("{}{detail}", self.what()));
        error.with_hint(self.hint()).transient(self.is_transient())
    }
}

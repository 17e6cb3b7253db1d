//! Verifies server certificates, and explains why TLS failed.

use super::certificate::{common_name, shown};
use super::provider::provider;
use crate::net::fault::NetworkFault;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{VerifierBuilderError, WebPkiServerVerifier};
use rustls::{
    AlertDescription, CertificateError, DigitallySignedStruct, DistinguishedName, InvalidMessage, OtherError,
    PeerIncompatible, RootCertStore, SignatureScheme,
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// Verifies as rustls does, and describes a certificate whose issuer is unknown.
#[derive(Debug)]
pub(crate) struct Verifier {
    usual: Arc<WebPkiServerVerifier>,
    /// Reads all authorities of the system, for a certificate that the usual ones do not verify.
    more: More,
}

type More = fn() -> Option<Arc<RootCertStore>>;

impl Verifier {
    pub(crate) fn new(roots: Arc<RootCertStore>, more: More) -> Result<Self, String> {
        let usual = webpki_verifier(roots).map_err(|error| error.to_string())?;
        Ok(Self { usual, more })
    }
}

fn webpki_verifier(roots: Arc<RootCertStore>) -> Result<Arc<WebPkiServerVerifier>, VerifierBuilderError> {
    WebPkiServerVerifier::builder_with_provider(roots, provider()).build()
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verify = |verifier: &WebPkiServerVerifier| {
            verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        let is_unknown = |verified: &Result<_, _>| {
            matches!(verified, Err(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)))
        };
        let mut verified = verify(&self.usual);
        // Not only if the issuer is unknown: an authority of the same name may have another key.
        if let Err(rustls::Error::InvalidCertificate(_)) = verified {
            let more = (self.more)().and_then(|roots| webpki_verifier(roots).ok());
            // These do not have the authorities of `ca_file`, about whose certificates the first error says more.
            let again = more.map(|more| verify(&more)).filter(|again| !is_unknown(again));
            verified = again.unwrap_or(verified);
        }
        if is_unknown(&verified) { Err(UnknownIssuer::of(end_entity)) } else { verified }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.usual.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.usual.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        self.usual.root_hint_subjects()
    }
}

/// A certificate that no trusted authority has signed.
#[derive(Debug)]
struct UnknownIssuer {
    self_signed: bool,
    issuer: String,
}

impl UnknownIssuer {
    fn of(certificate: &CertificateDer<'_>) -> rustls::Error {
        let Ok(read) = webpki::EndEntityCert::try_from(certificate) else {
            return CertificateError::UnknownIssuer.into();
        };
        let unknown = Self { self_signed: read.issuer() == read.subject(), issuer: common_name(read.issuer()) };
        CertificateError::Other(OtherError(Arc::new(unknown))).into()
    }
}

impl fmt::Display for UnknownIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown issuer")
    }
}

impl std::error::Error for UnknownIssuer {}

/// Why TLS failed: the fault and its details. `has_identity` says whether there is a client certificate, which the server may
/// have refused.
pub(crate) fn explain(error: &rustls::Error, has_identity: bool) -> (NetworkFault, String) {
    use rustls::Error as E;
    match error {
        E::InvalidCertificate(why) => certificate_fault(why),
        E::InvalidMessage(InvalidMessage::InvalidContentType) => (NetworkFault::NoTls, String::new()),
        E::AlertReceived(alert) => alert_fault(*alert, has_identity),
        E::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13) => {
            (NetworkFault::OldVersion, String::new())
        }
        E::PeerIncompatible(_) => (NetworkFault::NothingInCommon, String::new()),
        // Other violations of the protocol.
        other => (NetworkFault::TlsRefused, format!(" or broke the rules of TLS ({other})")),
    }
}

fn alert_fault(alert: AlertDescription, has_identity: bool) -> (NetworkFault, String) {
    use AlertDescription as A;
    let name = format!(" ({alert:?})");
    match alert {
        A::ProtocolVersion => (NetworkFault::OldVersion, String::new()),
        A::CertificateRequired => (NetworkFault::CertificateWanted, String::new()),
        A::BadCertificate
        | A::UnsupportedCertificate
        | A::CertificateRevoked
        | A::CertificateExpired
        | A::CertificateUnknown
        | A::UnknownCA
        | A::AccessDenied
        | A::DecryptError
            if has_identity =>
        {
            (NetworkFault::CertificateRefused, name)
        }
        A::BadCertificate | A::NoCertificate => (NetworkFault::CertificateWanted, name),
        A::HandshakeFailure | A::InsufficientSecurity => {
            (NetworkFault::NothingInCommon, format!("{name}, or it asks for a client certificate"))
        }
        _ => (NetworkFault::TlsRefused, name),
    }
}

fn certificate_fault(why: &CertificateError) -> (NetworkFault, String) {
    use CertificateError as E;
    match why {
        E::Expired => (NetworkFault::Expired, String::new()),
        E::ExpiredContext { not_after, time } => {
            (NetworkFault::Expired, format!(": it was valid until {}; {}", date(*not_after), our_clock(*time)))
        }
        E::NotValidYet => (NetworkFault::NotYetValid, String::new()),
        E::NotValidYetContext { not_before, time } => {
            (NetworkFault::NotYetValid, format!(": it is valid from {}; {}", date(*not_before), our_clock(*time)))
        }
        E::NotValidForName => (NetworkFault::WrongName, String::new()),
        E::NotValidForNameContext { presented, .. } => (NetworkFault::WrongName, names(presented)),
        E::UnknownIssuer => (NetworkFault::UnknownIssuer, String::new()),
        E::InvalidPurpose | E::InvalidPurposeContext { .. } => (NetworkFault::WrongPurpose, String::new()),
        E::Other(OtherError(other)) => match (other.downcast_ref(), other.downcast_ref()) {
            (Some(UnknownIssuer { self_signed: true, .. }), _) => (NetworkFault::SelfSigned, String::new()),
            (Some(UnknownIssuer { issuer, .. }), _) if issuer.is_empty() => {
                (NetworkFault::UnknownIssuer, String::new())
            }
            (Some(UnknownIssuer { issuer, .. }), _) => {
                (NetworkFault::UnknownIssuer, format!(": it was issued by \"{issuer}\""))
            }
            (_, Some(webpki::Error::CaUsedAsEndEntity)) => (NetworkFault::IsAuthority, String::new()),
            (_, Some(other)) => (NetworkFault::BadCertificate, format!(" ({other})")),
            _ => (NetworkFault::BadCertificate, String::new()),
        },
        other => (NetworkFault::BadCertificate, format!(" ({other})")),
    }
}

/// The names in a certificate, at most four of them.
fn names(presented: &[String]) -> String {
    const MAX_SHOWN_NAMES: usize = 4;
    // rustls writes them as DnsName("example.com") and IpAddress(192.0.2.1).
    let plain = |name: &String| {
        let inner = name.split_once('(').map_or(name.as_str(), |(_, inner)| inner.strip_suffix(')').unwrap_or(inner));
        shown(inner.trim_matches('"').as_bytes())
    };
    let some: Vec<String> = presented.iter().take(MAX_SHOWN_NAMES).map(plain).collect();
    match presented.len().saturating_sub(MAX_SHOWN_NAMES) {
        _ if some.is_empty() => ": it has none".to_owned(),
        0 => format!(": it is for {}", some.join(", ")),
        more => format!(": it is for {} and {more} more", some.join(", ")),
    }
}

/// The clock is named because a certificate refused for its dates may be valid and the clock wrong.
fn our_clock(time: UnixTime) -> String {
    format!("this machine's clock says {}", date(time))
}

/// A date as in HTTP.
fn date(time: UnixTime) -> String {
    /// The first second of the year 10000, which HTTP dates do not have.
    const YEAR_10000_S: u64 = 253_402_300_800;
    match UNIX_EPOCH.checked_add(Duration::from_secs(time.as_secs())) {
        Some(at) if time.as_secs() < YEAR_10000_S => httpdate::fmt_http_date(at),
        _ => "a year that has no four digits".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::tls::certificate::MAX_NAME_LEN;
    use rustls_pki_types::pem::PemObject;
    use rustls_pki_types::{Der, TrustAnchor};

    #[test]
    fn what_a_server_wrote_is_bounded_and_on_one_line() {
        let many: Vec<String> = (0..9).map(|i| format!("DnsName(\"h{i}.example.com\")")).collect();
        assert_eq!(
            names(&many),
            ": it is for h0.example.com, h1.example.com, h2.example.com, h3.example.com and 5 more"
        );
        assert_eq!(names(&["IpAddress(192.0.2.1)".to_owned()]), ": it is for 192.0.2.1");
        assert_eq!(names(&[]), ": it has none");
        assert_eq!(names(&[format!("DnsName(\"{}\")", "x".repeat(500))]).len(), ": it is for ".len() + MAX_NAME_LEN);
    }

    /// A certificate for `localhost` that is its own authority, made for this test; its key was thrown away.
    const LOCALHOST: &[u8] = b"-----BEGIN CERTIFICATE-----
MIIBjTCCATKgAwIBAgIUXskTdwoBvBRAEIkhfrSns+wVE7swCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGQSB0ZXN0MCAXDTI2MTEzMDIwMDIwM1oYDzIxMjYxMTA2MjAw
MjAzWjARMQ8wDQYDVQQDDAZBIHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARo3p2UiGAMpuz0Naz/IUZ7nDNF2GxrHVdIKsznAlNA3tqf+d7LjPm2gUpgtU5T
tYHnw80h7AEHltEGuSY5r5Mgo2YwZDAdBgNVHQ4EFgQUtQ7B9YS8L+tWRckyFp+Z
iXsMInowHwYDVR0jBBgwFoAUtQ7B9YS8L+tWRckyFp+ZiXsMInowFAYDVR0RBA0w
C4IJbG9jYWxob3N0MAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDSQAwRgIhALrf
tsd2N3BXTlt6ZF6b2zHjb2XXN3XSQdY3a++BQ0+YAiEAzDsm4A0Z/QwHllBW6qE/
eLQm6LuzuAKCeNEr9HwTNj8=
-----END CERTIFICATE-----
";

    /// Trusts the certificate for `localhost`.
    fn localhost() -> Option<Arc<RootCertStore>> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(LOCALHOST).expect("a certificate")).expect("an authority");
        Some(Arc::new(roots))
    }

    /// Trusts an authority of this name that has another key.
    fn namesake(subject: &[u8]) -> Option<Arc<RootCertStore>> {
        let (subject, subject_public_key_info) = (Der::from(subject.to_vec()), Der::from_slice(b"another key"));
        Some(Arc::new(RootCertStore {
            roots: vec![TrustAnchor { subject, subject_public_key_info, name_constraints: None }],
        }))
    }

    /// Verifies the certificate for `localhost` as that of a server with this name.
    fn verify(name: &'static str, usual: Option<Arc<RootCertStore>>, more: More) -> Result<(), NetworkFault> {
        let verifier = Verifier::new(usual.expect("authorities"), more).expect("a verifier");
        let certificate = CertificateDer::from_pem_slice(LOCALHOST).expect("a certificate");
        let name = ServerName::try_from(name).expect("a name");
        let in_2030 = UnixTime::since_unix_epoch(Duration::from_secs(1_900_000_000));
        let verified = verifier.verify_server_cert(&certificate, &[], &name, &[], in_2030);
        verified.map(|_| ()).map_err(|error| explain(&error, false).0)
    }

    #[test]
    fn more_authorities_are_read_if_the_usual_ones_do_not_verify() {
        let other = || namesake(b"nobody");
        let subject = localhost().expect("authorities").roots[0].subject.to_vec();
        assert_eq!(verify("localhost", localhost(), || panic!("the usual authorities are enough")), Ok(()));
        assert_eq!(verify("localhost", other(), localhost), Ok(()));
        assert_eq!(verify("localhost", namesake(&subject), localhost), Ok(()));
        assert_eq!(verify("localhost", other(), || None), Err(NetworkFault::SelfSigned));
        assert_eq!(verify("localhost", other(), other), Err(NetworkFault::SelfSigned));
        assert_eq!(verify("example.com", other(), localhost), Err(NetworkFault::WrongName));
        // An authority of `ca_file`, which the system does not have.
        assert_eq!(verify("example.com", localhost(), other), Err(NetworkFault::WrongName));
    }

    #[test]
    fn dates_have_bounds() {
        assert_eq!(date(UnixTime::since_unix_epoch(Duration::ZERO)), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(
            date(UnixTime::since_unix_epoch(Duration::from_secs(253_402_300_799))),
            "Fri, 31 Dec 9999 23:59:59 GMT"
        );
        assert!(date(UnixTime::since_unix_epoch(Duration::from_secs(253_402_300_800))).contains("year"));
        assert!(date(UnixTime::since_unix_epoch(Duration::MAX)).contains("year"));
    }

    #[test]
    fn alerts_about_certificates_are_about_ours() {
        for (alert, has_identity, expected) in [
            (AlertDescription::CertificateRequired, false, NetworkFault::CertificateWanted),
            (AlertDescription::UnknownCA, true, NetworkFault::CertificateRefused),
            (AlertDescription::UnknownCA, false, NetworkFault::TlsRefused),
            (AlertDescription::BadCertificate, false, NetworkFault::CertificateWanted),
            (AlertDescription::BadCertificate, true, NetworkFault::CertificateRefused),
            (AlertDescription::ProtocolVersion, true, NetworkFault::OldVersion),
            (AlertDescription::InternalError, true, NetworkFault::TlsRefused),
        ] {
            let (found, _) = explain(&rustls::Error::AlertReceived(alert), has_identity);
            assert_eq!(found, expected, "{alert:?}");
        }
    }
}

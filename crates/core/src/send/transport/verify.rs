//! Whether a server is the one it should be, and why TLS failed.

use super::certificate::{common_name, shown};
use crate::answer::fault::{self, Fault};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::{
    AlertDescription, CertificateError, DigitallySignedStruct, DistinguishedName, InvalidMessage, OtherError,
    PeerIncompatible, RootCertStore, SignatureScheme,
};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// Verifies as rustls does, and looks at a certificate of unknown origin once more to say what it is.
#[derive(Debug)]
pub(super) struct Verifier(Arc<WebPkiServerVerifier>);

impl Verifier {
    pub(super) fn new(roots: Arc<RootCertStore>) -> Result<Self, String> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider).build();
        verifier.map(Self).map_err(|error| error.to_string())
    }
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
        let verified = self.0.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match verified {
            Err(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)) => Err(Stranger::of(end_entity)),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        self.0.root_hint_subjects()
    }
}

/// A certificate that no trusted authority has signed.
#[derive(Debug)]
struct Stranger {
    self_signed: bool,
    issuer: String,
}

impl Stranger {
    fn of(certificate: &CertificateDer<'_>) -> rustls::Error {
        let Ok(read) = webpki::EndEntityCert::try_from(certificate) else {
            return CertificateError::UnknownIssuer.into();
        };
        let stranger = Self { self_signed: read.issuer() == read.subject(), issuer: common_name(read.issuer()) };
        CertificateError::Other(OtherError(Arc::new(stranger))).into()
    }
}

impl fmt::Display for Stranger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown issuer")
    }
}

impl std::error::Error for Stranger {}

/// Why TLS failed: the fault, and what is to be said beside it. `has_identity`: whether there is a client certificate
/// that the server may have refused.
pub(super) fn explain(error: &rustls::Error, has_identity: bool) -> (&'static Fault, String) {
    use rustls::Error as E;
    match error {
        E::InvalidCertificate(why) => certificate_fault(why),
        E::InvalidMessage(InvalidMessage::InvalidContentType) => (&fault::NO_TLS, String::new()),
        E::AlertReceived(alert) => alert_fault(*alert, has_identity),
        E::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13) => (&fault::OLD_VERSION, String::new()),
        E::PeerIncompatible(_) => (&fault::NOTHING_IN_COMMON, String::new()),
        // A certificate that says one thing in TLS and another inside.
        other => (&fault::TLS_REFUSED, format!(" or broke the rules of TLS ({other})")),
    }
}

fn alert_fault(alert: AlertDescription, has_identity: bool) -> (&'static Fault, String) {
    use AlertDescription as A;
    let name = format!(" ({alert:?})");
    match alert {
        A::ProtocolVersion => (&fault::OLD_VERSION, String::new()),
        A::CertificateRequired => (&fault::CERTIFICATE_WANTED, String::new()),
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
            (&fault::CERTIFICATE_REFUSED, name)
        }
        A::BadCertificate | A::NoCertificate => (&fault::CERTIFICATE_WANTED, name),
        A::HandshakeFailure | A::InsufficientSecurity => {
            (&fault::NOTHING_IN_COMMON, format!("{name}, or it asks for a client certificate"))
        }
        _ => (&fault::TLS_REFUSED, name),
    }
}

fn certificate_fault(why: &CertificateError) -> (&'static Fault, String) {
    use CertificateError as E;
    match why {
        E::Expired => (&fault::EXPIRED, String::new()),
        E::ExpiredContext { not_after, time } => {
            (&fault::EXPIRED, format!(": it was valid until {}; {}", date(*not_after), our_clock(*time)))
        }
        E::NotValidYet => (&fault::NOT_YET_VALID, String::new()),
        E::NotValidYetContext { not_before, time } => {
            (&fault::NOT_YET_VALID, format!(": it is valid from {}; {}", date(*not_before), our_clock(*time)))
        }
        E::NotValidForName => (&fault::WRONG_NAME, String::new()),
        E::NotValidForNameContext { presented, .. } => (&fault::WRONG_NAME, names(presented)),
        E::UnknownIssuer => (&fault::UNKNOWN_ISSUER, String::new()),
        E::InvalidPurpose | E::InvalidPurposeContext { .. } => (&fault::WRONG_PURPOSE, String::new()),
        E::Other(OtherError(other)) => match (other.downcast_ref(), other.downcast_ref()) {
            (Some(Stranger { self_signed: true, .. }), _) => (&fault::SELF_SIGNED, String::new()),
            (Some(Stranger { issuer, .. }), _) if issuer.is_empty() => (&fault::UNKNOWN_ISSUER, String::new()),
            (Some(Stranger { issuer, .. }), _) => (&fault::UNKNOWN_ISSUER, format!(": it was issued by \"{issuer}\"")),
            (_, Some(webpki::Error::CaUsedAsEndEntity)) => (&fault::IS_AUTHORITY, String::new()),
            (_, Some(other)) => (&fault::BAD_CERTIFICATE, format!(" ({other})")),
            _ => (&fault::BAD_CERTIFICATE, String::new()),
        },
        other => (&fault::BAD_CERTIFICATE, format!(" ({other})")),
    }
}

/// The names that a certificate has, some of them if they are many.
fn names(presented: &[String]) -> String {
    const MOST: usize = 4;
    // rustls writes them as DnsName("example.com") and IpAddress(192.0.2.1).
    let plain = |name: &String| {
        let inner = name.split_once('(').map_or(name.as_str(), |(_, inner)| inner.strip_suffix(')').unwrap_or(inner));
        shown(inner.trim_matches('"').as_bytes())
    };
    let some: Vec<String> = presented.iter().take(MOST).map(plain).collect();
    match presented.len().saturating_sub(MOST) {
        _ if some.is_empty() => ": it has none".to_owned(),
        0 => format!(": it is for {}", some.join(", ")),
        more => format!(": it is for {} and {more} more", some.join(", ")),
    }
}

/// A certificate that is refused for its time may be right, and the clock wrong.
fn our_clock(time: UnixTime) -> String {
    format!("this machine's clock says {}", date(time))
}

/// A date as in HTTP: in English, with time and zone.
fn date(time: UnixTime) -> String {
    /// The first second of the year 10000, which has no form in HTTP.
    const END: u64 = 253_402_300_800;
    match UNIX_EPOCH.checked_add(Duration::from_secs(time.as_secs())) {
        Some(at) if time.as_secs() < END => httpdate::fmt_http_date(at),
        _ => "a year that has no four digits".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::send::transport::certificate::LONGEST_NAME;

    #[test]
    fn what_a_server_wrote_is_bounded_and_on_one_line() {
        let many: Vec<String> = (0..9).map(|i| format!("DnsName(\"h{i}.example.com\")")).collect();
        assert_eq!(
            names(&many),
            ": it is for h0.example.com, h1.example.com, h2.example.com, h3.example.com and 5 more"
        );
        assert_eq!(names(&["IpAddress(192.0.2.1)".to_owned()]), ": it is for 192.0.2.1");
        assert_eq!(names(&[]), ": it has none");
        assert_eq!(names(&[format!("DnsName(\"{}\")", "x".repeat(500))]).len(), ": it is for ".len() + LONGEST_NAME);
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
            (AlertDescription::CertificateRequired, false, &fault::CERTIFICATE_WANTED),
            (AlertDescription::UnknownCA, true, &fault::CERTIFICATE_REFUSED),
            (AlertDescription::UnknownCA, false, &fault::TLS_REFUSED),
            (AlertDescription::BadCertificate, false, &fault::CERTIFICATE_WANTED),
            (AlertDescription::BadCertificate, true, &fault::CERTIFICATE_REFUSED),
            (AlertDescription::ProtocolVersion, true, &fault::OLD_VERSION),
            (AlertDescription::InternalError, true, &fault::TLS_REFUSED),
        ] {
            let (found, _) = explain(&rustls::Error::AlertReceived(alert), has_identity);
            assert!(std::ptr::eq(found, expected), "{alert:?}: {}", found.what);
        }
    }
}

//! The certificate authority of the sandbox and its server certificate. The keys are never written to disk.

use std::io;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::clock;

const NAMES: [&str; 5] = ["localhost", "127.0.0.1", "::1", "api.zoom.us", "zoom.us"];
const DAY: u64 = 86_400;

pub(crate) struct Identity {
    pub(crate) ca_pem: String,
    pub(crate) tls: Arc<ServerConfig>,
}

/// Creates a certificate authority (P-256) and a server certificate signed by it.
pub(crate) fn identity() -> io::Result<Identity> {
    let ca = CertifiedIssuer::self_signed(authority(), key()?).map_err(io::Error::other)?;
    let leaf_key = key()?;
    let leaf = leaf()?.signed_by(&leaf_key, &ca).map_err(io::Error::other)?;
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
    let mut tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], private)
        .map_err(io::Error::other)?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity { ca_pem: ca.pem(), tls: Arc::new(tls) })
}

fn key() -> io::Result<KeyPair> {
    KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).map_err(io::Error::other)
}

fn authority() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name("zoomuser sandbox CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    valid_for_a_year(&mut params);
    params
}

fn leaf() -> io::Result<CertificateParams> {
    let mut params = CertificateParams::new(NAMES.map(str::to_owned)).map_err(io::Error::other)?;
    params.distinguished_name = name("zoomuser sandbox");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    valid_for_a_year(&mut params);
    Ok(params)
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

/// Some platforms reject certificates that are valid for longer.
fn valid_for_a_year(params: &mut CertificateParams) {
    let day = |seconds| {
        let (year, month, day) = clock::date(seconds);
        rcgen::date_time_ymd(i32::try_from(year).unwrap_or(i32::MAX), month, day)
    };
    let now = clock::now();
    params.not_before = day(now.saturating_sub(DAY));
    params.not_after = day(now + 365 * DAY);
}

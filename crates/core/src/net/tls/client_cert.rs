//! The client certificate (mutual TLS).

use super::pem::PemFile;
use crate::net::settings::NetSettings;
use crate::response::error::Error;
use crate::response::status::Status;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::sign::CertifiedKey;

/// The certificate chain of `cert_file` with the key of `key_file`, or of the same file; or none.
pub(crate) fn identity(settings: &NetSettings) -> Result<Option<CertifiedKey>, Error> {
    let Some(chain) = &settings.cert_file else {
        let lonely = || Error::new(Status::InvalidArgument, "key_file: needs the option cert_file");
        return settings.key_file.as_ref().map_or(Ok(None), |_| Err(lonely()));
    };
    let cert_file = PemFile::read("cert_file", chain)?;
    let certificates = cert_file.certificates()?;
    let key_file = match &settings.key_file {
        Some(path) => &PemFile::read("key_file", path)?,
        None => &cert_file,
    };
    let der = key_file.key()?;
    let key = any_supported_type(&der).map_err(|_| {
        key_file.wrong("holds a private key that cannot be used: expected RSA of 2048 to 8192 bits, EC on P-256 or P-384, or Ed25519")
    })?;
    let identity = CertifiedKey::new(certificates, key);
    match identity.keys_match() {
        Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => Ok(Some(identity)),
        Err(rustls::Error::InconsistentKeys(_)) => {
            Err(key_file.wrong("holds a private key that does not belong to the first certificate of cert_file"))
        }
        Err(_) => Err(cert_file.wrong("begins with a certificate that cannot be used")),
    }
}

//! The client certificate: what this side shows a server that asks who is there.

use super::pem::PemFile;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::send::options::Options;
use rustls::crypto::ring::sign::any_supported_type;
use rustls::sign::CertifiedKey;

/// The certificate chain of `cert_file` with the key of `key_file`, or of the same file; or none.
pub(super) fn identity(options: &Options) -> Result<Option<CertifiedKey>, Error> {
    let Some(chain) = &options.cert_file else {
        let lonely = || Error::new(Status::InvalidArgument, "key_file: needs the option cert_file");
        return options.key_file.as_ref().map_or(Ok(None), |_| Err(lonely()));
    };
    let cert_file = PemFile::read("cert_file", chain)?;
    let certificates = cert_file.certificates()?;
    let key_file = match &options.key_file {
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

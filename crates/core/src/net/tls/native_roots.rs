//! The certificate authorities of the operating system.

use rustls_pki_types::CertificateDer;

/// All of them.
pub(super) fn all() -> Vec<CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}

/// Those of its file, where it has one: usually all, while its folders have each of them once more.
pub(super) fn of_file() -> Vec<CertificateDer<'static>> {
    #[cfg(any(windows, target_os = "macos"))]
    return Vec::new();
    #[cfg(not(any(windows, target_os = "macos")))]
    rustls_native_certs::load_certs_from_paths(openssl_probe::probe().cert_file.as_deref(), None).certs
}

//! The cryptography of TLS.

use rustls::CipherSuite as Suite;
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring;
use std::sync::Arc;

/// That of ring, but AES-128 is preferred, as browsers do: a handshake with its SHA-256 takes less time than with the SHA-384
/// of AES-256, most of all on processors with instructions for it.
pub(super) fn provider() -> Arc<CryptoProvider> {
    let mut provider = ring::default_provider();
    provider.cipher_suites.sort_by_key(|suite| {
        !matches!(
            suite.suite(),
            Suite::TLS13_AES_128_GCM_SHA256
                | Suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                | Suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        )
    });
    Arc::new(provider)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aes_128_comes_first_and_nothing_is_left_out() {
        let ours = provider().cipher_suites.clone();
        assert_eq!(ours.len(), ring::default_provider().cipher_suites.len());
        assert_eq!(ours[0].suite(), Suite::TLS13_AES_128_GCM_SHA256);
        assert_eq!(ours[3].suite(), Suite::TLS13_AES_256_GCM_SHA384);
    }
}

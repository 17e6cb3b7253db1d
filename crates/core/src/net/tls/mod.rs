//! TLS: the stream, certificate verification, trust anchors and client certificates.

pub(crate) mod certificate;
pub(crate) mod client_cert;
mod native_roots;
pub(crate) mod pem;
mod provider;
pub(crate) mod roots;
pub(crate) mod stream;
pub(crate) mod verifier;

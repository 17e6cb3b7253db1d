//! Whose limit a request counts toward.

use super::ledger::text::checksum;
use crate::response::rate_limit::RateLabel;

/// An account, and the label of the request, each of which has limits of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quota {
    /// The hash of both.
    pub(crate) account: u64,
    pub(crate) label: RateLabel,
    /// A hash of the account that tells nothing of it.
    #[cfg(feature = "redis")]
    pub(crate) hash: AccountHash,
}

/// 128 bits.
#[cfg(feature = "redis")]
pub(crate) type AccountHash = [u8; 16];

impl Quota {
    /// The quota of an account, which any text identifies.
    pub(crate) fn new(account: &str, label: RateLabel) -> Self {
        #[cfg(feature = "redis")]
        let hash = hash(account);
        let account = match label {
            RateLabel::Light => checksum(account),
            RateLabel::Medium => checksum(&format!("{account} medium")),
        };
        Self {
            account,
            label,
            #[cfg(feature = "redis")]
            hash,
        }
    }
}

/// The first half of the SHA-256 hash of a text.
#[cfg(feature = "redis")]
pub(crate) fn hash(text: &str) -> AccountHash {
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest.as_ref().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
impl Quota {
    /// Any quota with this number.
    pub(crate) fn numbered(account: u64) -> Self {
        Self { account, ..Self::new("", RateLabel::Light) }
    }
}

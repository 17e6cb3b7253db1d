//! Masks credentials in the bytes that the page shows. The masked bytes keep their length.

use crate::http::record::Recorded;
use crate::text;

/// The credentials of one exchange.
pub(crate) struct Mask(Vec<Vec<u8>>);

/// A shorter text is no credential, and would mask parts of words.
const MIN_LEN: usize = 6;
const HEADERS: [&str; 2] = ["authorization", "proxy-authorization"];

impl Mask {
    /// The credentials that the request has, and the token that the response may issue.
    pub(crate) fn of(request: &Recorded, response: &[u8]) -> Mask {
        let mut secrets = Vec::new();
        for (_, value) in request.headers.iter().filter(|(name, _)| HEADERS.contains(&&*name.to_ascii_lowercase())) {
            let (_, credentials) = value.split_once(' ').unwrap_or(("", value));
            secrets.push(credentials.trim().as_bytes().to_vec());
            if let Some((_, password)) = text::basic_credentials(value).as_deref().and_then(|pair| pair.split_once(':'))
            {
                secrets.push(password.as_bytes().to_vec());
            }
        }
        let name = b"\"access_token\":\"";
        if let Some(at) = response.windows(name.len()).position(|part| part == name) {
            let token = response[at + name.len()..].split(|byte| *byte == b'"').next();
            secrets.extend(token.map(<[u8]>::to_vec));
        }
        secrets.retain(|secret| secret.len() >= MIN_LEN);
        Mask(secrets)
    }

    /// The bytes with asterisks in the place of the credentials.
    pub(crate) fn applied(&self, bytes: &[u8]) -> Vec<u8> {
        let mut masked = bytes.to_vec();
        for secret in &self.0 {
            let mut at = 0;
            while let Some(found) = masked[at..].windows(secret.len()).position(|part| part == secret) {
                masked[at + found..at + found + secret.len()].fill(b'*');
                at += found + secret.len();
            }
        }
        masked
    }
}

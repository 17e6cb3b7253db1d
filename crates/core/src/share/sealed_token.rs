//! A token, sealed: only who knows the app's secret can read or make it. Pure.

use crate::auth::oauth::TokenResponse;
use crate::auth::settings::AuthSettings;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::Value;
use std::time::Duration;
use zeroize::Zeroizing;

/// The version of the format, which is a part of the key.
const SALT: &[u8] = b"zoomuser shared token 1";

/// A key from the app's secret, for this app alone.
fn sealing_key(auth: &AuthSettings) -> Option<LessSafeKey> {
    let secret = Salt::new(HKDF_SHA256, SALT).extract(auth.credentials.client_secret.expose().as_bytes());
    let identity = auth.identity();
    let info = [identity.as_bytes()];
    let key: UnboundKey = secret.expand(&info, &AES_256_GCM).ok()?.into();
    Some(LessSafeKey::new(key))
}

/// Seals a token for the key at which it is stored.
pub(crate) fn seal(auth: &AuthSettings, issued: &TokenResponse, stored_at: &str) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).ok()?;
    let text = issued.entry(&[("lifetime_ms", u64::try_from(issued.lifetime.as_millis()).ok()?)]);
    // Sealed in its place, so that no copy of the token is left.
    let mut sealed = Zeroizing::new(text.to_string().into_bytes());
    let aad = Aad::from(stored_at.as_bytes());
    let tag =
        sealing_key(auth)?.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed).ok()?;
    Some([&nonce[..], &sealed, tag.as_ref()].concat())
}

/// The token that was sealed, if it is valid for another `left`; and the time since it was issued.
pub(crate) fn open(
    auth: &AuthSettings,
    sealed: &[u8],
    stored_at: &str,
    left: Duration,
) -> Option<(TokenResponse, Duration)> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>()?;
    let mut text = Zeroizing::new(rest.to_vec());
    let aad = Aad::from(stored_at.as_bytes());
    let text = sealing_key(auth)?.open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut text).ok()?;
    let entry: Value = serde_json::from_slice(text).ok()?;
    let lifetime = Duration::from_millis(entry.get("lifetime_ms")?.as_u64()?);
    Some((TokenResponse::of_entry(&entry, lifetime, &auth.token_url)?, lifetime.saturating_sub(left)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::credentials::Credentials;
    use crate::auth::oauth::api;
    use crate::net::base_url::BaseUrl;
    use crate::secret::Secret;

    fn app(secret: &str) -> AuthSettings {
        let credentials = Credentials {
            account_id: "acc".to_owned(),
            client_id: "app".to_owned(),
            client_secret: Secret::new(secret),
        };
        AuthSettings { credentials, token_url: BaseUrl::https("zoom.us", "/oauth/token"), ..AuthSettings::default() }
    }

    fn issued() -> TokenResponse {
        let base_url = api("https://api-eu.zoom.us", &app("").token_url);
        let lifetime = Duration::from_secs(3_600);
        TokenResponse { secret: Secret::new("tok-12345"), lifetime, base_url, scopes: None, scopes_at_s: Some(7) }
    }

    #[test]
    fn who_knows_the_secret_can_open_it() {
        let sealed = seal(&app("SECRET"), &issued(), "here").expect("sealed");
        assert!(!String::from_utf8_lossy(&sealed).contains("tok-12345"));
        assert_ne!(seal(&app("SECRET"), &issued(), "here"), Some(sealed.clone()), "never twice the same");
        let (token, age) = open(&app("SECRET"), &sealed, "here", Duration::from_secs(3_000)).expect("opened");
        assert_eq!((token.secret.expose(), age), ("tok-12345", Duration::from_secs(600)));
        assert_eq!((token.lifetime, token.scopes_at_s), (issued().lifetime, Some(7)));
        assert_eq!(token.base_url.as_ref().map(BaseUrl::as_str), issued().base_url.as_ref().map(BaseUrl::as_str));
    }

    #[test]
    fn what_was_changed_or_moved_is_not_opened() {
        let sealed = seal(&app("SECRET"), &issued(), "here").expect("sealed");
        let opens = |auth: &AuthSettings, sealed: &[u8], at| open(auth, sealed, at, Duration::ZERO).is_some();
        assert!(opens(&app("SECRET"), &sealed, "here"));
        assert!(!opens(&app("another"), &sealed, "here") && !opens(&app("SECRET"), &sealed, "there"));
        let mut other = app("SECRET");
        other.credentials.client_id.push('2');
        assert!(!opens(&other, &sealed, "here") && other.identity() != app("").identity());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(!opens(&app("SECRET"), &changed, "here") && !opens(&app("SECRET"), &sealed[..at], "here"));
        }
    }
}

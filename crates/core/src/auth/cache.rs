//! The token cache: a file by which processes share the tokens of apps, readable by its owner only.
//!
//! Each app has its own entry, named by a hash, so that the file tells nothing about apps but their tokens.

use super::oauth::TokenResponse;
use super::settings::AuthSettings;
use crate::limits::private_file::{read_own, replace};
use crate::text::hex;
use ring::digest::{SHA256, digest};
use serde_json::{Map, Value, json};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// The version of the file format.
const FORMAT_VERSION: u64 = 2;
/// The longest lifetime that is accepted; a longer one was written under a wrong clock.
const MAX_LIFETIME_S: u64 = 30 * 86_400;
/// How far ahead of the clock a token may have been issued. One that is further ahead was issued under a wrong clock, so
/// that nothing tells when it expires.
const MAX_AHEAD_S: u64 = 10;
/// Apps in one file; beyond that, the tokens that expire first are dropped.
const MAX_APPS: usize = 16;
/// The longest text that is written, in bytes.
const MAX_TEXT_LEN: usize = 60 * 1024;

const NOT_PRIVATE: &str = "it cannot be used: expected a regular file, not a link, of this user, with mode 0600";
const DAMAGED: &str = "it is damaged or has another format; it is replaced";

/// The file whose lock a process holds while it requests a token for all processes.
pub(crate) fn lock_path(cache: &Path) -> PathBuf {
    let mut name = cache.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    cache.with_file_name(name)
}

/// The name of an app: a hash of what identifies it.
fn app_name(settings: &AuthSettings) -> String {
    hex(digest(&SHA256, settings.identity().as_bytes()).as_ref())
}

/// The token of this app in the file and the time since it was issued, if it is valid at the Unix time `now_s`; or what is
/// wrong with the file.
pub(crate) fn read(
    cache: &Path,
    settings: &AuthSettings,
    now_s: u64,
) -> Result<Option<(TokenResponse, Duration)>, &'static str> {
    let Some(apps) = apps(cache)? else { return Ok(None) };
    let Some(entry) = apps.get(&app_name(settings)) else { return Ok(None) };
    let (issued_s, lifetime_s) = times(entry).ok_or(DAMAGED)?;
    let lifetime = Duration::from_secs(lifetime_s);
    let issued = TokenResponse::of_entry(entry, lifetime, &settings.token_url).ok_or(DAMAGED)?;
    let age = Duration::from_secs(now_s.saturating_sub(issued_s));
    Ok(is_valid(entry, now_s).then_some((issued, age)))
}

/// Writes a token that was issued at the Unix time `now_s` to the file, and keeps the valid tokens of other apps.
pub(crate) fn write(cache: &Path, settings: &AuthSettings, issued: &TokenResponse, now_s: u64) -> io::Result<()> {
    let own = app_name(settings);
    let mut apps = apps(cache).ok().flatten().unwrap_or_default();
    apps.retain(|name, entry| *name != own && is_valid(entry, now_s));
    loop {
        let mut all = apps.clone();
        let entry = issued.entry(&[("issued_at", now_s), ("expires_at", now_s + issued.lifetime.as_secs())]);
        all.insert(own.clone(), entry);
        let text = Zeroizing::new(format!("{}\n", json!({ "version": FORMAT_VERSION, "apps": all })));
        let expires_s = |entry: &Value| entry.get("expires_at").and_then(Value::as_u64);
        let first = apps.iter().min_by_key(|(_, entry)| expires_s(entry)).map(|(name, _)| name.clone());
        match first.filter(|_| all.len() > MAX_APPS || text.len() > MAX_TEXT_LEN) {
            Some(first) => drop(apps.remove(&first)),
            None => return replace(cache, &text),
        }
    }
}

/// The entries of the file; `None` if there is no file, or nothing in it.
fn apps(cache: &Path) -> Result<Option<Map<String, Value>>, &'static str> {
    let Some(text) = read_own(cache).map(Zeroizing::new) else {
        // On Windows another process may have the file open at this moment.
        let is_there = cfg!(unix) && cache.symlink_metadata().is_ok();
        return if is_there { Err(NOT_PRIVATE) } else { Ok(None) };
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let all: Value = serde_json::from_str(&text).map_err(|_| DAMAGED)?;
    let is_known = all.get("version").and_then(Value::as_u64) == Some(FORMAT_VERSION);
    match all {
        Value::Object(mut all) if is_known => match all.remove("apps") {
            Some(Value::Object(apps)) => Ok(Some(apps)),
            _ => Err(DAMAGED),
        },
        _ => Err(DAMAGED),
    }
}

/// When the token of an entry was issued, and its lifetime in seconds.
fn times(entry: &Value) -> Option<(u64, u64)> {
    let number = |name: &str| entry.get(name)?.as_u64();
    let issued_s = number("issued_at")?;
    Some((issued_s, number("expires_at")?.checked_sub(issued_s)?))
}

/// Whether the token of an entry is valid at the Unix time `now_s`.
fn is_valid(entry: &Value, now_s: u64) -> bool {
    times(entry).is_some_and(|(issued_s, lifetime_s)| {
        issued_s <= now_s.saturating_add(MAX_AHEAD_S)
            && lifetime_s <= MAX_LIFETIME_S
            && now_s.saturating_sub(issued_s) < lifetime_s
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::credentials::Credentials;
    use crate::net::base_url::BaseUrl;
    use crate::secret::Secret;
    use std::fs;

    const NOW_S: u64 = 1_700_000_000;

    fn settings(client_id: &str) -> AuthSettings {
        let credentials = Credentials {
            account_id: "acc".to_owned(),
            client_id: client_id.to_owned(),
            client_secret: Secret::new("app-SECRET"),
        };
        let token_url = BaseUrl::https("zoom.us", "/oauth/token");
        AuthSettings { credentials, token_url, ..AuthSettings::default() }
    }

    #[test]
    fn only_a_valid_file_of_this_app_is_used() {
        let folder = std::env::temp_dir().join(format!("zoomuser-cache-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        let cache = folder.join("token");
        let issued = |seconds| TokenResponse {
            secret: Secret::new("tok-1234"),
            lifetime: Duration::from_secs(seconds),
            base_url: Some(BaseUrl::https("api-eu.zoom.us", "/v2")),
            scopes: None,
            scopes_at_s: None,
        };
        let found = |client: &str, now_s| read(&cache, &settings(client), now_s).expect("in order");
        assert!(found("one", NOW_S).is_none(), "there is none");
        write(&cache, &settings("one"), &issued(3_600), NOW_S).expect("written");
        let (token, age) = found("one", NOW_S).expect("valid");
        assert_eq!((token.secret.expose(), token.base_url), ("tok-1234", issued(1).base_url));
        assert_eq!((token.lifetime, age), (Duration::from_secs(3_600), Duration::ZERO));
        let (later, age) = found("one", NOW_S + 3_599).expect("still valid");
        assert_eq!((later.lifetime, age), (Duration::from_secs(3_600), Duration::from_secs(3_599)));
        for now_s in [NOW_S + 3_600, NOW_S - MAX_AHEAD_S - 1] {
            assert!(found("one", now_s).is_none(), "at {now_s}");
        }
        assert!(found("one", NOW_S - MAX_AHEAD_S).is_some(), "a clock that was set a little");
        assert!(found("two", NOW_S).is_none(), "another client");
        let text = fs::read_to_string(&cache).expect("there");
        for secret in ["SECRET", "acc\"", "one", "zoom.us/oauth"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }

        for (from, to, is_damaged) in [
            ("\"version\":2", "\"version\":3", true),
            ("\"apps\":{", "\"apps\":[{", true),
            ("tok-1234", "tok 1234", true),
            ("issued_at", "issued", true),
            ("expires_at\":", "expires_at\":9", false),
            ("{", "[", true),
            (&app_name(&settings("one")), "another", false),
        ] {
            assert!(text.contains(from), "{from} in {text}");
            fs::write(&cache, text.replace(from, to)).expect("written");
            let found = read(&cache, &settings("one"), NOW_S).map(|found| found.is_some());
            assert_eq!(found, if is_damaged { Err(DAMAGED) } else { Ok(false) }, "{to}");
        }
        fs::write(&cache, &text[..text.len() / 2]).expect("written");
        assert_eq!(read(&cache, &settings("one"), NOW_S).err(), Some(DAMAGED), "truncated");
        fs::write(&cache, "").expect("written");
        assert!(found("one", NOW_S).is_none(), "empty");
        fs::write(&cache, &text).expect("written");
        assert!(found("one", NOW_S).is_some(), "restored");
        #[cfg(unix)]
        {
            fs::set_permissions(&cache, std::os::unix::fs::PermissionsExt::from_mode(0o644)).expect("set");
            assert_eq!(read(&cache, &settings("one"), NOW_S).err(), Some(NOT_PRIVATE), "readable by others");
        }
        write(&cache, &settings("one"), &issued(0), NOW_S).expect("written");
        assert!(found("one", NOW_S).is_none(), "expired");
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_file_holds_the_tokens_of_many_apps_and_drops_the_oldest() {
        let folder = std::env::temp_dir().join(format!("zoomuser-apps-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        let cache = folder.join("token");
        let write = |number: u64, length: usize, lifetime_s: u64| {
            let secret = Secret::new(&"x".repeat(length));
            let lifetime = Duration::from_secs(lifetime_s);
            let issued = TokenResponse { secret, lifetime, base_url: None, scopes: None, scopes_at_s: None };
            write(&cache, &settings(&number.to_string()), &issued, NOW_S).expect("written");
        };
        let kept = |now_s| -> Vec<u64> {
            let is_there = |number: &u64| read(&cache, &settings(&number.to_string()), now_s).expect("whole").is_some();
            (0..20).filter(is_there).collect()
        };
        (0..20).for_each(|number| write(number, 800, 3_600 + number));
        assert_eq!(kept(NOW_S), (4..20).collect::<Vec<_>>(), "at most {MAX_APPS}");
        (0..5).for_each(|number| write(number, 16_000, 7_200 + number));
        let long = kept(NOW_S);
        assert!(long.contains(&4) && !long.contains(&0), "{long:?}");
        assert!(fs::metadata(&cache).expect("there").len() <= MAX_TEXT_LEN as u64);
        fs::remove_dir_all(folder).expect("removed");
    }
}

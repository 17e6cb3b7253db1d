//! The file by which processes share a token: one app's, readable by its owner only.

use super::oauth::{Issued, api};
use crate::send::clock::unix_s;
use crate::send::options::Options;
use crate::send::private_file::{read_own, replace};
use crate::send::values::token;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The form of the file.
const VERSION: u64 = 1;
/// What says that it lasts longer was written under a clock that was wrong.
const LONGEST_LIFETIME_S: u64 = 30 * 86_400;

/// The file in whose lock a process gets a token for all.
pub(super) fn lock_path(cache: &Path) -> PathBuf {
    let mut name = cache.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    cache.with_file_name(name)
}

/// The token in the file, if the file is in order, for this app, and not at its end.
pub(super) fn read(cache: &Path, options: &Options) -> Option<Issued> {
    let all: Value = serde_json::from_str(&read_own(cache)?).ok()?;
    let text = |name: &str| all.get(name)?.as_str();
    let is_ours = all.get("version")?.as_u64() == Some(VERSION)
        && text("account_id") == Some(&options.credentials.account_id)
        && text("client_id") == Some(&options.credentials.client_id)
        && text("token_url") == Some(&options.token_url);
    let lifetime_s = all.get("expires_at")?.as_u64()?.checked_sub(unix_s())?;
    let secret = token(text("access_token")?).ok().filter(|token| !token.is_empty())?;
    let base_url = text("api_url").and_then(|url| api(url, &options.token_url));
    let is_good = is_ours && (1..=LONGEST_LIFETIME_S).contains(&lifetime_s);
    is_good.then(|| Issued { secret, lifetime: Duration::from_secs(lifetime_s), base_url, scopes: None })
}

/// Puts a token into the file.
pub(super) fn write(cache: &Path, options: &Options, issued: &Issued) -> io::Result<()> {
    let all = json!({
        "version": VERSION,
        "account_id": options.credentials.account_id,
        "client_id": options.credentials.client_id,
        "token_url": options.token_url,
        "access_token": issued.secret.expose(),
        "expires_at": unix_s() + issued.lifetime.as_secs(),
        "api_url": issued.base_url,
    });
    let text = zeroize::Zeroizing::new(format!("{all}\n"));
    replace(cache, &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::send::secret::Secret;
    use std::fs;

    fn options(client_id: &str) -> Options {
        let mut options = Options::default();
        for (name, value) in [("account_id", "acc"), ("client_id", client_id), ("client_secret", "app-SECRET")] {
            options.set(name, value).expect(name);
        }
        options
    }

    #[test]
    fn only_a_good_file_of_this_app_is_believed() {
        let folder = std::env::temp_dir().join(format!("zoomuser-cache-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        let cache = folder.join("token");
        let issued = |seconds| Issued {
            secret: Secret::new("tok-1234"),
            lifetime: Duration::from_secs(seconds),
            base_url: Some("https://api-eu.zoom.us/v2".to_owned()),
            scopes: None,
        };
        assert!(read(&cache, &options("one")).is_none());
        write(&cache, &options("one"), &issued(3_600)).expect("written");
        let found = read(&cache, &options("one")).expect("good");
        assert_eq!((found.secret.expose(), found.base_url.as_deref()), ("tok-1234", Some("https://api-eu.zoom.us/v2")));
        assert!(found.lifetime > Duration::from_secs(3_000));
        let text = fs::read_to_string(&cache).expect("there");
        assert!(!text.contains("SECRET"), "{text}");

        assert!(read(&cache, &options("two")).is_none(), "another client");
        for (from, to) in [
            ("\"acc\"", "\"other\""),
            ("zoom.us/oauth", "zoomgov.com/oauth"),
            ("\"version\":1", "\"version\":2"),
            ("tok-1234", "tok 1234"),
            ("expires_at\":", "expires_at\":9"),
            ("{", "["),
        ] {
            assert!(text.contains(from), "{from} in {text}");
            fs::write(&cache, text.replace(from, to)).expect("written");
            assert!(read(&cache, &options("one")).is_none(), "{to}");
        }
        fs::write(&cache, &text[..text.len() / 2]).expect("written");
        assert!(read(&cache, &options("one")).is_none(), "cut");
        fs::write(&cache, &text).expect("written");
        assert!(read(&cache, &options("one")).is_some(), "as it was");
        #[cfg(unix)]
        {
            fs::set_permissions(&cache, std::os::unix::fs::PermissionsExt::from_mode(0o644)).expect("set");
            assert!(read(&cache, &options("one")).is_none(), "open to others");
        }
        write(&cache, &options("one"), &issued(0)).expect("written");
        assert!(read(&cache, &options("one")).is_none(), "at its end");
        fs::remove_dir_all(folder).expect("removed");
    }
}

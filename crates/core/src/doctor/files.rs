//! Checks the files with which processes share tokens and rate limits, without creating or locking them.

use crate::client::options::Options;
use crate::limits::private_file::shown;
use crate::text::describe;
use std::path::Path;

const HINT: &str = "name a file in a folder that exists and that this account may write to";

/// Why a file named in the options cannot be used, and a hint.
pub(crate) fn problem(options: &Options, is_app: bool) -> Option<(String, &'static str)> {
    let token_cache = options.auth.token_cache.as_deref().filter(|_| is_app);
    let files = [("token_cache", token_cache), ("rate_file", options.limits.rate_file.path())];
    let (option, why) = files.into_iter().find_map(|(option, path)| Some((option, unusable(path?)?)))?;
    Some((format!("{option}: {why}; calls continue without it"), HINT))
}

/// Why a file cannot be used; `None` if it can.
fn unusable(path: &Path) -> Option<String> {
    let folder = path.parent().unwrap_or(path);
    match (folder.metadata(), path.metadata()) {
        (Err(why), _) => Some(format!("the folder {} cannot be used: {}", shown(folder), describe(&why))),
        (Ok(facts), _) if !facts.is_dir() => Some(format!("{} is not a folder", shown(folder))),
        (_, Ok(facts)) if !facts.is_file() => Some(format!("{} is not a regular file", shown(path))),
        (_, Ok(facts)) if facts.permissions().readonly() => Some(format!("{} is read-only", shown(path))),
        #[cfg(unix)]
        (Ok(facts), Err(_)) if facts.permissions().readonly() => Some(format!("{} is read-only", shown(folder))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn problems_are_named() {
        let folder = std::env::temp_dir().join(format!("zoomuser-doctor-files-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("made");
        let file = folder.join("a");
        assert_eq!(unusable(&file), None, "it can be made");
        fs::write(&file, "").expect("written");
        assert_eq!(unusable(&file), None, "it is there");
        for (path, why) in [
            (folder.join("none/a"), "cannot be used: "),
            (file.join("a"), "is not a folder"),
            (folder.clone(), "is not a regular file"),
        ] {
            let told = unusable(&path).expect(why);
            assert!(told.contains(why) && told.contains(&*folder.to_string_lossy()), "{told}");
        }
        let mut options = Options::default();
        options.set("rate_file", &folder.join("none/a").to_string_lossy()).expect("a path");
        options.set("token_cache", &folder.join("none/b").to_string_lossy()).expect("a path");
        let said = |is_app| problem(&options, is_app).map(|(message, _)| message).unwrap_or_default();
        assert!(said(false).starts_with("rate_file: the folder "), "{}", said(false));
        assert!(said(true).starts_with("token_cache: the folder "), "{}", said(true));
        fs::remove_dir_all(folder).expect("removed");
    }
}

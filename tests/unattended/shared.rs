//! What these tests share.

use support::{http_options, with};
use zoomuser::{Options, UserPatch};
use zoomuser_sandbox::Sandbox;

/// A patch that is always good.
pub(crate) fn dept() -> UserPatch {
    support::patch(r#"{"dept":"d"}"#)
}

/// Options of an app at the sandbox, which has no token yet.
pub(crate) fn app(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> Options {
    let token_url = format!("{}/oauth/token", sandbox.http_url());
    let app = [
        ("token", ""),
        ("account_id", "sandbox-account"),
        ("client_id", "sandbox-client"),
        ("client_secret", "sandbox-secret"),
        ("token_url", &token_url),
    ];
    with(with(http_options(sandbox), &app), pairs)
}

/// A folder of a test's own, removed at the end.
pub(crate) struct Folder(pub(crate) std::path::PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("made");
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path that is text").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

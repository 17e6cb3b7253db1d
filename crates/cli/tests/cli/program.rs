//! Runs the program, against a sandbox if needed.

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use zoomuser_sandbox::Sandbox;

/// The output and the exit code of a run.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    /// Standard output as JSON; nothing else may have been written.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.err, "");
        assert_eq!(self.out.lines().count(), 1, "{}", self.out);
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {}", self.out))
    }

    pub(crate) fn both(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// The program with these arguments, without the environment variables that it reads.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zoomuser"));
    command.args(words).stdin(Stdio::null());
    for name in ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    // The rate files of the tests are no other program's.
    command.env("XDG_RUNTIME_DIR", env!("CARGO_TARGET_TMPDIR")).env("TMPDIR", env!("CARGO_TARGET_TMPDIR"));
    for name in ["ZOOM_TOKEN", "ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET"] {
        command.env_remove(name);
    }
    command
}

pub(crate) fn run(words: &[&str]) -> Ran {
    command(words).output().expect("the program runs").into()
}

/// Runs the program with arguments that are separated by spaces.
pub(crate) fn line(line: &str) -> Ran {
    run(&line.split_whitespace().collect::<Vec<_>>())
}

/// Runs the program with this standard input.
pub(crate) fn with_stdin(mut command: Command, bytes: impl AsRef<[u8]>) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    // The program may have ended without reading its input.
    let _ = child.stdin.take().expect("piped").write_all(bytes.as_ref());
    child.wait_with_output().expect("ends").into()
}

/// A file that is removed at the end.
pub(crate) struct File(pub(crate) String);

impl File {
    /// A file that only its owner may read.
    pub(crate) fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        Self::with_mode(name, content, 0o600)
    }

    pub(crate) fn with_mode(name: &str, content: impl AsRef<[u8]>, mode: u32) -> Self {
        let path = format!("{}/{name}-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
        std::fs::write(&path, content).expect("written");
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("mode");
        #[cfg(not(unix))]
        let _ = mode;
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A sandbox that outlives a run.
pub(crate) struct Zoom {
    pub(crate) sandbox: Sandbox,
}

pub(crate) const TOKEN: &str = "eyJhbGciOi.tests-only_Token";

impl Zoom {
    pub(crate) fn start() -> Self {
        Self { sandbox: Sandbox::builder().token(TOKEN).start().expect("the sandbox starts") }
    }

    /// `zoomuser update` with these arguments, without a token.
    pub(crate) fn update(&self, words: &[&str]) -> Command {
        self.command("update", words)
    }

    /// A command with these arguments, without a token.
    pub(crate) fn command(&self, name: &str, words: &[&str]) -> Command {
        let mut command = command(&[name]);
        command.args(["--base-url", &self.sandbox.base_url(), "--system-roots", "off"]);
        command.arg("--ca-file").arg(self.sandbox.ca_file()).args(words);
        command
    }

    /// The same with the token in `ZOOM_TOKEN`.
    pub(crate) fn ran(&self, words: &[&str]) -> Ran {
        self.update(words).env("ZOOM_TOKEN", TOKEN).output().expect("the program runs").into()
    }

    /// A member of a user.
    pub(crate) fn member(&self, user: &str, name: &str) -> Value {
        let user: Value = serde_json::from_str(&self.sandbox.user(user).expect("a user")).expect("JSON");
        user[name].clone()
    }
}

//! Running the program, and a Zoom to run it against.

use serde_json::Value;
use std::process::{Command, Output, Stdio};
use zoomuser_sandbox::Sandbox;

/// What a run left behind.
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
    /// Standard output as JSON, when it is one object and nothing else was written.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.err, "");
        assert_eq!(self.out.lines().count(), 1, "{}", self.out);
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {}", self.out))
    }

    pub(crate) fn both(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// The program with these words, in an environment that says nothing.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zoomuser"));
    command.args(words).stdin(Stdio::null());
    for name in ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    for name in ["ZOOM_TOKEN", "ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET"] {
        command.env_remove(name);
    }
    command
}

pub(crate) fn run(words: &[&str]) -> Ran {
    command(words).output().expect("the program runs").into()
}

/// The words of a line that has blanks between words only.
pub(crate) fn line(line: &str) -> Ran {
    run(&line.split_whitespace().collect::<Vec<_>>())
}

/// A Zoom that outlives a run.
pub(crate) struct Zoom {
    pub(crate) sandbox: Sandbox,
}

pub(crate) const TOKEN: &str = "eyJhbGciOi.tests-only_Token";

impl Zoom {
    pub(crate) fn start() -> Self {
        Self { sandbox: Sandbox::builder().token(TOKEN).start().expect("the sandbox starts") }
    }

    /// `zoomuser update` with these words; the token has still to be given.
    pub(crate) fn update(&self, words: &[&str]) -> Command {
        let mut command = command(&["update"]);
        command.args(["--base-url", &self.sandbox.base_url(), "--system-roots", "off"]);
        command.arg("--ca-file").arg(self.sandbox.ca_file()).args(words);
        command
    }

    /// The same with the token in the usual variable.
    pub(crate) fn ran(&self, words: &[&str]) -> Ran {
        self.update(words).env("ZOOM_TOKEN", TOKEN).output().expect("the program runs").into()
    }

    /// A member of a user.
    pub(crate) fn member(&self, user: &str, name: &str) -> Value {
        let user: Value = serde_json::from_str(&self.sandbox.user(user).expect("a user")).expect("JSON");
        user[name].clone()
    }
}

//! Programs from crates.io that the tasks use, each at a fixed version, kept apart from what the user has installed.

use crate::command::{cargo, command, output, run, rustc};
use crate::files::folder;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// A program that `cargo install` builds.
pub(crate) struct CargoTool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// The features that are needed, if not those that it has by default.
    pub(crate) features: Option<&'static str>,
    /// The oldest compiler that builds it, as the minor version of Rust 1.
    pub(crate) rust: u32,
}

impl CargoTool {
    /// Why it cannot be used, and what to do about it. With `CI` set it is installed where it is missing.
    pub(crate) fn missing(&self) -> Option<String> {
        let Self { name, version, rust, .. } = self;
        if self.program().exists() {
            return None;
        }
        let said = output(command(rustc()).arg("--version")).unwrap_or_default();
        if minor(&said).is_some_and(|minor| minor < *rust) {
            return Some(format!(
                "{name} {version} is missing, which only Rust 1.{rust} or later builds (rustup update)"
            ));
        }
        let get = format!("set CI=1 to let Rust 1.{rust} or later build it from crates.io, and keep it in ~/.cache");
        env::var_os("CI").is_none().then(|| format!("{name} {version} is missing ({get})"))
    }

    /// The program; it is built first where that was not done yet.
    pub(crate) fn get(&self) -> Result<Command, String> {
        let program = self.program();
        if !program.exists() {
            if let Some(missing) = self.missing() {
                return Err(missing);
            }
            self.install()?;
        }
        Ok(command(program))
    }

    fn install(&self) -> Result<(), String> {
        println!("building {} {}", self.name, self.version);
        let root = self.root();
        folder(&root)?;
        let mut install = cargo();
        install.args(["install", "--quiet", "--locked", "--root"]).arg(&root);
        if let Some(features) = self.features {
            install.args(["--no-default-features", "--features", features]);
        }
        // Not in a folder that several of them share, since they may be built at the same time.
        install.env("CARGO_TARGET_DIR", root.join("target")).current_dir(env::temp_dir());
        // They run for seconds: a fast build is worth more than fast code.
        let profile =
            [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0"), ("STRIP", "symbols")];
        for (name, value) in profile {
            install.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
        }
        run(install.arg(format!("{}@{}", self.name, self.version)))?;
        // The target folder is many times as large as the program.
        std::fs::remove_dir_all(root.join("target")).map_err(|error| format!("{}: {error}", root.display()))
    }

    fn program(&self) -> PathBuf {
        self.root().join("bin").join(self.name)
    }

    fn root(&self) -> PathBuf {
        let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let cache = cache.or_else(|| env::home_dir().map(|home| home.join(".cache")));
        cache.unwrap_or_else(env::temp_dir).join("zoomuser-xtask").join(format!("{}@{}", self.name, self.version))
    }
}

/// The minor version of `rustc 1.88.0 (6b00bc388 2025-06-23)`.
fn minor(said: &str) -> Option<u32> {
    said.strip_prefix("rustc 1.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_that_an_older_compiler_cannot_build_is_missing() {
        assert_eq!(minor("rustc 1.88.0 (6b00bc388 2025-06-23)\n"), Some(88));
        assert_eq!(minor(""), None);
        let tool = CargoTool { name: "no-such-tool", version: "1.0.0", features: None, rust: 9999 };
        let why = "no-such-tool 1.0.0 is missing, which only Rust 1.9999 or later builds (rustup update)";
        assert_eq!(tool.missing().as_deref(), Some(why));
    }
}

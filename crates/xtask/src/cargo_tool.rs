//! Programs from crates.io that the tasks use, each at a fixed version, kept apart from what the user has installed.

use crate::command::{cargo, command, run};
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
}

impl CargoTool {
    /// Why it cannot be used, and what to do about it. With `CI` set it is installed where it is missing.
    pub(crate) fn missing(&self) -> Option<String> {
        let is_there = self.program().exists() || env::var_os("CI").is_some();
        (!is_there).then(|| {
            let Self { name, version, .. } = self;
            format!("{name} {version} is missing (set CI=1 to let it be built from crates.io and kept in ~/.cache)")
        })
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
            [("OPT_LEVEL", "1"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0"), ("STRIP", "symbols")];
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

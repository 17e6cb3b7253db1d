//! Where the programs of a language are built and run.

use super::language::Language;
use crate::command::{root, target_dir, timed};
use crate::files;
use crate::sandboxed::Sandboxed;
use std::path::{Path, PathBuf};
use std::process::Command;
use zoomuser_sandbox::Sandbox;

/// Where a language is tried.
pub(super) struct Place<'a> {
    pub(super) language: &'a Language,
    pub(super) library: &'a Path,
    pub(super) sandbox: &'a Sandbox,
    /// What is built.
    pub(super) out: PathBuf,
}

impl<'a> Place<'a> {
    pub(super) fn make(language: &'a Language, library: &'a Path, sandbox: &'a Sandbox) -> Result<Self, String> {
        let out = target_dir().join("languages").join(&language.folder);
        files::folder(&out)?;
        Ok(Self { language, library, sandbox, out })
    }

    /// A command of the description, with its places filled in, in the folder of the language's tests.
    pub(super) fn command(&self, words: &[String]) -> Command {
        let filled = words.iter().map(|word| fill(word, &self.out, self.library));
        let mut timed = timed(300);
        timed.args(filled);
        timed
            .current_dir(root().join("tests/bindings").join(&self.language.folder))
            .env("LC_ALL", "C.UTF-8")
            .env("LD_LIBRARY_PATH", self.library)
            .env("ZOOM_LIBRARY", self.library.join("libzoomuser.so"));
        Sandboxed::here(self.sandbox).show(&mut timed);
        timed
    }
}

/// A text of the description with its places filled in.
pub(super) fn fill(text: &str, out: &Path, library: &Path) -> String {
    let text = text.replace("{root}", &root().display().to_string()).replace("{out}", &out.display().to_string());
    text.replace("{library}", &library.display().to_string())
}

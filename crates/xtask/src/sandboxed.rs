//! Programs under test that talk to the sandbox.

use crate::command::{run, target_dir};
use crate::files;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use zoomuser_sandbox::Sandbox;

/// A sandbox, and the paths of its certificate authority and of the tests' folder as the programs name them.
pub(crate) struct Sandboxed<'a> {
    pub(crate) sandbox: &'a Sandbox,
    pub(crate) ca_file: String,
    /// A folder that is empty when a C test begins.
    pub(crate) folder: PathBuf,
    pub(crate) folder_name: String,
}

impl<'a> Sandboxed<'a> {
    /// For programs on this system.
    pub(crate) fn here(sandbox: &'a Sandbox) -> Self {
        let name = sandbox.base_url().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let folder = target_dir().join("c-test-folders").join(name);
        let folder_name = folder.display().to_string();
        Self { sandbox, ca_file: sandbox.ca_file().display().to_string(), folder, folder_name }
    }

    /// Lets a program find the sandbox, as an example does.
    pub(crate) fn show<'c>(&self, program: &'c mut Command) -> &'c mut Command {
        let (token, base_url) = (self.sandbox.token(), self.sandbox.base_url());
        program.env("ZOOM_TOKEN", token).env("ZOOM_BASE_URL", base_url).env("ZOOM_CA_FILE", &self.ca_file)
    }

    /// Runs a C test.
    pub(crate) fn run_test(&self, program: &mut Command) -> Result<(), String> {
        self.sandbox.reset();
        // It may not be there yet.
        let _ = fs::remove_dir_all(&self.folder);
        files::folder(&self.folder)?;
        run(self
            .show(program)
            .env("ZOOM_TEST_FOLDER", &self.folder_name)
            .env("ZOOM_TEST_BASE_URL", self.sandbox.base_url())
            .env("ZOOM_TEST_HTTP_BASE_URL", self.sandbox.http_base_url())
            .env("ZOOM_TEST_CA_FILE", &self.ca_file)
            .env("ZOOM_TEST_TOKEN", self.sandbox.token()))
    }

    /// Runs an example of this name, which has to change a user.
    pub(crate) fn run_example(&self, name: &str, program: &mut Command) -> Result<(), String> {
        self.sandbox.reset();
        program.arg("jane@example.com");
        match name {
            "one_call" => {
                let options = format!("{{\"base_url\":{:?},\"ca_file\":{:?}}}", self.sandbox.base_url(), self.ca_file);
                program.args(["{\"dept\":\"Research\"}", &options])
            }
            _ => program.arg("Research"),
        };
        run(self.show(program))?;
        self.expect_dept(name, "Research")
    }

    /// Fails unless the program of this name has changed the user's department to this.
    pub(crate) fn expect_dept(&self, name: &str, dept: &str) -> Result<(), String> {
        let member = format!("\"dept\":{dept:?}");
        match self.sandbox.user("jane@example.com").is_some_and(|jane| jane.contains(&member)) {
            true => Ok(()),
            false => Err(format!("{name} did not change the user")),
        }
    }
}

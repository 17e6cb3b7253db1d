//! The arguments of a command.

use super::bulk_args::BulkArgs;
use super::common_args::{CommonArgs, once};
use super::list_args::ListArgs;
use super::request_args::RequestArgs;
use super::topic::Shell;
use super::user_args::UserArgs;

/// Each command uses a part of it.
#[derive(Debug, Default)]
pub(crate) struct Args {
    pub(crate) common: CommonArgs,
    pub(crate) user: UserArgs,
    /// A file with more fields, or `-` for standard input.
    pub(crate) fields_from: Option<String>,
    pub(crate) request: RequestArgs,
    pub(crate) list: ListArgs,
    pub(crate) sandbox: SandboxArgs,
    pub(crate) bulk: BulkArgs,
    /// The file of `import`, or `-` for standard input.
    pub(crate) file: String,
    /// The language of `import`.
    pub(crate) language: Option<String>,
    /// The names of `fields`.
    pub(crate) names: Vec<String>,
    pub(crate) shell: Option<Shell>,
}

#[derive(Debug, Default)]
pub(crate) struct SandboxArgs {
    pub(crate) http_port: u16,
    pub(crate) https_port: u16,
    pub(crate) ca_file: Option<String>,
    pub(crate) plan: Option<String>,
    /// A file with the users.
    pub(crate) users: Option<String>,
    /// Whether to open the page in a browser.
    pub(crate) open: bool,
}

impl Args {
    pub(crate) fn set_fields_from(&mut self, file: String) -> Result<(), String> {
        match file.is_empty() {
            true => Err("--fields: expected a file, or - for standard input".to_owned()),
            false => once(&mut self.fields_from, file, "--fields: given twice"),
        }
    }
}

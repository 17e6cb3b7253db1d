//! The options that say where access tokens come from.

use super::credentials::Credentials;
use crate::net::base_url::BaseUrl;
use crate::secret::Secret;
use serde_json::json;
use std::path::PathBuf;

/// Empty unless set; `Options::default` sets what the option schema says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct AuthSettings {
    pub(crate) token: Secret,
    pub(crate) credentials: Credentials,
    pub(crate) token_url: BaseUrl,
    pub(crate) token_cache: Option<PathBuf>,
}

impl AuthSettings {
    /// What identifies the app, without its secret.
    pub(crate) fn identity(&self) -> String {
        let app = &self.credentials;
        json!([app.account_id, app.client_id, self.token_url.as_str()]).to_string()
    }
}

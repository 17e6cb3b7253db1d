//! The settings of a client.

use crate::auth::settings::AuthSettings;
use crate::auth::token_text;
use crate::limits::ledger::text::checksum;
use crate::limits::plan::Plan;
use crate::limits::private_file::runtime_folder;
use crate::limits::settings::{LimitSettings, RateFile};
use crate::net::base_url::BaseUrl;
use crate::net::settings::NetSettings;
use crate::redact::redact_in;
use crate::request::encoding::Encoding;
use crate::request::validate::CheckMode;
use crate::response::problem::Problem;
use crate::secret::Secret;
use crate::share::settings::ShareSettings;
use std::borrow::Cow;
use std::ffi::OsString;
use std::sync::Arc;

/// Zoom's API, unless the option `base_url` or the token service names another URL.
pub(super) const API_URL: &str = "https://api.zoom.us/v2";

/// The settings of a client; the option schema describes them.
///
/// Each layer has its own settings, shared with the client's connections, limiter and token provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub(crate) net: Arc<NetSettings>,
    pub(crate) limits: Arc<LimitSettings>,
    pub(crate) auth: Arc<AuthSettings>,
    pub(crate) share: Arc<ShareSettings>,
    pub(crate) base_url: Option<BaseUrl>,
    pub(crate) encoding: Encoding,
    pub(crate) check: CheckMode,
    pub(crate) sub_account_id: String,
    pub(crate) confirm: bool,
    pub(crate) only_changes: bool,
    /// Options whose value came with a line end.
    line_ends: Vec<&'static str>,
}

impl Options {
    /// The sub-account, or "".
    pub fn sub_account_id(&self) -> &str {
        &self.sub_account_id
    }

    /// Settings before the schema's defaults are applied.
    pub(super) fn unset() -> Self {
        Self {
            net: Arc::default(),
            limits: Arc::default(),
            auth: Arc::default(),
            share: Arc::default(),
            base_url: None,
            encoding: Encoding::Json,
            check: CheckMode::Strict,
            sub_account_id: String::new(),
            confirm: false,
            only_changes: false,
            line_ends: Vec::new(),
        }
    }

    pub(crate) fn net_mut(&mut self) -> &mut NetSettings {
        Arc::make_mut(&mut self.net)
    }

    pub(crate) fn limits_mut(&mut self) -> &mut LimitSettings {
        Arc::make_mut(&mut self.limits)
    }

    pub(crate) fn auth_mut(&mut self) -> &mut AuthSettings {
        Arc::make_mut(&mut self.auth)
    }

    pub(crate) fn share_mut(&mut self) -> &mut ShareSettings {
        Arc::make_mut(&mut self.share)
    }

    /// Remembers whether the value of an option came with a line end.
    pub(super) fn mark_line_end(&mut self, option: &'static str, has_line_end: bool) {
        self.line_ends.retain(|other| *other != option);
        if has_line_end {
            self.line_ends.push(option);
        }
    }

    /// Warnings about the options, for the result of each call.
    pub(crate) fn warnings(&self) -> Vec<Problem> {
        token_text::dropped_line_ends(&self.line_ends)
    }

    /// These options with this token, and with this base URL unless they name one.
    pub(crate) fn holding(&self, token: Secret, base_url: Option<BaseUrl>) -> Self {
        let mut options = self.clone();
        let auth = options.auth_mut();
        auth.token = token;
        // The account id stays, because the account's rate is shared.
        (auth.credentials.client_id, auth.credentials.client_secret) = Default::default();
        options.base_url = options.base_url.or(base_url);
        // The original options give the warnings.
        options.line_ends.clear();
        options
    }

    /// Lets the connection pool keep at least `count` idle connections, for a program that makes that many calls at once;
    /// the maximum is 4096.
    pub fn keep_connections(&mut self, count: usize) {
        self.net_mut().min_pool_size = count.min(4096);
    }

    /// Shares the rate with the other processes of this user through a file in the user's runtime folder, unless `rate_file`
    /// or `share` is set. `env` returns the environment variables that name the folder. Without a folder of the user's own, nothing
    /// changes.
    pub fn share_rate(&mut self, env: &dyn Fn(&str) -> Option<OsString>) {
        let is_shared = self.share.server.is_some();
        if is_shared || self.limits.rate_file != RateFile::Unset || self.limits.plan == Plan::None {
            return;
        }
        if let Some(folder) = runtime_folder(env) {
            let account = match self.auth.credentials.account_id.as_str() {
                "" => self.auth.token.expose(),
                account => account,
            };
            // A few files, whose number is bounded although tokens change; each account has its own line in one of them.
            self.limits_mut().rate_file = RateFile::At(folder.join(format!("rate-{:02x}", checksum(account) % 256)));
        }
    }

    /// A text with asterisks in place of the token, the client secret and the password of `share`.
    #[must_use]
    pub fn without_secrets(&self, text: &str) -> String {
        let mut text = text.to_owned();
        redact_in(&mut text, self.auth.token.expose());
        redact_in(&mut text, self.auth.credentials.client_secret.expose());
        redact_in(&mut text, self.share.password().expose());
        text
    }

    /// The token; it cannot be printed.
    pub(crate) fn token(&self) -> &Secret {
        &self.auth.token
    }

    /// The base URL of the API, unless the token service names another: the option `base_url`, else Zoom's API, or Zoom's
    /// API for governments if `token_url` is its token service.
    pub(crate) fn api_url(&self) -> Cow<'_, BaseUrl> {
        match &self.base_url {
            Some(url) => Cow::Borrowed(url),
            None if self.auth.token_url.server().host.ends_with("zoomgov.com") => {
                Cow::Owned(BaseUrl::https("api.zoomgov.com", "/v2"))
            }
            None => Cow::Owned(BaseUrl::default()),
        }
    }

    /// The base URL of the API as far as the options name it.
    pub fn base_url(&self) -> String {
        self.api_url().as_str().to_owned()
    }

    /// Why the option `base_url` is probably wrong, if it is.
    pub(crate) fn base_url_doubt(&self) -> Option<&'static str> {
        self.base_url.as_ref()?.doubt()
    }

    /// The encoding of an update's body.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether a patch with validation errors is sent all the same (`check=warn`).
    pub fn sends_anything(&self) -> bool {
        self.check == CheckMode::Warn
    }
}

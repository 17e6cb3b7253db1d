//! The builder of a client.

use super::options::Options;
use crate::auth::provider::{TokenAsk, TokenSource};
use crate::request::encoding::Encoding;
use crate::response::error::Error as InputError;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Builds a [`Client`](crate::Client); see [`Client::builder`](crate::Client::builder).
///
/// ```
/// use std::time::Duration;
///
/// let client = zoomuser::Client::builder()
///     .app("account-id", "client-id", "client-secret")
///     .timeout(Duration::from_secs(10))
///     .max_retries(5)
///     .build()?;
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(super) options: Options,
    pub(super) source: Option<Provider>,
    /// The first invalid option, which `build` returns.
    pub(super) refused: Option<InputError>,
}

pub(super) struct Provider(pub(super) TokenSource);

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Provider")
    }
}

impl ClientBuilder {
    /// Sets any option by name, from text; `docs/options.md` lists them. [`build`](Self::build) returns an error for an unknown
    /// name or an invalid value.
    ///
    /// ```
    /// let error = zoomuser::Client::builder().option("timeout_ms", "soon").build().unwrap_err();
    /// assert!(error.message().starts_with("timeout_ms: expected"));
    /// ```
    pub fn option(mut self, name: &str, value: &str) -> Self {
        if self.refused.is_none() {
            self.refused = self.options.set(name, value).err();
        }
        self
    }

    /// Sets the access token, without `Bearer`.
    pub fn token(self, token: impl AsRef<str>) -> Self {
        self.option("token", token.as_ref())
    }

    /// Sets a function that returns an access token, or an error message in one line. It is called once for each call, on the
    /// thread of that call, and once more if Zoom refuses the token ([`TokenAsk::refused`]).
    ///
    /// ```
    /// let client = zoomuser::Client::builder()
    ///     .token_provider(|_| std::env::var("ZOOM_TOKEN").map_err(|_| "ZOOM_TOKEN is not set".to_owned()))
    ///     .build()?;
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn token_provider(
        mut self,
        provider: impl Fn(TokenAsk) -> Result<String, String> + Send + Sync + 'static,
    ) -> Self {
        self.source = Some(Provider(Arc::new(provider)));
        self
    }

    /// Sets the credentials of a Server-to-Server OAuth app, with which the client requests and renews its tokens.
    pub fn app(self, account_id: &str, client_id: &str, client_secret: &str) -> Self {
        self.option("account_id", account_id).option("client_id", client_id).option("client_secret", client_secret)
    }

    /// Sets the timeout of one attempt: 1 ms to 1 h, default 30 s.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.milliseconds("timeout_ms", timeout)
    }

    /// Sets the timeout for connecting, within that of the attempt: 1 ms to 1 h, default 10 s.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.milliseconds("connect_timeout_ms", timeout)
    }

    /// Sets the deadline of a whole call, including all waits: 1 ms to 24 h, default 60 s.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.milliseconds("deadline_ms", deadline)
    }

    /// Sets the maximum number of retries after transient failures: 0 to 20, default 3.
    pub fn max_retries(self, retries: u32) -> Self {
        self.option("max_retries", &retries.to_string())
    }

    /// Sets the encoding of an update's body, default JSON.
    pub fn encoding(self, encoding: Encoding) -> Self {
        self.option("encoding", encoding.name())
    }

    /// Sets the base URL of the API, default `https://api.zoom.us/v2`.
    pub fn base_url(self, url: &str) -> Self {
        self.option("base_url", url)
    }

    /// Sets a PEM file of certificate authorities to trust in addition to the system's.
    pub fn ca_file(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        match path.to_str() {
            Some(text) => self.option("ca_file", text),
            None => self.refuse("ca_file", "expected a path that is valid UTF-8"),
        }
    }

    /// Sets whether an update reads the user before and after, and succeeds only if the new values are seen; default off.
    pub fn confirm(self, on: bool) -> Self {
        self.option("confirm", &on.to_string())
    }

    /// Sets whether an update reads the user first and sends only the fields that differ; default off.
    pub fn only_changes(self, on: bool) -> Self {
        self.option("only_changes", &on.to_string())
    }

    fn milliseconds(self, option: &str, duration: Duration) -> Self {
        self.option(option, &duration.as_millis().to_string())
    }

    fn refuse(mut self, option: &str, why: &str) -> Self {
        self.refused.get_or_insert_with(|| InputError::refused(option, why));
        self
    }
}

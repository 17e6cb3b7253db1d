//! The arguments of every command that makes a call: options, credentials, output.

/// How to give a token.
pub(crate) const TOKEN_HINT: &str = "set the environment variable ZOOM_TOKEN, or give --token-env NAME, --token-file FILE or --token-stdin; \
     for an app's own tokens set ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET";

/// The environment variable of the token unless `--token-env` names another.
pub(crate) const DEFAULT_TOKEN_VARIABLE: &str = "ZOOM_TOKEN";

/// What a command prints, and in which form.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OutputOptions {
    pub(crate) json: bool,
    /// From 1, the request and the response are shown; each level logs more.
    pub(crate) verbose: u8,
    /// Nothing on success.
    pub(crate) quiet: bool,
}

impl OutputOptions {
    pub(crate) fn more_verbose(&mut self) -> Result<(), String> {
        self.verbose = self.verbose.saturating_add(1);
        Ok(())
    }
}

/// Where a secret is read from. It is never an argument: other users of the machine can see those.
#[derive(Debug)]
pub(crate) enum SecretSource {
    /// The environment variable of this name.
    Env(String),
    /// The first line of this file.
    File(String),
    /// The first line of standard input.
    Stdin,
}

#[derive(Debug, Default)]
pub(crate) struct CommonArgs {
    /// Options of the library, by name.
    pub(crate) options: Vec<(String, String)>,
    pub(crate) token: Option<SecretSource>,
    pub(crate) client_secret: Option<SecretSource>,
    pub(crate) sandbox: bool,
    /// Print the request in this format instead of sending it.
    pub(crate) render: Option<String>,
    pub(crate) output: OutputOptions,
}

/// Options that `--sandbox` sets.
const SET_BY_SANDBOX: [&str; 6] = ["base_url", "ca_file", "system_roots", "proxy", "client_id", "token_url"];

impl CommonArgs {
    /// Takes the `name=value` of `--option`.
    pub(crate) fn add_option(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = text.split_once('=').ok_or("--option: expected name=value, got text without =")?;
        if name.eq_ignore_ascii_case("token") {
            return Err(no_token("--option token"));
        }
        if name.eq_ignore_ascii_case("client_secret") {
            return Err(no_client_secret("--option client_secret"));
        }
        if name.eq_ignore_ascii_case("share_password") {
            return Err(no_share_password("--option share_password"));
        }
        self.options.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    pub(crate) fn token_from(&mut self, source: SecretSource) -> Result<(), String> {
        match self.token.replace(source) {
            None => Ok(()),
            Some(_) => Err("give the token once: --token-env, --token-file or --token-stdin".to_owned()),
        }
    }

    pub(crate) fn client_secret_from(&mut self, source: SecretSource) -> Result<(), String> {
        match self.client_secret.replace(source) {
            None => Ok(()),
            Some(_) => Err("give the client secret once: --client-secret-env or --client-secret-file".to_owned()),
        }
    }

    /// Checks that the arguments do not contradict each other.
    pub(crate) fn validate(&self) -> Result<(), String> {
        if self.output.verbose > 0 && self.output.quiet {
            return Err("--verbose and --quiet exclude each other".to_owned());
        }
        if !self.sandbox {
            return Ok(());
        }
        if self.render.is_some() {
            return Err("--sandbox and --render exclude each other".to_owned());
        }
        // A real token must not go to the sandbox.
        if self.token.is_some() || self.client_secret.is_some() {
            return Err("--sandbox uses its own token: leave out the source of a token".to_owned());
        }
        match self.options.iter().find(|(name, _)| SET_BY_SANDBOX.contains(&name.as_str())) {
            Some((name, _)) => Err(format!("--sandbox sets {name} by itself: leave it out")),
            None => Ok(()),
        }
    }
}

pub(crate) fn no_client_secret(argument: &str) -> String {
    format!(
        "{argument}: command-line arguments are visible to every user of the machine; set the environment variable \
         ZOOM_CLIENT_SECRET, or give --client-secret-env NAME or --client-secret-file FILE"
    )
}

pub(crate) fn no_share_password(argument: &str) -> String {
    format!(
        "{argument}: command-line arguments are visible to every user of the machine; set the environment variable \
         ZOOM_SHARE_PASSWORD"
    )
}

pub(crate) fn no_token(argument: &str) -> String {
    format!("{argument}: command-line arguments are visible to every user of the machine; {TOKEN_HINT}")
}

/// Refuses a flag that was given before.
pub(crate) fn refuse_twice<T>(place: &Option<T>, flag: &str) -> Result<(), String> {
    if place.is_some() { Err(format!("{flag}: given twice")) } else { Ok(()) }
}

/// Sets a value that may be given once.
pub(crate) fn once<T>(place: &mut Option<T>, value: T, given_twice: &str) -> Result<(), String> {
    if place.replace(value).is_some() { Err(given_twice.to_owned()) } else { Ok(()) }
}

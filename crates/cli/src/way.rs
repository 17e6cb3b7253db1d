//! The options of a command that makes a call: how it goes, with which token, and how it is told.

use crate::word::{Word, Words, dashed, is_flag};
use zoomuser::send::options::{OPTIONS, OptionInfo, OptionKind};

/// How to give a token.
pub(crate) const HOW: &str = "set the environment variable ZOOM_TOKEN, or give --token-env NAME, --token-file FILE or --token-stdin; \
     for an app's own tokens set ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET";

/// The variable that is looked at where nothing else is said.
pub(crate) const USUAL_VARIABLE: &str = "ZOOM_TOKEN";

/// How much is told, and to whom.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// For programs.
    pub(crate) json: bool,
    /// With what went out and what came back; the more, the more is logged.
    pub(crate) verbose: u8,
    /// Nothing on success.
    pub(crate) quiet: bool,
}

/// Where the command line says that a secret is.
#[derive(Debug)]
pub(crate) enum Source {
    /// In the environment variable of this name.
    Env(String),
    /// In the first line of this file.
    File(String),
    /// In the first line of standard input.
    Stdin,
}

/// How a call goes.
#[derive(Debug, Default)]
pub(crate) struct Way {
    pub(crate) options: Vec<(String, String)>,
    pub(crate) token: Option<Source>,
    pub(crate) client_secret: Option<Source>,
    pub(crate) sandbox: bool,
    /// The format in which the request is only shown.
    pub(crate) render: Option<String>,
    pub(crate) manner: Manner,
}

/// The long options; those of the library's options come on top.
pub(crate) const WAY: &[&str] = &[
    "option",
    "sandbox",
    "render",
    "json",
    "verbose",
    "quiet",
    "token-env",
    "token-file",
    "token-stdin",
    "client-secret-env",
    "client-secret-file",
    "help",
];

impl Way {
    /// Takes an option, with its value; says whether it is one of these.
    pub(crate) fn take(&mut self, word: &Word, words: &mut Words) -> Result<bool, String> {
        match word {
            Word::Short('v') => self.louder(),
            Word::Short('q') => self.manner.quiet = true,
            Word::Long(name) => match name.as_str() {
                "verbose" => self.louder(),
                "quiet" => self.manner.quiet = true,
                "json" => self.manner.json = true,
                "sandbox" => self.sandbox = true,
                "render" => self.render = Some(words.value(name)?),
                "option" => self.options.push(option(&words.value(name)?)?),
                "token-env" => source(&mut self.token, Source::Env(words.value(name)?), TOKEN_ONCE)?,
                "token-file" => source(&mut self.token, Source::File(words.value(name)?), TOKEN_ONCE)?,
                "token-stdin" => source(&mut self.token, Source::Stdin, TOKEN_ONCE)?,
                "client-secret-env" => source(&mut self.client_secret, Source::Env(words.value(name)?), SECRET_ONCE)?,
                "client-secret-file" => source(&mut self.client_secret, Source::File(words.value(name)?), SECRET_ONCE)?,
                "token" => return Err(no_token("--token")),
                "client-secret" => return Err(no_secret("--client-secret")),
                _ => match long_option(name) {
                    Some(info) if is_flag(info) => self.options.push((info.name.to_owned(), words.flag())),
                    Some(info) => self.options.push((info.name.to_owned(), words.value(name)?)),
                    None => return Ok(false),
                },
            },
            Word::Short(_) | Word::Plain { .. } => return Ok(false),
        }
        Ok(true)
    }

    fn louder(&mut self) {
        self.manner.verbose = self.manner.verbose.saturating_add(1);
    }

    /// Looks whether the options fit together.
    pub(crate) fn checked(&self) -> Result<(), String> {
        if self.manner.verbose > 0 && self.manner.quiet {
            return Err("--verbose and --quiet exclude each other".to_owned());
        }
        if self.sandbox && self.render.is_some() {
            return Err("--sandbox and --render exclude each other".to_owned());
        }
        if self.sandbox { self.own_sandbox() } else { Ok(()) }
    }

    /// A sandbox of one's own brings its place and its token; a real token has no business there.
    fn own_sandbox(&self) -> Result<(), String> {
        if self.token.is_some() || self.client_secret.is_some() {
            return Err("--sandbox brings its own token: leave the source of a token out".to_owned());
        }
        const BROUGHT: [&str; 6] = ["base_url", "ca_file", "system_roots", "proxy", "client_id", "token_url"];
        match self.options.iter().find(|(name, _)| BROUGHT.contains(&name.as_str())) {
            Some((name, _)) => Err(format!("--sandbox sets {name} by itself: leave it out")),
            None => Ok(()),
        }
    }
}

/// `name=value` after `--option`.
fn option(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("--option: expected name=value, got a word without =")?;
    if name.eq_ignore_ascii_case("token") {
        return Err(no_token("--option token"));
    }
    if name.eq_ignore_ascii_case("client_secret") {
        return Err(no_secret("--option client_secret"));
    }
    Ok((name.to_owned(), value.to_owned()))
}

const TOKEN_ONCE: &str = "give the token once: --token-env, --token-file or --token-stdin";
const SECRET_ONCE: &str = "give the client secret once: --client-secret-env or --client-secret-file";

fn source(place: &mut Option<Source>, source: Source, once: &str) -> Result<(), String> {
    if place.replace(source).is_some() {
        return Err(once.to_owned());
    }
    Ok(())
}

fn no_secret(what: &str) -> String {
    format!(
        "{what}: the words of a command are visible to every user of the machine; set the environment variable \
         ZOOM_CLIENT_SECRET, or give --client-secret-env NAME or --client-secret-file FILE"
    )
}

pub(crate) fn no_token(what: &str) -> String {
    format!("{what}: the words of a command are visible to every user of the machine; {HOW}")
}

/// The option of the library that `--name` is for. Secrets have none.
fn long_option(name: &str) -> Option<&'static OptionInfo> {
    OPTIONS.iter().filter(|info| info.kind != OptionKind::Secret).find(|info| dashed(info) == name)
}

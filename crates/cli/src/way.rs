//! The options of a command that makes a call: how it goes, with which token, and how it is told.

use crate::word::{Word, Words, dashed, is_flag};
use zoomuser::send::options::{OPTIONS, OptionInfo};

/// How to give a token.
pub(crate) const HOW: &str =
    "set the environment variable ZOOM_TOKEN, or give --token-env NAME, --token-file FILE or --token-stdin";

/// The variable that is looked at where nothing else is said.
pub(crate) const USUAL_VARIABLE: &str = "ZOOM_TOKEN";

/// How much is told, and to whom.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// For programs.
    pub(crate) json: bool,
    /// With what went out and what came back.
    pub(crate) verbose: bool,
    /// Nothing on success.
    pub(crate) quiet: bool,
}

/// Where the command line says that the token is.
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
    pub(crate) sandbox: bool,
    /// The format in which the request is only shown.
    pub(crate) render: Option<String>,
    pub(crate) manner: Manner,
}

/// The long options; those of the library's options come on top.
pub(crate) const WAY: &[&str] =
    &["option", "sandbox", "render", "json", "verbose", "quiet", "token-env", "token-file", "token-stdin", "help"];

impl Way {
    /// Takes an option, with its value; says whether it is one of these.
    pub(crate) fn take(&mut self, word: &Word, words: &mut Words) -> Result<bool, String> {
        match word {
            Word::Short('v') => self.manner.verbose = true,
            Word::Short('q') => self.manner.quiet = true,
            Word::Long(name) => match name.as_str() {
                "verbose" => self.manner.verbose = true,
                "quiet" => self.manner.quiet = true,
                "json" => self.manner.json = true,
                "sandbox" => self.sandbox = true,
                "render" => self.render = Some(words.value(name)?),
                "option" => self.options.push(option(&words.value(name)?)?),
                "token-env" => self.source(Source::Env(words.value(name)?))?,
                "token-file" => self.source(Source::File(words.value(name)?))?,
                "token-stdin" => self.source(Source::Stdin)?,
                "token" => return Err(no_token("--token")),
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

    fn source(&mut self, source: Source) -> Result<(), String> {
        if self.token.is_some() {
            return Err("give the token once: --token-env, --token-file or --token-stdin".to_owned());
        }
        self.token = Some(source);
        Ok(())
    }

    /// Looks whether the options fit together.
    pub(crate) fn checked(&self) -> Result<(), String> {
        if self.manner.verbose && self.manner.quiet {
            return Err("--verbose and --quiet exclude each other".to_owned());
        }
        if self.sandbox && self.render.is_some() {
            return Err("--sandbox and --render exclude each other".to_owned());
        }
        if self.sandbox { self.own_sandbox() } else { Ok(()) }
    }

    /// A sandbox of one's own brings its place and its token; a real token has no business there.
    fn own_sandbox(&self) -> Result<(), String> {
        if self.token.is_some() {
            return Err("--sandbox brings its own token: leave the source of a token out".to_owned());
        }
        const BROUGHT: [&str; 4] = ["base_url", "ca_file", "system_roots", "proxy"];
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
    Ok((name.to_owned(), value.to_owned()))
}

pub(crate) fn no_token(what: &str) -> String {
    format!("{what}: the words of a command are visible to every user of the machine; {HOW}")
}

/// The option of the library that `--name` is for. The token has none.
fn long_option(name: &str) -> Option<&'static OptionInfo> {
    OPTIONS.iter().filter(|info| info.name != "token").find(|info| dashed(info) == name)
}

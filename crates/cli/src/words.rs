//! The words of the command line: parsing, and nothing else.
//!
//! A refusal never repeats a word that could be a token: it names the place of the word or the option before it.

use crate::help::Topic;
use lexopt::{Arg, Parser};
use std::ffi::OsString;
use zoomuser::send::options::{OPTIONS, OptionInfo, OptionKind};
use zoomuser::update::fields::{FIELDS, field};
use zoomuser::update::related::nearest;

/// How to give a token.
pub(crate) const HOW: &str = "set the environment variable ZOOM_TOKEN, or give --token-env NAME, --token-file FILE or --token-stdin; \
     for an app's own tokens set ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET";

/// The variable that is looked at where nothing else is said.
pub(crate) const USUAL_VARIABLE: &str = "ZOOM_TOKEN";

/// One command.
#[derive(Debug)]
pub(crate) enum Command {
    Update(Change),
    Check(Change),
    Fields { names: Vec<String>, json: bool },
    Options { json: bool },
    Sandbox(Place),
    Help(Topic),
    Version,
}

/// What `update` and `check` are given.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) user: Option<String>,
    pub(crate) fields: Vec<(String, Given)>,
    pub(crate) options: Vec<(String, String)>,
    pub(crate) token: Option<Source>,
    pub(crate) client_secret: Option<Source>,
    pub(crate) sandbox: bool,
    pub(crate) manner: Manner,
}

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

/// The value of a field.
#[derive(Debug, PartialEq)]
pub(crate) enum Given {
    /// After `=`.
    Text(String),
    /// After `:=`.
    Json(String),
}

/// What `sandbox` is given.
#[derive(Debug, Default)]
pub(crate) struct Place {
    pub(crate) http_port: u16,
    pub(crate) https_port: u16,
    pub(crate) ca_file: Option<String>,
    pub(crate) plan: Option<String>,
    pub(crate) json: bool,
}

/// Why the words make no command.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) message: String,
    /// Where to read how it is done.
    pub(crate) topic: Topic,
    /// Whether the refusal is for a program.
    pub(crate) json: bool,
}

/// Makes a command of the words after the program's name.
pub(crate) fn read(args: Vec<OsString>) -> Result<Command, Refused> {
    let json = args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json");
    let mut topic = Topic::Program;
    let result = match args.iter().position(|arg| arg.to_str().is_none()) {
        Some(at) => Err(format!("argument {} is not valid Unicode text", at + 1)),
        None => command(&args, &mut topic),
    };
    result.map_err(|message| Refused { message, topic, json })
}

fn command(args: &[OsString], topic: &mut Topic) -> Result<Command, String> {
    let mut words = Words::new(args);
    let name = match words.next()? {
        None => return Err(format!("expected a command: {}", commands())),
        Some(Word::Short('h')) => return Ok(Command::Help(Topic::Program)),
        Some(Word::Short('V')) => return Ok(Command::Version),
        Some(Word::Long(name)) if name == "help" => return Ok(Command::Help(Topic::Program)),
        Some(Word::Long(name)) if name == "version" => return Ok(Command::Version),
        Some(Word::Short(_) | Word::Long(_)) => {
            return Err(format!("expected a command before the options: {}", commands()));
        }
        Some(Word::Plain { text, .. }) => text,
    };
    let Some(found) = Topic::COMMANDS.iter().find(|topic| topic.name() == name) else {
        let near = hint("", &name, Topic::COMMANDS.iter().map(|topic| topic.name()));
        return Err(format!("argument 1: no such command{near}; expected one of {}", commands()));
    };
    *topic = *found;
    match topic {
        Topic::Update | Topic::Check => change(&mut words, *topic),
        Topic::Fields => fields(&mut words),
        Topic::Options => options(&mut words),
        Topic::Sandbox => sandbox(&mut words),
        Topic::Program | Topic::Json => help(&mut words),
    }
}

fn commands() -> String {
    Topic::COMMANDS.map(Topic::name).join(", ")
}

fn help(words: &mut Words) -> Result<Command, String> {
    let topic = match words.next()? {
        Some(Word::Plain { text, .. }) => Topic::COMMANDS
            .into_iter()
            .chain([Topic::Json])
            .find(|topic| topic.name() == text)
            .ok_or_else(|| format!("expected nothing or one of {}, json", commands()))?,
        Some(word) => return Err(unknown(&word, &[])),
        None => Topic::Program,
    };
    words.end()?;
    Ok(Command::Help(topic))
}

/// The long options of `update` and `check`; those of the library's options come on top.
const CHANGE: &[&str] = &[
    "option",
    "sandbox",
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

fn change(words: &mut Words, topic: Topic) -> Result<Command, String> {
    let mut change = Change::default();
    while let Some(word) = words.next()? {
        match &word {
            Word::Short('h') => return Ok(Command::Help(topic)),
            Word::Short('v') => change.manner.verbose = change.manner.verbose.saturating_add(1),
            Word::Short('q') => change.manner.quiet = true,
            Word::Long(name) => match name.as_str() {
                "help" => return Ok(Command::Help(topic)),
                "verbose" => change.manner.verbose = change.manner.verbose.saturating_add(1),
                "quiet" => change.manner.quiet = true,
                "json" => change.manner.json = true,
                "sandbox" => change.sandbox = true,
                "option" => change.options.push(option(&words.value(name)?)?),
                "token-env" => source(&mut change.token, Source::Env(words.value(name)?), TOKEN_ONCE)?,
                "token-file" => source(&mut change.token, Source::File(words.value(name)?), TOKEN_ONCE)?,
                "token-stdin" => source(&mut change.token, Source::Stdin, TOKEN_ONCE)?,
                "client-secret-env" => source(&mut change.client_secret, Source::Env(words.value(name)?), SECRET_ONCE)?,
                "client-secret-file" => {
                    source(&mut change.client_secret, Source::File(words.value(name)?), SECRET_ONCE)?;
                }
                "token" => return Err(no_token("--token")),
                "client-secret" => return Err(no_secret("--client-secret")),
                _ => match long_option(name) {
                    Some(info) => change.options.push((info.name.to_owned(), words.value(name)?)),
                    None => return Err(unknown(&word, CHANGE)),
                },
            },
            Word::Plain { text, place } => plain(&mut change, text, *place, topic)?,
            Word::Short(_) => return Err(unknown(&word, CHANGE)),
        }
    }
    if change.manner.verbose > 0 && change.manner.quiet {
        return Err("--verbose and --quiet exclude each other".to_owned());
    }
    if topic == Topic::Check {
        return Ok(Command::Check(change));
    }
    if change.user.is_none() {
        return Err("expected the user: an id, an e-mail address, or me for the token's own user".to_owned());
    }
    if change.sandbox {
        own_sandbox(&change)?;
    }
    Ok(Command::Update(change))
}

/// A sandbox of one's own brings its place and its token; a real token has no business there.
fn own_sandbox(change: &Change) -> Result<(), String> {
    if change.token.is_some() || change.client_secret.is_some() {
        return Err("--sandbox brings its own token: leave the source of a token out".to_owned());
    }
    const BROUGHT: [&str; 6] = ["base_url", "ca_file", "system_roots", "proxy", "client_id", "token_url"];
    match change.options.iter().find(|(name, _)| BROUGHT.contains(&name.as_str())) {
        Some((name, _)) => Err(format!("--sandbox sets {name} by itself: leave it out")),
        None => Ok(()),
    }
}

/// A word that is no option: the user first, then fields.
fn plain(change: &mut Change, text: &str, place: usize, topic: Topic) -> Result<(), String> {
    let first = change.user.is_none() && change.fields.is_empty();
    match assignment(text) {
        // An e-mail address may hold `=`, but not after the name of a field.
        Some((name, _)) if first && topic == Topic::Update => {
            if field(name).is_some() {
                return Err(format!("argument {place}: expected the user before the fields, got the field {name}"));
            }
            change.user = Some(text.to_owned());
        }
        None if first => change.user = Some(text.to_owned()),
        Some(("", _)) => return Err(format!("argument {place}: expected the name of a field before the =")),
        Some((name, value)) => {
            if change.fields.iter().any(|(other, _)| other == name) {
                return Err(format!("argument {place}: the field {} is set twice", cut(name)));
            }
            change.fields.push((name.to_owned(), value));
        }
        None if field(text).is_some() => {
            return Err(format!("argument {place}: expected {text}=value or {text}:=JSON, got the name alone"));
        }
        None => {
            return Err(format!("argument {place}: expected name=value (text) or name:=JSON, got a word without ="));
        }
    }
    Ok(())
}

/// `name=value` or `name:=JSON`.
fn assignment(text: &str) -> Option<(&str, Given)> {
    let (name, value) = text.split_once('=')?;
    Some(match name.strip_suffix(':') {
        Some(name) => (name, Given::Json(value.to_owned())),
        None => (name, Given::Text(value.to_owned())),
    })
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

fn no_token(what: &str) -> String {
    format!("{what}: the words of a command are visible to every user of the machine; {HOW}")
}

fn fields(words: &mut Words) -> Result<Command, String> {
    let (mut names, mut json) = (Vec::new(), false);
    while let Some(word) = words.next()? {
        match word {
            Word::Plain { text, .. } if field(&text).is_some() => names.push(text),
            Word::Plain { text, place } => {
                let near = hint("", &text, FIELDS.iter().map(|field| field.name));
                return Err(format!("argument {place}: no such field{near}"));
            }
            word if word.is_help() => return Ok(Command::Help(Topic::Fields)),
            Word::Long(name) if name == "json" => json = true,
            word => return Err(unknown(&word, &["json", "help"])),
        }
    }
    Ok(Command::Fields { names, json })
}

fn options(words: &mut Words) -> Result<Command, String> {
    let mut json = false;
    while let Some(word) = words.next()? {
        match word {
            Word::Plain { place, .. } => return Err(format!("argument {place}: expected no more words")),
            word if word.is_help() => return Ok(Command::Help(Topic::Options)),
            Word::Long(name) if name == "json" => json = true,
            word => return Err(unknown(&word, &["json", "help"])),
        }
    }
    Ok(Command::Options { json })
}

fn sandbox(words: &mut Words) -> Result<Command, String> {
    let mut place = Place::default();
    while let Some(word) = words.next()? {
        match &word {
            Word::Plain { place, .. } => return Err(format!("argument {place}: expected no more words")),
            word if word.is_help() => return Ok(Command::Help(Topic::Sandbox)),
            Word::Long(name) => match name.as_str() {
                "http-port" => place.http_port = port(name, &words.value(name)?)?,
                "https-port" => place.https_port = port(name, &words.value(name)?)?,
                "ca-file" => place.ca_file = Some(words.value(name)?),
                "plan" => place.plan = Some(plan(words.value(name)?)?),
                "json" => place.json = true,
                _ => return Err(unknown(&word, &["http-port", "https-port", "ca-file", "plan", "json", "help"])),
            },
            Word::Short(_) => return Err(unknown(&word, &[])),
        }
    }
    Ok(Command::Sandbox(place))
}

fn plan(value: String) -> Result<String, String> {
    match value.as_str() {
        "free" | "pro" | "business" | "none" => Ok(value),
        _ => Err("--plan: expected one of free, pro, business, none".to_owned()),
    }
}

fn port(name: &str, value: &str) -> Result<u16, String> {
    value.parse().map_err(|_| format!("--{name}: expected a port from 0 (any that is free) to 65535"))
}

/// The name of an option on the command line.
pub(crate) fn dashed(info: &OptionInfo) -> String {
    info.name.replace('_', "-")
}

/// The option of the library that `--name` is for. Secrets have none.
fn long_option(name: &str) -> Option<&'static OptionInfo> {
    OPTIONS.iter().filter(|info| info.kind != OptionKind::Secret).find(|info| dashed(info) == name)
}

fn unknown(word: &Word, known: &[&str]) -> String {
    match word {
        Word::Long(name) => {
            let options = OPTIONS.iter().filter(|info| known == CHANGE && info.kind != OptionKind::Secret);
            let more: Vec<String> = options.map(dashed).collect();
            let all = known.iter().copied().chain(more.iter().map(String::as_str));
            format!("--{}: no such option{}", cut(name), hint("--", name, all))
        }
        Word::Short(letter) => format!("-{letter}: no such option"),
        Word::Plain { place, .. } => format!("argument {place}: expected no more words"),
    }
}

/// `; the nearest is ...`, or nothing.
fn hint<'a>(before: &str, word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(word, candidates).map(|near| format!("; the nearest is {before}{near}")).unwrap_or_default()
}

/// A name for use in a message.
fn cut(name: &str) -> String {
    crate::page::shortened(name, 64)
}

/// A word as it stands.
enum Word {
    Short(char),
    Long(String),
    Plain { text: String, place: usize },
}

impl Word {
    fn is_help(&self) -> bool {
        matches!(self, Self::Short('h')) || matches!(self, Self::Long(name) if name == "help")
    }
}

/// The words, one after the other. All are UTF-8.
struct Words {
    parser: Parser,
    count: usize,
}

impl Words {
    fn new(args: &[OsString]) -> Self {
        Self { parser: Parser::from_args(args), count: args.len() }
    }

    fn next(&mut self) -> Result<Option<Word>, String> {
        Ok(match self.parser.next().map_err(|why| explained(&why))? {
            None => None,
            Some(Arg::Short(letter)) => Some(Word::Short(letter)),
            Some(Arg::Long(name)) => Some(Word::Long(name.to_owned())),
            Some(Arg::Value(text)) => {
                let left = self.parser.try_raw_args().map_or(0, |left| left.as_slice().len());
                Some(Word::Plain { text: text.to_string_lossy().into_owned(), place: self.count - left })
            }
        })
    }

    /// The value of the option that was the last word.
    fn value(&mut self, name: &str) -> Result<String, String> {
        let value = self.parser.value().map_err(|_| format!("--{name}: expected a value"))?;
        Ok(value.to_string_lossy().into_owned())
    }

    fn end(&mut self) -> Result<(), String> {
        match self.next()? {
            None => Ok(()),
            Some(word) => Err(unknown(&word, &[])),
        }
    }
}

/// What lexopt complains about, without the value.
fn explained(why: &lexopt::Error) -> String {
    match why {
        lexopt::Error::UnexpectedValue { option, .. } => format!("{}: expected no value", cut(option)),
        lexopt::Error::MissingValue { option: Some(option) } => format!("{}: expected a value", cut(option)),
        _ => "the options cannot be understood".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &[&str]) -> Result<Command, Refused> {
        read(line.iter().map(OsString::from).collect())
    }

    fn refused(line: &[&str]) -> String {
        parsed(line).expect_err("refused").message
    }

    #[test]
    fn a_change_is_read_word_by_word() {
        let line = "update a=b@c.org dept= about_me=a=b type:=2 manager:=null -vq".split(' ');
        let message = refused(&line.collect::<Vec<_>>());
        assert_eq!(message, "--verbose and --quiet exclude each other");
        let line =
            ["update", "--timeout-ms=5", "a=b@c.org", "dept=", "--option", "keep=off", "about_me=a=b", "type:=2"];
        let Ok(Command::Update(change)) = parsed(&line) else { panic!("update") };
        assert_eq!(change.user.as_deref(), Some("a=b@c.org"));
        let text = |text: &str| Given::Text(text.to_owned());
        let fields = [("dept", text("")), ("about_me", text("a=b")), ("type", Given::Json("2".to_owned()))];
        assert_eq!(change.fields, fields.map(|(name, value)| (name.to_owned(), value)));
        let options = [("timeout_ms", "5"), ("keep", "off")];
        assert_eq!(change.options, options.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let Ok(Command::Update(change)) = parsed(&["update", "--", "--json", "dept=x"]) else { panic!("update") };
        assert_eq!((change.user.as_deref(), change.manner.json), (Some("--json"), false));
        let Ok(Command::Check(change)) = parsed(&["check", "nmae=x"]) else { panic!("check") };
        assert_eq!((change.user, change.fields.len()), (None, 1));
    }

    #[test]
    fn refusals_name_the_place_and_not_the_word() {
        for (line, message) in [
            (
                &["update", "me", "SECRET"][..],
                "argument 3: expected name=value (text) or name:=JSON, got a word without =",
            ),
            (&["update", "me", "dept"], "argument 3: expected dept=value or dept:=JSON, got the name alone"),
            (&["update", "-q", "dept=x"], "argument 3: expected the user before the fields, got the field dept"),
            (&["update", "me", "a=1", "--json", "a:=2"], "argument 5: the field a is set twice"),
            (&["update", "me", "=1"], "argument 3: expected the name of a field before the ="),
            (&["update", "--token-stdin=SECRET"], "--token-stdin: expected no value"),
            (&["update", "--token-env"], "--token-env: expected a value"),
            (&["update", "--tiemout-ms", "5"], "--tiemout-ms: no such option; the nearest is --timeout-ms"),
            (&["update", "me", "--sandbox", "--ca-file=x"], "--sandbox sets ca_file by itself: leave it out"),
            (
                &["updat"],
                "argument 1: no such command; the nearest is update; expected one of update, check, fields, options, sandbox, help",
            ),
            (&["fields", "frist_name"], "argument 2: no such field; the nearest is first_name"),
            (&["sandbox", "--http-port", "x"], "--http-port: expected a port from 0 (any that is free) to 65535"),
            (&["options", "x"], "argument 2: expected no more words"),
            (&["help", "x"], "expected nothing or one of update, check, fields, options, sandbox, help, json"),
            (
                &["--json", "update"],
                "expected a command before the options: update, check, fields, options, sandbox, help",
            ),
        ] {
            assert_eq!(refused(line), message);
        }
        for line in [
            &["update", "me", "--token=Hidden-1"][..],
            &["update", "--token", "Hidden-1"],
            &["check", "--option", "token=Hidden-1"],
            &["update", "me", "--client-secret", "Hidden-1"],
            &["check", "--option", "client_secret=Hidden-1"],
        ] {
            let message = refused(line);
            assert!(message.contains("visible to every user") && !message.contains("Hidden-1"), "{message}");
        }
    }

    #[test]
    fn every_option_has_a_long_form_but_secrets() {
        for info in OPTIONS.iter().filter(|info| info.kind != OptionKind::Secret) {
            let flag = format!("--{}", dashed(info));
            let Ok(Command::Update(change)) = parsed(&["update", "me", &flag, "x"]) else { panic!("{flag}") };
            assert_eq!(change.options, [(info.name.to_owned(), "x".to_owned())]);
            assert!(!CHANGE.contains(&dashed(info).as_str()), "{flag} has two meanings");
        }
    }
}

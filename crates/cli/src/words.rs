//! The words of the command line: parsing, and nothing else.
//!
//! A refusal never repeats a word that could be a token: it names the place of the word or the option before it.

use crate::ask::{self, Ask};
use crate::help::Topic;
use crate::way::{WAY, Way};
use crate::word::{Word, Words, cut, hint, unknown};
use std::ffi::OsString;
use zoomuser::Format;
use zoomuser::update::fields::{FIELDS, field};

/// One command.
#[derive(Debug)]
pub(crate) enum Command {
    Update(Change),
    Check(Change),
    Get(Change),
    Plan(Change),
    Doctor(Way),
    Request(Ask),
    Import(Import),
    Fields { names: Vec<String>, json: bool },
    Options { json: bool },
    Sandbox(Place),
    Help(Topic),
    Version,
}

/// What `update`, `check`, `render`, `plan` and, without fields, `get` are given.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) user: Option<String>,
    pub(crate) fields: Vec<(String, Given)>,
    pub(crate) way: Way,
}

/// The value of a field.
#[derive(Debug, PartialEq)]
pub(crate) enum Given {
    /// After `=`.
    Text(String),
    /// After `:=`.
    Json(String),
}

/// What `import` is given.
#[derive(Debug, Default)]
pub(crate) struct Import {
    /// A path, or `-` for standard input.
    pub(crate) file: String,
    pub(crate) language: Option<String>,
    pub(crate) json: bool,
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
        Topic::Update | Topic::Check | Topic::Render | Topic::Get | Topic::Plan => change(&mut words, *topic),
        Topic::Doctor => doctor(&mut words),
        Topic::Import => import(&mut words),
        Topic::Request => match ask::read(&mut words)? {
            Some(ask) => Ok(Command::Request(ask)),
            None => Ok(Command::Help(*topic)),
        },
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

/// The form in which `render` shows a request where none is asked for.
const USUAL_FORM: Format = Format::Curl;

/// The long options of `render`; those of the library's options come on top.
const RENDER: &[&str] = &["as", "option", "json", "token-env", "token-file", "token-stdin", "help"];

fn change(words: &mut Words, topic: Topic) -> Result<Command, String> {
    let mut change = Change::default();
    while let Some(word) = words.next()? {
        match &word {
            word if word.is_help() => return Ok(Command::Help(topic)),
            Word::Plain { text, place } => plain(&mut change, text, *place, topic)?,
            Word::Long(name) if topic == Topic::Render && name == "as" => change.way.render = Some(words.value(name)?),
            word if change.way.take(word, words)? => {}
            word => return Err(unknown(word, if topic == Topic::Render { RENDER } else { WAY })),
        }
    }
    if topic == Topic::Render {
        if change.way.sandbox {
            return Err("--sandbox: nothing is sent: leave it out".to_owned());
        }
        // It is an update that is only shown.
        change.way.render.get_or_insert_with(|| USUAL_FORM.name().to_owned());
    }
    change.way.checked()?;
    if topic == Topic::Check {
        return Ok(Command::Check(change));
    }
    if change.user.is_none() {
        return Err("expected the user: an id, an e-mail address, or me for the token's own user".to_owned());
    }
    if change.way.render.is_some() && matches!(topic, Topic::Plan | Topic::Get) {
        return Err(format!("--render: {} shows a reading, and no request: leave it out", topic.name()));
    }
    Ok(match topic {
        Topic::Get => Command::Get(change),
        Topic::Plan => Command::Plan(change),
        _ => Command::Update(change),
    })
}

/// A word that is no option: the user first, then fields.
fn plain(change: &mut Change, text: &str, place: usize, topic: Topic) -> Result<(), String> {
    let first = change.user.is_none() && change.fields.is_empty();
    if topic == Topic::Get && !first {
        return Err(format!("argument {place}: expected no more words than the user"));
    }
    match assignment(text) {
        // An e-mail address may hold `=`, but not after the name of a field.
        Some((name, _)) if first && topic != Topic::Check => {
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

fn doctor(words: &mut Words) -> Result<Command, String> {
    let mut way = Way::default();
    while let Some(word) = words.next()? {
        match &word {
            Word::Plain { place, .. } => return Err(format!("argument {place}: expected no more words")),
            word if word.is_help() => return Ok(Command::Help(Topic::Doctor)),
            word if way.take(word, words)? => {}
            word => return Err(unknown(word, WAY)),
        }
    }
    if way.render.is_some() {
        return Err("--render: doctor shows no request: leave it out".to_owned());
    }
    way.checked()?;
    Ok(Command::Doctor(way))
}

fn import(words: &mut Words) -> Result<Command, String> {
    let mut asked = Import::default();
    while let Some(word) = words.next()? {
        match &word {
            Word::Plain { text, .. } if asked.file.is_empty() && !text.is_empty() => asked.file = text.clone(),
            Word::Plain { place, .. } => return Err(format!("argument {place}: expected one file")),
            word if word.is_help() => return Ok(Command::Help(Topic::Import)),
            Word::Long(name) => match name.as_str() {
                "to" => asked.language = Some(words.value(name)?),
                "json" => asked.json = true,
                _ => return Err(unknown(&word, &["to", "json", "help"])),
            },
            Word::Short(_) => return Err(unknown(&word, &[])),
        }
    }
    if asked.file.is_empty() {
        return Err("expected a file with a curl command or a Postman item, or - for standard input".to_owned());
    }
    Ok(Command::Import(asked))
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

#[cfg(test)]
mod tests {
    use super::*;
    use zoomuser::send::options::{OPTIONS, OptionKind};

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
        assert_eq!(change.way.options, options.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let Ok(Command::Update(change)) = parsed(&["update", "--", "--json", "dept=x"]) else { panic!("update") };
        assert_eq!((change.user.as_deref(), change.way.manner.json), (Some("--json"), false));
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
                "argument 1: no such command; the nearest is update; expected one of update, check, render, import, plan, get, doctor, request, fields, options, sandbox, help",
            ),
            (&["fields", "frist_name"], "argument 2: no such field; the nearest is first_name"),
            (&["sandbox", "--http-port", "x"], "--http-port: expected a port from 0 (any that is free) to 65535"),
            (&["options", "x"], "argument 2: expected no more words"),
            (&["render", "me", "dept=x", "--sandbox"], "--sandbox: nothing is sent: leave it out"),
            (&["render", "me", "--az", "curl"], "--az: no such option"),
            (&["update", "me", "--as", "curl"], "--as: no such option"),
            (&["import"], "expected a file with a curl command or a Postman item, or - for standard input"),
            (&["import", "a", "b"], "argument 3: expected one file"),
            (&["get"], "expected the user: an id, an e-mail address, or me for the token's own user"),
            (&["get", "me", "dept=x"], "argument 3: expected no more words than the user"),
            (&["plan", "dept=x"], "argument 2: expected the user before the fields, got the field dept"),
            (&["doctor", "me"], "argument 2: expected no more words"),
            (&["doctor", "--render", "http"], "--render: doctor shows no request: leave it out"),
            (&["doctor", "--az"], "--az: no such option"),
            (&["plan", "me", "--render", "http"], "--render: plan shows a reading, and no request: leave it out"),
            (
                &["help", "x"],
                "expected nothing or one of update, check, render, import, plan, get, doctor, request, fields, options, sandbox, help, json",
            ),
            (
                &["--json", "update"],
                "expected a command before the options: update, check, render, import, plan, get, doctor, request, fields, options, sandbox, help",
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
            let flag = format!("--{}", crate::word::dashed(info));
            let is_flag = crate::word::is_flag(info);
            let words = if is_flag { vec![format!("{flag}=x")] } else { vec![flag.clone(), "x".to_owned()] };
            let words: Vec<&str> = ["update", "me"].into_iter().chain(words.iter().map(String::as_str)).collect();
            let Ok(Command::Update(change)) = parsed(&words) else { panic!("{flag}") };
            assert_eq!(change.way.options, [(info.name.to_owned(), "x".to_owned())]);
            if is_flag {
                let Ok(Command::Update(change)) = parsed(&["update", "me", &flag, "dept=x"]) else { panic!("{flag}") };
                assert_eq!(change.way.options, [(info.name.to_owned(), "on".to_owned())]);
                assert_eq!(change.fields.len(), 1, "the next word is not its value");
            }
            assert!(!WAY.contains(&crate::word::dashed(info).as_str()), "{flag} has two meanings");
        }
    }
}

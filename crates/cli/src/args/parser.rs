//! Parses the command line.
//!
//! An error never repeats a value or a positional argument, which may be a token given by mistake: it names the option or
//! the position.

use super::command_args::Args;
use super::common_args::SecretSource;
use super::flags::{FLAGS, Flag, dashed, documented, is_switch, options_of};
use super::lexer::{Lexer, Token, short_name};
use super::topic::{Shell, Topic};
use std::ffi::OsString;
use zoomuser::Format;
use zoomuser::internal::nearest;
use zoomuser::internal::schema::{FIELDS, field};

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Command {
    Run(Topic, Box<Args>),
    Help(Topic),
    Version,
}

/// Why a command line cannot be parsed.
#[derive(Debug)]
pub(crate) struct ParseError {
    pub(crate) message: String,
    /// The help page to read.
    pub(crate) topic: Topic,
    /// Whether the error is printed as JSON.
    pub(crate) json: bool,
}

/// The format of `render` unless `--as` names another.
const DEFAULT_FORMAT: Format = Format::Curl;

/// Parses the arguments after the name of the program.
pub(crate) fn parse(args: Vec<OsString>) -> Result<Command, ParseError> {
    // Looked up in advance, since parsing may stop before the option.
    let json = args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json");
    let mut topic = Topic::Help;
    let result = match args.iter().position(|arg| arg.to_str().is_none()) {
        Some(at) => Err(format!("argument {} is not valid Unicode text", at + 1)),
        None => parse_command(&args, &mut topic),
    };
    result.map_err(|message| ParseError { message, topic, json })
}

fn parse_command(args: &[OsString], topic: &mut Topic) -> Result<Command, String> {
    let mut lexer = Lexer::new(args);
    let name = match lexer.next()? {
        None => return Err(format!("expected a command: {}", Topic::names())),
        Some(Token::Short('V')) => return Ok(Command::Version),
        Some(Token::Long(name)) if name == "version" => return Ok(Command::Version),
        Some(token) if is_help(&token) => return Ok(Command::Help(Topic::Help)),
        Some(Token::Short(_) | Token::Long(_)) => {
            return Err(format!("expected a command before the options: {}", Topic::names()));
        }
        Some(Token::Positional { text, .. }) => text,
    };
    let Some(mut found) = Topic::from_name(&name) else {
        let hint = nearest_hint("", &name, Topic::COMMANDS.iter().map(|topic| topic.name()));
        return Err(format!("argument 1: no such command{hint}; expected one of {}", Topic::names()));
    };
    *topic = found;
    if !found.commands().is_empty() {
        found = match lexer.next()? {
            Some(token) if is_help(&token) => return Ok(Command::Help(found)),
            Some(Token::Positional { text, .. }) => found.below(&text),
            _ => None,
        }
        .ok_or_else(|| format!("expected a command after {}: {}", found.name(), found.names_below()))?;
        *topic = found;
    }
    let mut args = Args::default();
    let mut count = 0;
    while let Some(token) = lexer.next()? {
        match token {
            // `zoomuser help update` shows a page, as `zoomuser update --help` does.
            Token::Positional { text, .. } if found == Topic::Help && count == 0 => {
                let mut pages = Topic::COMMANDS.into_iter().chain([Topic::Json]);
                let page = pages.find(|page| page.name() == text);
                *topic = page.ok_or_else(|| format!("expected nothing or one of {}, json", Topic::names()))?;
                count += 1;
            }
            Token::Positional { text, .. } if found == Topic::Help && topic.below(&text).is_some() => {
                *topic = topic.below(&text).unwrap_or(*topic);
            }
            Token::Positional { text, position } => {
                args.positional(found, count, text, position)?;
                count += 1;
            }
            token if is_help(&token) => return Ok(Command::Help(found)),
            token => args.flag(found, &token, &mut lexer)?,
        }
    }
    if found == Topic::Help {
        return Ok(Command::Help(*topic));
    }
    args.validate(found, count)?;
    Ok(Command::Run(found, Box::new(args)))
}

fn is_help(token: &Token) -> bool {
    matches!(token, Token::Short('h')) || matches!(token, Token::Long(name) if name == "help")
}

impl Args {
    /// Takes a positional argument; the first has index 0.
    fn positional(&mut self, topic: Topic, index: usize, text: String, position: usize) -> Result<(), String> {
        match topic {
            Topic::Update | Topic::Check | Topic::Render | Topic::Plan | Topic::Get => {
                self.user.positional(topic, &text, position)
            }
            Topic::Request => self.request.positional(index, text, position),
            Topic::Fields if field(&text).is_some() => {
                self.names.push(text);
                Ok(())
            }
            Topic::Fields => {
                let hint = nearest_hint("", &text, FIELDS.iter().map(|field| field.name));
                Err(format!("argument {position}: no such field{hint}"))
            }
            Topic::Import if index == 0 && !text.is_empty() => {
                self.file = text;
                Ok(())
            }
            _ if Topic::BULK.contains(&topic) && self.bulk.file.is_empty() && !text.is_empty() => {
                self.bulk.file = text;
                Ok(())
            }
            Topic::Import | Topic::BulkCheck | Topic::BulkPlan | Topic::BulkApply => {
                Err(format!("argument {position}: expected one file"))
            }
            _ if Topic::BULK.contains(&topic) => Err(format!("argument {position}: expected one folder of a run")),
            Topic::Completions if index == 0 => {
                self.shell = Shell::ALL.iter().copied().find(|shell| shell.name() == text);
                match self.shell {
                    Some(_) => Ok(()),
                    None => Err(format!("argument {position}: {SHELL_EXPECTED}")),
                }
            }
            _ => Err(format!("argument {position}: expected no more arguments")),
        }
    }

    /// Takes a flag with its value.
    fn flag(&mut self, topic: Topic, token: &Token, lexer: &mut Lexer) -> Result<(), String> {
        let is_named = |flag: &Flag| match token {
            Token::Short(letter) => flag.short == Some(*letter),
            Token::Long(name) => flag.long == name,
            Token::Positional { .. } => false,
        };
        if let Some(flag) = FLAGS.iter().find(|flag| flag.is_accepted_by(topic) && is_named(flag)) {
            let value = if flag.value.is_some() { lexer.value(flag.long)? } else { String::new() };
            return (flag.set)(self, value);
        }
        let name = match token {
            Token::Long(name) => name,
            Token::Short(letter) => return Err(format!("-{letter}: no such option")),
            Token::Positional { position, .. } => {
                return Err(format!("argument {position}: expected no more arguments"));
            }
        };
        if let Some(option) = options_of(topic).find(|option| dashed(option) == *name) {
            let value = if is_switch(option) { lexer.switch_value() } else { lexer.value(name)? };
            self.common.options.push((option.name.to_owned(), value));
            return Ok(());
        }
        if FLAGS.iter().any(is_named) {
            return Err(format!("--{name}: not an option of zoomuser {}", topic.name()));
        }
        let options: Vec<String> = options_of(topic).map(dashed).collect();
        let flags = documented(topic).map(|flag| flag.long);
        let known = flags.chain(["help"]).chain(options.iter().map(String::as_str));
        Err(format!("--{}: no such option{}", short_name(name), nearest_hint("--", name, known)))
    }

    /// Checks that the arguments are complete and do not contradict each other; `count` is the number of positional
    /// arguments.
    fn validate(&mut self, topic: Topic, count: usize) -> Result<(), String> {
        if topic == Topic::Render {
            if self.common.sandbox {
                return Err("--sandbox: render sends nothing: leave it out".to_owned());
            }
            self.common.render.get_or_insert_with(|| DEFAULT_FORMAT.name().to_owned());
        }
        self.common.validate()?;
        if self.fields_from.as_deref() == Some("-") && matches!(self.common.token, Some(SecretSource::Stdin)) {
            return Err("--fields - and --token-stdin exclude each other: both read standard input".to_owned());
        }
        match topic {
            Topic::Update | Topic::Render | Topic::Plan | Topic::Get if self.user.id.is_none() => {
                Err("expected the user: an id, an e-mail address, or me for the token's own user".to_owned())
            }
            Topic::Request => self.request.validate(count),
            Topic::List => self.list.validate(),
            Topic::Import if self.file.is_empty() => {
                Err("expected a file with a curl command or a Postman item, or - for standard input".to_owned())
            }
            Topic::BulkUndo | Topic::BulkReport | Topic::BulkForget if self.bulk.file.is_empty() => {
                Err("expected the folder of a run, e.g. users.csv.run-1".to_owned())
            }
            Topic::BulkCheck | Topic::BulkPlan | Topic::BulkApply if self.bulk.file.is_empty() => {
                Err("expected a file with users (CSV, JSON Lines or XLSX), or - for standard input".to_owned())
            }
            Topic::Completions if self.shell.is_none() => Err(SHELL_EXPECTED.to_owned()),
            _ => Ok(()),
        }
    }
}

const SHELL_EXPECTED: &str = "expected a shell: bash, zsh, fish or powershell";

/// `; the nearest is ...`, or nothing.
fn nearest_hint<'a>(prefix: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(name, known).map(|near| format!("; the nearest is {prefix}{near}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::user_args::FieldArg;

    fn parsed(line: &[&str]) -> Result<Command, ParseError> {
        parse(line.iter().map(OsString::from).collect())
    }

    fn refused(line: &[&str]) -> String {
        parsed(line).expect_err("refused").message
    }

    #[test]
    fn an_update_is_parsed() {
        let line = "update a=b@c.org dept= about_me=a=b type:=2 manager:=null -vq".split(' ');
        let message = refused(&line.collect::<Vec<_>>());
        assert_eq!(message, "--verbose and --quiet exclude each other");
        let line =
            ["update", "--timeout-ms=5", "a=b@c.org", "dept=", "--option", "keep=off", "about_me=a=b", "type:=2"];
        let Ok(Command::Run(Topic::Update, args)) = parsed(&line) else { panic!("update") };
        assert_eq!(args.user.id.as_deref(), Some("a=b@c.org"));
        let text = |text: &str| FieldArg::Text(text.to_owned());
        let fields = [("dept", text("")), ("about_me", text("a=b")), ("type", FieldArg::Json("2".to_owned()))];
        assert_eq!(args.user.fields, fields.map(|(name, value)| (name.to_owned(), value)));
        let options = [("timeout_ms", "5"), ("keep", "off")];
        assert_eq!(args.common.options, options.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let Ok(Command::Run(Topic::Update, args)) = parsed(&["update", "--", "--json", "dept=x"]) else {
            panic!("update")
        };
        assert_eq!((args.user.id.as_deref(), args.common.output.json), (Some("--json"), false));
        let Ok(Command::Run(Topic::Check, args)) = parsed(&["check", "nmae=x"]) else { panic!("check") };
        assert_eq!((&args.user.id, args.user.fields.len()), (&None, 1));
    }

    #[test]
    fn errors_name_the_position_or_the_option() {
        for (line, message) in [
            (
                &["update", "me", "SECRET"][..],
                "argument 3: expected name=value (text) or name:=JSON, got text without =",
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
                "argument 1: no such command; the nearest is update; expected one of update, check, render, import, plan, get, list, doctor, request, bulk, fields, options, sandbox, completions, man, help",
            ),
            (&["fields", "frist_name"], "argument 2: no such field; the nearest is first_name"),
            (&["sandbox", "--http-port", "x"], "--http-port: expected a port from 0 (any that is free) to 65535"),
            (&["options", "x"], "argument 2: expected no more arguments"),
            (&["render", "me", "dept=x", "--sandbox"], "--sandbox: render sends nothing: leave it out"),
            (&["render", "me", "--az", "curl"], "--az: no such option"),
            (&["update", "me", "--as", "curl"], "--as: not an option of zoomuser update"),
            (&["import"], "expected a file with a curl command or a Postman item, or - for standard input"),
            (&["import", "a", "b"], "argument 3: expected one file"),
            (&["get"], "expected the user: an id, an e-mail address, or me for the token's own user"),
            (&["get", "me", "dept=x"], "argument 3: expected no more arguments than the user"),
            (&["plan", "dept=x"], "argument 2: expected the user before the fields, got the field dept"),
            (&["bulk"], "expected a command after bulk: check, plan, apply, resume, undo, report, forget"),
            (&["bulk", "chek", "x"], "expected a command after bulk: check, plan, apply, resume, undo, report, forget"),
            (&["bulk", "check"], "expected a file with users (CSV, JSON Lines or XLSX), or - for standard input"),
            (&["bulk", "check", "a", "b"], "argument 4: expected one file"),
            (&["bulk", "check", "a", "--map", "dept"], "--map: expected COLUMN=FIELD, got text without ="),
            (&["bulk", "check", "a", "--delimiter", "ab"], "--delimiter: expected one character, or tab"),
            (&["bulk", "check", "a", "--format", "xls"], "--format: expected one of csv, jsonl, xlsx"),
            (&["bulk", "check", "a", "--duplicates", "x"], "--duplicates: expected one of refuse, in-order"),
            (&["bulk", "check", "a", "--as", "x"], "--as: not an option of zoomuser bulk check"),
            (&["doctor", "me"], "argument 2: expected no more arguments"),
            (&["doctor", "--render", "http"], "--render: not an option of zoomuser doctor"),
            (&["doctor", "--az"], "--az: no such option"),
            (&["plan", "me", "--render", "http"], "--render: not an option of zoomuser plan"),
            (
                &["help", "x"],
                "expected nothing or one of update, check, render, import, plan, get, list, doctor, request, bulk, fields, options, sandbox, completions, man, help, json",
            ),
            (
                &["--json", "update"],
                "expected a command before the options: update, check, render, import, plan, get, list, doctor, request, bulk, fields, options, sandbox, completions, man, help",
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
            &["update", "me", "--share-password", "Hidden-1"],
            &["check", "--option", "share_password=Hidden-1"],
        ] {
            let message = refused(line);
            assert!(message.contains("visible to every user") && !message.contains("Hidden-1"), "{message}");
        }
    }

    #[test]
    fn every_option_has_a_long_form_but_secrets() {
        for info in options_of(Topic::Update) {
            let flag = format!("--{}", dashed(info));
            let is_flag = is_switch(info);
            let words = if is_flag { vec![format!("{flag}=x")] } else { vec![flag.clone(), "x".to_owned()] };
            let words: Vec<&str> = ["update", "me"].into_iter().chain(words.iter().map(String::as_str)).collect();
            let Ok(Command::Run(Topic::Update, args)) = parsed(&words) else { panic!("{flag}") };
            assert_eq!(args.common.options, [(info.name.to_owned(), "x".to_owned())]);
            if is_flag {
                let Ok(Command::Run(Topic::Update, args)) = parsed(&["update", "me", &flag, "dept=x"]) else {
                    panic!("{flag}")
                };
                assert_eq!(args.common.options, [(info.name.to_owned(), "on".to_owned())]);
                assert_eq!(args.user.fields.len(), 1, "the next word is not its value");
            }
        }
    }
}

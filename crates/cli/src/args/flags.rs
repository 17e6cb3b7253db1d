//! Every flag, defined once: parsing, help, completions and the man page read this table.

use super::command_args::Args;
use super::common_args::{SecretSource, no_client_secret, no_share_password, no_token, once};
use super::list_args::columns::INCLUDED;
use super::list_args::{ListFormat, STATUSES};
use super::request_args::Bytes;
use super::topic::{CALLS, Topic};
use zoomuser::internal::options::{OPTIONS, OptionInfo, OptionKind};
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::recorded::Retry;
use zoomuser_bulk::report::Values;
use zoomuser_bulk::table::TableFormat;

/// A flag of one or more commands.
pub(crate) struct Flag {
    pub(crate) long: &'static str,
    pub(crate) short: Option<char>,
    /// The name of the value and how a shell completes it; `None` for a switch.
    pub(crate) value: Option<(&'static str, Completion)>,
    /// What it does, for help, completions and man page; "" hides the flag.
    pub(crate) doc: &'static str,
    /// The commands that have it.
    topics: &'static [Topic],
    /// Applies the flag; the value of a switch is "".
    pub(crate) set: fn(&mut Args, String) -> Result<(), String>,
}

/// How a shell completes a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Completion {
    NoWords,
    File,
    Words(&'static [&'static str]),
}

use Completion::{File, NoWords, Words};

const FORMATS: &[&str] = &["http", "json", "curl", "curl-cmd", "curl-powershell", "postman"];
const LANGUAGES: &[&str] = &["c", "purebasic", "python", "command"];
const SANDBOX_PLANS: &[&str] = &["free", "pro", "business", "none"];

const WITH_FIELDS: &[Topic] = &[Topic::Update, Topic::Check, Topic::Render, Topic::Plan];
const WITH_RESULT: &[Topic] =
    &[Topic::Update, Topic::Check, Topic::Render, Topic::Plan, Topic::Get, Topic::Doctor, Topic::Request];
const WITH_EXCHANGE: &[Topic] = &[Topic::Update, Topic::Plan, Topic::Get, Topic::Doctor, Topic::Request];
/// The command that documents how a file of users is read; the others take the same flags.
const WITH_TABLE: &[Topic] = &[Topic::BulkCheck];
/// Commands whose help names the sources of a token.
const WITH_TOKEN: &[Topic] = &[Topic::Update, Topic::Plan, Topic::Get, Topic::List, Topic::Doctor, Topic::Request];
/// Commands that make a plan of a file.
const WITH_PLAN: &[Topic] = &[Topic::BulkPlan, Topic::BulkApply];
/// Commands that run a plan.
const WITH_RUN: &[Topic] = &[Topic::BulkApply, Topic::BulkResume, Topic::BulkUndo];
const WITH_JUNIT: &[Topic] = &[Topic::BulkApply, Topic::BulkResume, Topic::BulkUndo, Topic::BulkReport];
const WITH_JOBS: &[Topic] = &[Topic::BulkPlan, Topic::BulkApply, Topic::BulkResume, Topic::BulkUndo];
/// Commands that make many calls.
const WITH_LOG: &[Topic] = &[Topic::List, Topic::BulkPlan, Topic::BulkApply, Topic::BulkResume, Topic::BulkUndo];
const WITH_JSON: &[Topic] =
    &[Topic::BulkCheck, Topic::BulkReport, Topic::Import, Topic::Fields, Topic::Options, Topic::Sandbox];
const WITH_QUIET: &[Topic] = &[
    Topic::Update,
    Topic::Check,
    Topic::Plan,
    Topic::Get,
    Topic::Doctor,
    Topic::Request,
    Topic::BulkCheck,
    Topic::BulkApply,
    Topic::BulkResume,
    Topic::BulkUndo,
];

macro_rules! flags {
    ($($long:literal $(/ $short:literal)? $(= $value:literal $completion:expr)?, $topics:expr, $doc:literal, $set:expr;)*) => {
        &[$(Flag {
            long: $long,
            short: [$(Some($short),)? None][0],
            value: [$(Some(($value, $completion)),)? None][0],
            doc: $doc,
            topics: $topics,
            set: $set,
        }),*]
    };
}

/// Every flag but `--help` and those of the library's options.
pub(crate) static FLAGS: &[Flag] = flags! {
    "header" = "LINE" NoWords, &[Topic::Request],
        "header such as 'Name: value'; @FILE reads lines from a file, which may hold an Authorization of your own",
        |args, text| args.request.add_header(text);
    "data" = "TEXT" NoWords, &[Topic::Request], "body; @FILE reads it from a file",
        |args, text| once(&mut args.request.data, Bytes::from_arg(text), "--data: given twice");
    "form" = "name=value" NoWords, &[Topic::Request], "add a part to a multipart/form-data body",
        |args, text| args.request.add_form(&text);
    "part" = "JSON" NoWords, &[Topic::Request],
        "the same as an object of name, value or file, file_name, content_type and charset, all optional",
        |args, text| args.request.add_part(&text);
    "fields" = "FILE" File, WITH_FIELDS, "read more fields from a file with a JSON object; - is standard input",
        |args, file| args.set_fields_from(file);
    "as" = "FORMAT" Words(FORMATS), &[Topic::Render], "format of the request (default: curl)",
        |args, format| set(&mut args.common.render, format);
    "to" = "LANGUAGE" Words(LANGUAGES), &[Topic::Import], "language of the program (default: command)",
        |args, language| set(&mut args.language, language);
    "status" = "WORD" Words(STATUSES), &[Topic::List],
        "active (default), inactive, pending (without id), or all",
        |args, text| args.list.set_status(text);
    "role" = "ID" NoWords, &[Topic::List], "only users with this role", |args, text| args.list.set_role(text);
    "group" = "ID" NoWords, &[Topic::List], "only users in this group; Zoom sends all users for that",
        |args, text| args.list.set_group(text);
    "columns" = "NAMES" NoWords, &[Topic::List], "what to show of a user, names separated by commas",
        |args, text| args.list.set_columns(&text);
    "include" = "NAME" Words(INCLUDED), &[Topic::List], "one more column: custom_attributes or host_key",
        |args, text| args.list.set_include(text);
    "table", &[Topic::List], "print a table (default on a terminal)", |args, _| args.list.set_format(ListFormat::Table);
    "csv", &[Topic::List], "print CSV (default elsewhere)", |args, _| args.list.set_format(ListFormat::Csv);
    "json", &[Topic::List], "print one JSON object a line, with all that Zoom sends",
        |args, _| args.list.set_format(ListFormat::Json);
    "bom", &[Topic::List], "begin the CSV with a byte order mark, which Excel needs", |args, _| on(&mut args.list.bom);
    "map" = "COLUMN=FIELD" NoWords, WITH_TABLE, "what a column is, e.g. --map Abteilung=dept",
        |args, text| args.bulk.add_map(&text);
    "ignore-column" = "COLUMN" NoWords, WITH_TABLE, "leave out a column",
        |args, header| { args.bulk.table.ignore_columns.push(header); Ok(()) };
    "clear" = "WORD" NoWords, WITH_TABLE, "the word in a cell that clears the field (an empty cell leaves it)",
        |args, word| args.bulk.set_clear(&word);
    "part" = "K/N" NoWords, WITH_TABLE, "only the rows of one part of the users, e.g. 2/4",
        |args, text| args.bulk.set_part(&text);
    "duplicates" = "WORD" Words(&Duplicates::WORDS), WITH_TABLE, "two rows of one user: refuse (default) or in-order",
        |args, word| args.bulk.set_duplicates(&word);
    "format" = "FORMAT" Words(TableFormat::NAMES), WITH_TABLE, "csv, jsonl or xlsx (default: what the file is)",
        |args, name| args.bulk.set_format(&name);
    "delimiter" = "CHAR" NoWords, WITH_TABLE, "delimiter of CSV, or tab (default: the one in the header line)",
        |args, text| args.bulk.set_delimiter(&text);
    "encoding" = "NAME" NoWords, WITH_TABLE, "encoding of the file, e.g. windows-1252 (default: UTF-8, UTF-16)",
        |args, label| once(&mut args.bulk.table.encoding, label, "--encoding: given twice");
    "sheet" = "NAME" NoWords, WITH_TABLE, "sheet of a workbook (default: the first)",
        |args, sheet| once(&mut args.bulk.table.sheet, sheet, "--sheet: given twice");
    "no-read", WITH_PLAN, "send all fields without reading the users: no undo",
        |args, _| on(&mut args.bulk.run.no_read);
    "skip-bad-rows", WITH_PLAN, "leave out rows with a problem (default: nothing is sent)",
        |args, _| on(&mut args.bulk.run.skip_bad_rows);
    "out" = "FILE" File, &[Topic::BulkPlan], "write the plan to a file, for zoomuser bulk apply",
        |args, file| once(&mut args.bulk.run.out, file, "--out: given twice");
    "run" = "DIR" File, &[Topic::BulkApply, Topic::BulkUndo], "folder of the run (default: FILE.run-1 beside the file)",
        |args, folder| once(&mut args.bulk.run.folder, folder, "--run: given twice");
    "max-loss" = "N|P%" NoWords, &[Topic::BulkApply, Topic::BulkUndo],
        "rows that may lose a license, phone or text (10, or 5%)",
        |args, text| args.bulk.run.set_max_loss(&text);
    "canary" = "N" NoWords, &[Topic::BulkApply], "send N rows first; go on only if reading confirms them",
        |args, text| args.bulk.run.set_canary(&text);
    "stop-at" = "P%" NoWords, WITH_RUN, "stop if more of at least 50 rows failed (default: 20%)",
        |args, text| args.bulk.run.set_stop_at(&text);
    "max-time" = "TIME" NoWords, WITH_RUN, "begin no row after this time, e.g. 50m",
        |args, text| args.bulk.run.set_max_time(&text);
    "wait-day", WITH_RUN, "if the day's requests are used up, wait for midnight UTC",
        |args, _| on(&mut args.bulk.run.run.wait_day);
    "strict", &[Topic::BulkApply, Topic::BulkResume],
        "leave out users that changed after the plan",
        |args, _| on(&mut args.bulk.run.run.strict);
    "retry" = "ROWS" Words(&Retry::WORDS), &[Topic::BulkResume],
        "ended rows to try again: retryable (default), failed, nothing",
        |args, word| args.bulk.run.set_retry(&word);
    "jobs" = "N" NoWords, WITH_JOBS, "calls at a time (default: what rate and latency need)",
        |args, text| args.bulk.run.set_jobs(&text);
    "junit" = "FILE" File, WITH_JUNIT, "also write the results as JUnit XML",
        |args, file| once(&mut args.bulk.run.junit, file, "--junit: given twice");
    "out" / 'o' = "FILE" File, &[Topic::BulkReport], "write the report to this file (default: report.html in the folder)",
        |args, file| once(&mut args.bulk.run.out, file, "--out: given twice");
    "values" = "WHICH" Words(&Values::WORDS), &[Topic::BulkReport],
        "values in the report: changed (default: without host keys, phone numbers, custom attributes), all, none",
        |args, word| args.bulk.run.set_values(&word);
    "mask-users", &[Topic::BulkReport], "call users by their lines in the report",
        |args, _| on(&mut args.bulk.run.report.mask_users);
    "yes" / 'y', WITH_RUN, "do not ask", |args, _| on(&mut args.bulk.run.yes);
    "http-port" = "PORT" NoWords, &[Topic::Sandbox], "port without TLS (default: any free port)",
        |args, text| port(&mut args.sandbox.http_port, "http-port", &text);
    "https-port" = "PORT" NoWords, &[Topic::Sandbox], "port with TLS (default: any free port)",
        |args, text| port(&mut args.sandbox.https_port, "https-port", &text);
    "ca-file" = "FILE" File, &[Topic::Sandbox], "write the certificate to trust to this file (see option ca_file)",
        |args, file| set(&mut args.sandbox.ca_file, file);
    "plan" = "NAME" Words(SANDBOX_PLANS), &[Topic::Sandbox],
        "refuse requests above the rate limit of this plan: free, pro, business",
        |args, plan| match SANDBOX_PLANS.contains(&plan.as_str()) {
            true => set(&mut args.sandbox.plan, plan),
            false => Err("--plan: expected one of free, pro, business, none".to_owned()),
        };
    "users" = "FILE" File, &[Topic::Sandbox], "take the users from this CSV file; - is standard input",
        |args, file| set(&mut args.sandbox.users, file);
    "open", &[Topic::Sandbox], "open its page in the browser", |args, _| on(&mut args.sandbox.open);
    "option" = "N=VALUE" NoWords, CALLS, "set an option by its name (see zoomuser options)",
        |args, text| args.common.add_option(&text);
    "render" = "FORMAT" Words(FORMATS), &[Topic::Update, Topic::Request],
        "print the request, send nothing (see zoomuser help render)",
        |args, format| set(&mut args.common.render, format);
    "sandbox", &[Topic::List], "list the users of a temporary sandbox", |args, _| on(&mut args.common.sandbox);
    "sandbox", WITH_PLAN, "use a temporary sandbox that has the users of the file",
        |args, _| on(&mut args.common.sandbox);
    "sandbox", WITH_EXCHANGE, "send to a temporary sandbox and show everything", |args, _| on(&mut args.common.sandbox);
    "json", WITH_JOBS, "print events as JSON Lines", |args, _| on(&mut args.common.output.json);
    "json", WITH_RESULT, "print one JSON object (see zoomuser help json)", |args, _| on(&mut args.common.output.json);
    "json", WITH_JSON, "print JSON, for programs", |args, _| on(&mut args.common.output.json);
    "verbose" / 'v', WITH_EXCHANGE,
        "show the request, the response and each attempt; -vv also user ids, -vvv also fields (on standard error)",
        |args, _| args.common.output.more_verbose();
    "verbose" / 'v', WITH_LOG, "log each request on standard error; -vv logs more",
        |args, _| args.common.output.more_verbose();
    "quiet" / 'q', WITH_QUIET, "print nothing on success", |args, _| on(&mut args.common.output.quiet);
    "token-env" = "NAME" NoWords, WITH_TOKEN, "environment variable with the token (default: ZOOM_TOKEN)",
        |args, name| args.common.token_from(SecretSource::Env(name));
    "token-file" = "FILE" File, WITH_TOKEN, "file whose first line is the token",
        |args, file| args.common.token_from(SecretSource::File(file));
    "token-stdin", WITH_TOKEN, "read the token from the first line of standard input",
        |args, _| args.common.token_from(SecretSource::Stdin);
    "client-secret-env" = "NAME" NoWords, WITH_TOKEN, "environment variable with an app's client secret",
        |args, name| args.common.client_secret_from(SecretSource::Env(name));
    "client-secret-file" = "FILE" File, WITH_TOKEN, "file whose first line is an app's client secret",
        |args, file| args.common.client_secret_from(SecretSource::File(file));
    // Hidden, without a value: always an error that says how to give the secret.
    "token", CALLS, "", |_, _| Err(no_token("--token"));
    "client-secret", CALLS, "", |_, _| Err(no_client_secret("--client-secret"));
    "share-password", CALLS, "", |_, _| Err(no_share_password("--share-password"));
};

fn set(place: &mut Option<String>, value: String) -> Result<(), String> {
    *place = Some(value);
    Ok(())
}

fn on(place: &mut bool) -> Result<(), String> {
    *place = true;
    Ok(())
}

fn port(place: &mut u16, name: &str, value: &str) -> Result<(), String> {
    *place = value.parse().map_err(|_| format!("--{name}: expected a port from 0 (any that is free) to 65535"))?;
    Ok(())
}

impl Flag {
    /// Whether a command parses the flag. `check` and `render` take the command line of `update`, the commands of `bulk` the
    /// sources of a token, and those with a file the flags of `bulk check`.
    pub(crate) fn is_accepted_by(&self, topic: Topic) -> bool {
        let is_taken_over = match topic {
            Topic::Check | Topic::Render => self.topics.contains(&Topic::Update),
            Topic::BulkPlan | Topic::BulkApply => self.topics == WITH_TABLE || self.topics == WITH_TOKEN,
            Topic::BulkResume | Topic::BulkUndo => self.topics == WITH_TOKEN,
            _ => false,
        };
        self.topics.contains(&topic) || is_taken_over
    }
}

/// The flags that help, completions and man page show for a command.
pub(crate) fn documented(topic: Topic) -> impl Iterator<Item = &'static Flag> {
    FLAGS.iter().filter(move |flag| !flag.doc.is_empty() && flag.topics.contains(&topic))
}

/// The name of a library option on the command line.
pub(crate) fn dashed(option: &OptionInfo) -> String {
    option.name.replace('_', "-")
}

/// Whether the name alone turns a library option on.
pub(crate) fn is_switch(option: &OptionInfo) -> bool {
    matches!(option.kind, OptionKind::Switch) && option.default == "off"
}

/// Every flag that a command parses, also those that the help of another command documents.
pub(crate) fn accepted(topic: Topic) -> impl Iterator<Item = &'static Flag> {
    FLAGS.iter().filter(move |flag| !flag.doc.is_empty() && flag.is_accepted_by(topic))
}

/// The options of the library that are flags of a command: those that no flag of its own hides.
pub(crate) fn options_of(topic: Topic) -> impl Iterator<Item = &'static OptionInfo> {
    let is_hidden = move |option: &OptionInfo| accepted(topic).any(|flag| flag.long == dashed(option));
    library_options().filter(move |option| topic.takes_options() && !is_hidden(option))
}

/// The options of the library that are flags: all but secrets.
pub(crate) fn library_options() -> impl Iterator<Item = &'static OptionInfo> {
    OPTIONS.iter().filter(|option| option.kind != OptionKind::Secret)
}

pub(crate) fn option_completion(option: &OptionInfo) -> Completion {
    match option.kind {
        OptionKind::File => File,
        OptionKind::Choice(words) => Words(words),
        OptionKind::Switch => Words(&["on", "off"]),
        _ => NoWords,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zoomuser::Format;
    use zoomuser_import::program::Language;

    #[test]
    fn the_words_of_values_are_those_of_the_libraries() {
        assert_eq!(FORMATS, Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>());
        assert_eq!(LANGUAGES, Language::ALL.iter().map(|language| language.name()).collect::<Vec<_>>());
    }

    #[test]
    fn a_command_has_each_name_once() {
        for topic in Topic::all() {
            let flags = FLAGS.iter().filter(|flag| flag.is_accepted_by(topic));
            let mut names: Vec<String> = flags.map(|flag| flag.long.to_owned()).collect();
            names.extend(options_of(topic).map(dashed));
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{}", topic.name());
        }
    }
}

//! The help pages. Each fits a screen of 80 columns and 40 lines; the flags come from the table of flags.

pub(crate) mod completions;
pub(crate) mod man;

use crate::args::flags::{Flag, documented};
use crate::args::topic::Topic;
use crate::exit::EXITS;
use crate::text::wrap;

/// Where the descriptions of flags and arguments begin.
const DOC_COLUMN: usize = 21;
const WIDTH: usize = 79;

/// What to read after an error of the command line.
pub(crate) fn hint(topic: Topic) -> String {
    match topic {
        Topic::Help => "zoomuser --help".to_owned(),
        topic => format!("zoomuser help {}", topic.name()),
    }
}

pub(crate) fn page(topic: Topic) -> String {
    match topic {
        Topic::Json => return JSON.to_owned(),
        Topic::Help => return program(),
        Topic::Bulk => return format!("{}\n{}\n{}", usage(topic), rows(topic.commands()), introduction(topic)),
        _ => {}
    }
    let flags: String = documented(topic).map(|flag| row(&spelling(flag), flag.doc)).collect();
    let gap = if flags.is_empty() { "" } else { "\n" };
    format!("{}\n{}{gap}{flags}{}\n{}", usage(topic), introduction(topic), notes(topic), exits(topic))
}

/// `zoomuser update USER name=value... [options]`
pub(crate) fn usage(topic: Topic) -> String {
    let options = if documented(topic).next().is_some() { "[options]" } else { "" };
    let words = ["zoomuser", topic.name(), topic.arguments(), options];
    format!("{}\n", words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

fn program() -> String {
    let commands = rows(&Topic::COMMANDS);
    format!("{PROGRAM}\n{commands}  zoomuser --version\n\n{EXAMPLE}\n{}", exits(Topic::Help))
}

/// `  zoomuser check ...   validate an update`
fn rows(topics: &[Topic]) -> String {
    let row = |topic: &Topic| {
        let usage = format!("{} {}", topic.name(), topic.arguments());
        format!("  zoomuser {usage:27}  {}\n", topic.summary())
    };
    topics.iter().map(row).collect()
}

/// `-v, --verbose` or `--fields FILE`.
pub(crate) fn spelling(flag: &Flag) -> String {
    let short = flag.short.map(|short| format!("-{short}, ")).unwrap_or_default();
    let value = flag.value.map(|(name, _)| format!(" {name}")).unwrap_or_default();
    format!("{short}--{}{value}", flag.long)
}

fn row(name: &str, doc: &str) -> String {
    const NAME_WIDTH: usize = DOC_COLUMN - 4;
    if name.len() > NAME_WIDTH {
        return format!("  {name}  {doc}\n");
    }
    format!("  {name:NAME_WIDTH$}  {}\n", wrap(doc, WIDTH - DOC_COLUMN).join(&format!("\n{:DOC_COLUMN$}", "")))
}

/// The exit codes that a command can have.
fn exits(topic: Topic) -> String {
    let shown = |code: i32| match topic {
        Topic::Help => true,
        Topic::BulkPlan => code <= 4 || code == 11 || code == 12,
        Topic::BulkApply | Topic::BulkResume | Topic::BulkUndo => code <= 4 || code >= 12,
        Topic::BulkReport | Topic::BulkForget => code <= 3 || code == 15,
        Topic::Plan => code <= 11,
        Topic::Check | Topic::Render | Topic::Import | Topic::BulkCheck => code <= 3,
        Topic::Fields | Topic::Options | Topic::Completions | Topic::Man => code <= 2,
        Topic::Sandbox => code <= 3 || code == 9,
        _ => code <= 10,
    };
    let rows = EXITS.iter().filter(|exit| shown(exit.code));
    let rows: String = rows.map(|exit| format!("  {:2}  {}\n", exit.code, exit.meaning)).collect();
    format!("Exit codes\n{rows}")
}

const PROGRAM: &str = "Changes a Zoom user (PATCH /users/{userId}).\n";

const EXAMPLE: &str = "\
Try it without Zoom:
  zoomuser update jane@example.com dept=Research type=2 --sandbox
";

/// The text before the flags: what the command does, and its arguments.
pub(crate) const fn introduction(topic: Topic) -> &'static str {
    match topic {
        Topic::Update => {
            "  USER               id, e-mail address, or me for the token's own user
  name=value         text, converted to the type of the field (zoomuser fields)
  name:=JSON         JSON as given: type:=2, dept:=null
"
        }
        Topic::Check => {
            "\
Validates what zoomuser update would send, reports all problems and warnings,
and sends nothing. It takes the same arguments and needs no token. A first
argument without = is the user, whose id is validated too.

  name=value         text, converted to the type of the field (zoomuser fields)
  name:=JSON         JSON as given
"
        }
        Topic::Render => {
            "\
Prints the request that zoomuser update would send, and sends nothing. It takes
the same arguments and needs no token: the output has the variable ZOOM_TOKEN
in place of the token, a Postman collection zoom_token. Formats:

  curl               for a POSIX shell (default)
  curl-cmd           for cmd.exe, in a batch file or at the prompt
  curl-powershell    for PowerShell 5 and 7 on Windows
  postman            a collection, version 2.1
  json               one JSON object: method, url, headers, body or form
  http               the text of the request as it is sent
"
        }
        Topic::Import => {
            "\
Reads a curl command, or a Postman request, item or collection, and prints a
program that sends the same request. FILE is - for standard input. Defects of
the text are reported on standard error, and corrected if the meaning is clear.
A token in the text is never printed. Languages:

  command            zoomuser update, for a POSIX shell (default)
  c                  a program that uses zoomuser.h
  purebasic          a program that uses zoomuser.pbi
  python             a program that uses the module zoomuser
"
        }
        Topic::Plan => {
            "\
Reads the user and shows the old and the new value of each field, the effect on
licenses, and what cannot be confirmed after an update. Changes nothing. Needs
a token that may read users (scope user:read:user:admin, classic
user:read:admin or user:write:admin).

  name=value         text, converted to the type of the field (zoomuser fields)
  name:=JSON         JSON as given
"
        }
        Topic::Get => {
            "\
Reads a user and prints every name and value that Zoom returns, the values as
JSON. Names are those of GET: zoomuser fields NAME shows which one belongs to a
field. Needs a token that may read users (scope user:read:user:admin, classic
user:read:admin or user:write:admin).
"
        }
        Topic::List => {
            "\
Lists the users of the account, page by page. A CSV is UTF-8 with LF line ends;
a text that a spreadsheet would take for a formula gets an apostrophe in front.
Needs a token that may list users (scope user:read:list_users:admin, classic
user:read:admin or user:write:admin).
"
        }
        Topic::Doctor => {
            "\
Checks everything that an update needs, and changes nothing: the options; DNS,
connection, proxy, certificate and response of the token service (for apps) and
of the API; the clock, the token, its scopes, and the rate limit of the plan.
Sends at most one request for a token and one GET /users/me. The exit code is
that of the first check that failed; warnings are not failures.
"
        }
        Topic::Request => {
            "\
Sends a request and shows the response. PATH begins with / below the host
(/v2/users/me), else it is below base_url (users/me). Any 2xx is success.
"
        }
        Topic::Bulk => {
            "\
The file is CSV, JSON Lines or XLSX, with a column user_id, id or email and a
column for each field. More: zoomuser help bulk COMMAND
"
        }
        Topic::BulkCheck => {
            "\
Reads a file of users (CSV, JSON Lines or XLSX; - is standard input), reports
every problem with its line and column, and sends nothing. Needs no token.
A column user_id, id or email names the user; the others have names of fields
(zoomuser fields), custom_attributes.KEY, phone_numbers.LABEL, or the headers
of Zoom's portal. An empty cell leaves the field as it is.
"
        }
        Topic::BulkPlan => {
            "\
Checks the file, reads the users and shows what would change, line by line, and
what that does to licenses. Sends no update. Takes the options of bulk check,
and the token as zoomuser update.

"
        }
        Topic::BulkApply => {
            "\
Makes a plan, keeps it in a folder, asks, and sends what differs. The folder has
report.html, results.csv, failed.csv to mend and apply again, and what resume
and undo need.
Takes the options of bulk check, and the token as zoomuser update.

"
        }
        Topic::BulkResume => {
            "\
Goes on with a run that was interrupted, killed or stopped, from its own plan.
RUN is its folder or its file (default: the latest run here). No row is sent
twice unless it is named as in doubt. The token is given as for zoomuser update.

"
        }
        Topic::BulkUndo => {
            "\
Puts the old values back where the user still has those of the run, and says
what cannot be put back. RUN is the folder of the run or its file.

"
        }
        Topic::BulkReport => {
            "\
Writes report.html, results.csv, failed.csv and summary.json of a run again,
also of one that runs or was killed. The report is one page that loads nothing:
open it in a browser, print it, or send it.
"
        }
        Topic::BulkForget => {
            "\
Deletes the folder of a run: it has what was sent and the old values of users.
"
        }
        Topic::Fields => {
            "\
Lists the fields of a user that an update can set, or all details of some.

  [write-only]       GET never returns it
  [query]            sent in the query of the request, not in its body
  [deprecated]       deprecated by Zoom
"
        }
        Topic::Options => {
            "\
Lists the options of a call. On the command line each is --option name=value
or --name value with - for _, e.g. --timeout-ms 5000; a switch that is off is
turned on by its name alone, e.g. --confirm. Secrets have no flag.
"
        }
        Topic::Sandbox => {
            "\
Runs a stand-in for Zoom on this machine until Ctrl-C, with users that really
change, and faults selected by the user id or on its page, which shows users,
requests and responses as they come. Prints its addresses and how to use it.
Its certificate is also valid for api.zoom.us, so that requests to that host can
be tested: --connect-to api.zoom.us:443=127.0.0.1:PORT
"
        }
        Topic::Completions => {
            "\
Prints completions for bash, zsh, fish or powershell:

  bash        zoomuser completions bash > \\
                ~/.local/share/bash-completion/completions/zoomuser
  zsh         zoomuser completions zsh > _zoomuser   (in a folder of $fpath)
  fish        zoomuser completions fish > \\
                ~/.config/fish/completions/zoomuser.fish
  powershell  zoomuser completions powershell | Out-String | Invoke-Expression
"
        }
        Topic::Man => {
            "\
Prints the man page in roff. To read it: zoomuser man | man -l -
"
        }
        Topic::Help | Topic::Json => "",
    }
}

/// The text after the flags.
pub(crate) const fn notes(topic: Topic) -> &'static str {
    match topic {
        Topic::Update => {
            "
Each of zoomuser options is a flag too: --confirm, --only-changes, --timeout-ms
5000, --encoding multipart, ... The argument -- ends the options.
The token is never an argument, which other users of the machine could see. An
app uses ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET instead.
"
        }
        Topic::List => {
            "
Columns: id, email, first_name, last_name, display_name, type, dept, timezone,
status, role_id, last_login_time; the message for a wrong name lists all others.
"
        }
        Topic::Import => {
            "
The programs read the token from the environment variable ZOOM_TOKEN, and the
user from ZOOM_USER if the text leaves it open, e.g. as :userId. Members of the
JSON: ok, exit_code, user_id, language, program, defects [{field, message}].
"
        }
        Topic::BulkCheck => {
            "
Members of the JSON: ok, exit_code, file, rows, bad_rows, problem_count,
problems [{line, field, message}], warning_count, warnings, notes.
"
        }
        Topic::Fields => {
            "
The JSON is a list of objects: name, type, limits, help, place, deprecated (what
to use instead), excludes, needs, read_back (the name in GET), choices (value,
meaning).
"
        }
        Topic::Options => {
            "
The JSON is a list of objects: name, flag, takes, default, help.
"
        }
        Topic::Sandbox => {
            "
Members of the JSON: base_url, http_base_url, page_url, ca_file, token,
token_url, app, users (null with --users). The file of --users has a header with
email and other names as zoomuser list prints them, and one user a line.
"
        }
        _ => "",
    }
}

const JSON: &str = "\
--json prints one JSON object on standard output, after a failure too.
Unknown values are null; the token is never in it.

  ok               true: done
  exit_code        as zoomuser --help lists them
  user_id          the user as given
  status, name     the library's status, e.g. 44 and \"REJECTED\"; null if the
                   command line is wrong
  message, hint    what happened, what to do about it
  problems         [{field, message}] errors; nothing was sent
  warnings         [{field, message}]
  attempts         number of requests sent
  waited_ms        time spent on rate limiting and between attempts
  elapsed_ms       time of the whole call

Of Zoom's response (null if there was none):
  http_status      e.g. 204
  reason           its text, e.g. \"No Content\"
  api_code, api_message, tracking_id, retry_after_ms
  field_errors     [{field, message}]
  headers          [{name, value}]
  body, body_hex   text, or hexadecimal digits if it is not UTF-8

  rendered         with render or --render: the request as text
  user             get: the user
  fields           [{field, outcome, old, new, seen}] if the user was read
  effects          plan: [{field, message}] changes of licenses
  checks           doctor: [{name, url, outcome, message, hint}]

With --sandbox (sent also with --verbose):
  sent             [{request_line, headers, body, body_hex}] each attempt
  before, after    the user; null: no such user

list, import, bulk, fields, options and sandbox: see their help.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_fits_a_screen() {
        for topic in Topic::all().chain([Topic::Json]) {
            let page = page(topic);
            assert!(page.lines().count() <= 40, "{} has {} lines:\n{page}", topic.name(), page.lines().count());
            for line in page.lines() {
                assert!(line.chars().count() <= 80 && line.is_ascii() && !line.ends_with(' '), "{line}");
            }
        }
    }

    #[test]
    fn every_page_has_every_flag_of_its_command() {
        for topic in Topic::all().filter(|topic| *topic != Topic::Help) {
            for flag in documented(topic) {
                assert!(page(topic).contains(&spelling(flag)), "{}: {}", topic.name(), flag.long);
            }
        }
    }
}

//! The help pages. Each fits a screen of 80 columns and 40 lines.

use crate::exit::EXITS;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Update,
    Check,
    Render,
    Import,
    Plan,
    Get,
    Doctor,
    Request,
    Fields,
    Options,
    Sandbox,
    Program,
    Json,
}

impl Topic {
    /// The commands.
    pub(crate) const COMMANDS: [Self; 12] = [
        Self::Update,
        Self::Check,
        Self::Render,
        Self::Import,
        Self::Plan,
        Self::Get,
        Self::Doctor,
        Self::Request,
        Self::Fields,
        Self::Options,
        Self::Sandbox,
        Self::Program,
    ];

    /// The word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Check => "check",
            Self::Render => "render",
            Self::Import => "import",
            Self::Plan => "plan",
            Self::Get => "get",
            Self::Doctor => "doctor",
            Self::Request => "request",
            Self::Fields => "fields",
            Self::Options => "options",
            Self::Sandbox => "sandbox",
            Self::Program => "help",
            Self::Json => "json",
        }
    }
}

/// Where to read on after a refusal.
pub(crate) fn hint(topic: Topic) -> String {
    match topic {
        Topic::Program => "zoomuser --help".to_owned(),
        topic => format!("zoomuser help {}", topic.name()),
    }
}

/// The page.
pub(crate) fn page(topic: Topic) -> String {
    match topic {
        Topic::Program => format!("{PROGRAM}{}", exits(|_| true)),
        Topic::Update => format!("{UPDATE}{}", exits(|code| code <= 10)),
        Topic::Check => format!("{CHECK}{}", exits(|code| code <= 3)),
        Topic::Render => format!("{RENDER}{}", exits(|code| code <= 3)),
        Topic::Import => format!("{IMPORT}{}", exits(|code| code <= 3)),
        Topic::Plan => format!("{PLAN}{}", exits(|_| true)),
        Topic::Get => format!("{GET}{}", exits(|code| code <= 10)),
        Topic::Doctor => format!("{DOCTOR}{}", exits(|code| code <= 10)),
        Topic::Request => format!("{REQUEST}{}", exits(|code| code <= 10)),
        Topic::Fields => format!("{FIELDS}{}", exits(|code| code <= 2)),
        Topic::Options => format!("{OPTIONS}{}", exits(|code| code <= 2)),
        Topic::Sandbox => format!("{SANDBOX}{}", exits(|code| code <= 2 || code == 9)),
        Topic::Json => JSON.to_owned(),
    }
}

fn exits(shown: impl Fn(i32) -> bool) -> String {
    let rows = EXITS.iter().filter(|exit| shown(exit.code));
    let rows: String = rows.map(|exit| format!("  {:2}  {}\n", exit.code, exit.meaning)).collect();
    format!("\nExit codes\n{rows}")
}

const PROGRAM: &str = "\
Changes a Zoom user (PATCH /users/{userId}).

  zoomuser update USER name=value...   change a user
  zoomuser check [USER] name=value...  say what is wrong, send nothing
  zoomuser render USER name=value...   the request as curl, Postman, ...
  zoomuser import FILE                 a curl command or Postman item, as ours
  zoomuser plan USER name=value...     read the user, say what would change
  zoomuser get USER                    read a user
  zoomuser doctor                      look for what keeps updates from Zoom
  zoomuser request METHOD PATH         send any request as it is given
  zoomuser fields [NAME...]            the fields of a user
  zoomuser options                     the options of a call
  zoomuser sandbox                     run a stand-in for Zoom on this machine
  zoomuser help COMMAND                more about a command; also: help json
  zoomuser --version

Try it without Zoom:
  zoomuser update jane@example.com dept=Research type=2 --sandbox
";

const UPDATE: &str = "\
zoomuser update USER name=value... [options]

  USER               id, e-mail address, or me for the token's own user
  name=value         text, made into what the field is (see zoomuser fields)
  name:=JSON         JSON as it is: type:=2, dept:=null, division_ids:='[\"a\"]'

  --option N=VALUE   one of zoomuser options, e.g. --option encoding=multipart
  --NAME VALUE       the same: --timeout-ms 5000, --encoding multipart, ...
  --verify           read before and after; success is confirmed by reading
  --only-changes     read before, send only what differs
  --sandbox          send to a stand-in of its own and show everything
  --render FORMAT    print the request, send nothing; see zoomuser help render
  --json             one JSON object (see zoomuser help json)
  -v, --verbose      show what was sent and came back, and each attempt;
                     -vv also user ids, -vvv also fields (on standard error)
  -q, --quiet        print nothing on success
  --                 no more options follow

The token is never an argument: those are visible to every user of the machine.
  --token-env NAME   from this environment variable (usual: ZOOM_TOKEN)
  --token-file FILE  the first line of this file
  --token-stdin      the first line of standard input
An app gets its own: ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, or
  --account-id, --client-id, --client-secret-env NAME, --client-secret-file FILE
";

const CHECK: &str = "\
zoomuser check [USER] name=value... [options]

Judges what zoomuser update would send, tells all problems and warnings at
once, and sends nothing. Takes the same words; needs no token. A first word
without = is the user, whose id is then judged too.

  name=value         text, made into what the field is (see zoomuser fields)
  name:=JSON         JSON as it is
  --option N=VALUE   one of zoomuser options, e.g. --option encoding=multipart
  --json             one JSON object (see zoomuser help json)
  -q, --quiet        print nothing on success
";

const RENDER: &str = "\
zoomuser render USER name=value... [--as FORMAT] [options]

Prints the request that zoomuser update would send, and sends nothing. Takes
the same words; needs no token and prints none: the variable ZOOM_TOKEN stands
in its place, in a collection zoom_token.

  --as curl             for a POSIX shell (usual)
  --as curl-cmd         for cmd.exe, in a batch file or at the prompt
  --as curl-powershell  for PowerShell 5 and 7 on Windows
  --as postman          a collection, version 2.1
  --as json             one JSON object: method, url, headers, body or form
  --as http             the text of the request as it is sent

  --option N=VALUE      one of zoomuser options, e.g. encoding=multipart
  --json                one JSON object with rendered (see zoomuser help json)
";

const IMPORT: &str = "\
zoomuser import FILE [--to LANGUAGE] [--json]

Reads a curl command, or a Postman request, item or collection, and prints the
program that does the same. FILE is - for standard input. What is wrong with
the text is told on standard error, and mended where its meaning is plain. A
token in the text is never printed.

  --to command     zoomuser update, for a POSIX shell (usual)
  --to c           a program over zoomuser.h
  --to purebasic   a program over zoomuser.pbi
  --to python      a program over the module zoomuser
  --json           one JSON object: ok, exit_code, user_id, language, program,
                   defects [{field, message}]

The programs take the token from the environment variable ZOOM_TOKEN, and the
user from ZOOM_USER where the text leaves it open, e.g. as :userId.
";

const PLAN: &str = "\
zoomuser plan USER name=value... [options]

Reads the user and shows old and new side by side, what becomes of licences,
and what cannot be verified afterwards. Sends nothing but the reading; needs a
token that may read users (scope user:read:user:admin, classic user:read:admin).

  name=value         text, made into what the field is (see zoomuser fields)
  name:=JSON         JSON as it is

  --option, --sandbox, --json, -v, -q and the sources of the token are those of
  zoomuser update. With -q only the exit code tells.
";

const GET: &str = "\
zoomuser get USER [options]

Reads a user and prints every name and value that Zoom shows, the values as
JSON. Names are those of reading: zoomuser fields NAME says which belongs to a
field. Needs a token that may read users (scope user:read:user:admin, classic
name user:read:admin).

  --json             one JSON object (see zoomuser help json), the user in it

  --option, --sandbox, -v, -q and the sources of the token are those of zoomuser
  update.
";

const DOCTOR: &str = "\
zoomuser doctor [options]

Looks at what an update needs, in this order, and changes nothing: the options;
of the token service (for apps) and of the API the name, the connection, the
proxy, the certificate and the answer; the clock, the token, its scopes, and
Zoom's rate beside the plan. Sends at most one request for a token and one
GET /users/me. Warnings do not count as failures.

  --json             one JSON object (see zoomuser help json), checks in it

  --option, --sandbox, -v, -q and the sources of the token are those of zoomuser
  update. The exit code is that of the first check that failed.
";

const REQUEST: &str = "\
zoomuser request METHOD PATH [options]

Sends one request as it is given and shows the answer. PATH begins with / below
the host (/v2/users/me), else below base_url (users/me). Any 2xx is success.

  --header 'N: V'    a header; --header @FILE takes the lines of a file, where
                     an Authorization of your own may stand
  --data TEXT        the body; --data @FILE takes the bytes of a file
  --form name=value  a part of a multipart/form-data body, in this order
  --part JSON        the same with more to say, all of it optional: name,
                     value or file, file_name, content_type, charset
  --render FORMAT    print the request, send nothing; see zoomuser help render

  --option, --sandbox, --json, -v, -q and the sources of the token are those of
  zoomuser update.
";

const FIELDS: &str = "\
zoomuser fields [NAME...] [--json]

Lists the fields of a user that an update can set, or tells all about some.

  [write-only]   Zoom takes it and never shows it
  [query]        goes into the query of the request, not into its body
  [deprecated]   Zoom wants another one
  --json         a JSON list of objects: name, type, limits, help, place,
                 deprecated (what to use instead), excludes, needs,
                 read_back (under which name), choices (value, meaning)
";

const OPTIONS: &str = "\
zoomuser options [--json]

Lists the options of a call. On the command line each is --option name=value
or --name value with - for _, e.g. --timeout-ms 5000; a switch that is off is
turned on by its name alone, e.g. --verify. Only secrets are not.

  --json         a JSON list of objects: name, flag, takes, default, help
";

const SANDBOX: &str = "\
zoomuser sandbox [--http-port N] [--https-port N] [--ca-file FILE]
                 [--plan NAME] [--json]

Runs a stand-in for Zoom on this machine until Ctrl-C: users that really
change, and faults that are asked for by user id. Prints where it is and how
to use it. Its certificate is good for api.zoom.us too, so that requests to
that host can be tried here: --connect-to api.zoom.us:443=127.0.0.1:PORT

  --http-port N      port without TLS; any free one where none is given
  --https-port N     port with TLS
  --ca-file FILE     where to write the certificate to trust (option ca_file)
  --plan NAME        free, pro or business: refuse what is more than it allows
  --json             one JSON object: base_url, http_base_url, ca_file, token,
                     token_url, app, users
";

const JSON: &str = "\
--json prints one JSON object on standard output, after a failure too.
What is not known is null; the token is never in it.

  ok               true: done
  exit_code        as zoomuser --help lists them
  user_id          the user as given
  status, name     the library's status, e.g. 44 and \"REJECTED\"; null where
                   the command line itself is wrong
  message, remedy  what happened, what to do about it
  problems         [{field, message}] what stopped it before sending
  warnings         [{field, message}] what did not stop it
  attempts         how many times it was sent; 0: not at all
  waited_ms        time spent waiting for a turn or between attempts
  elapsed_ms       time of the whole call

and of Zoom's answer, null where there was none:
  http_status      e.g. 204
  reason           the words after it, e.g. \"No Content\"
  api_code, api_message, tracking_id, retry_after_ms
  field_errors     [{field, message}]
  headers          [{name, value}]
  body, body_hex   text, or where it is not UTF-8 hexadecimal digits

  rendered         with render or --render: the request as text
  user             get: the user
  fields           [{field, outcome, old, new, seen}] what reading found
  effects          plan: [{field, message}] what becomes of licences
  checks           doctor: [{name, url, outcome, message, remedy}]

and with --sandbox, the first also with --verbose:
  sent             [{request_line, headers, body, body_hex}] each attempt
  before, after    the user as reading shows it; null: no such user
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_fits_a_screen() {
        for topic in Topic::COMMANDS.into_iter().chain([Topic::Json]) {
            let page = page(topic);
            assert!(page.lines().count() <= 40, "{} has {} lines", topic.name(), page.lines().count());
            for line in page.lines() {
                assert!(line.chars().count() <= 80 && line.is_ascii() && !line.ends_with(' '), "{line}");
            }
        }
    }
}

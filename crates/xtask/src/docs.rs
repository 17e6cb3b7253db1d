//! The pages of the documentation that are tables of the catalogue.

use crate::tables::c_name;
use zoomuser::Status;
use zoomuser::answer::error::REFUSALS;
use zoomuser::answer::fault::FAULTS;
use zoomuser::answer::token_refusal::TOKEN_REFUSALS;
use zoomuser::send::options::OPTIONS;
use zoomuser::update::fields::{FIELDS, Field, Kind, Place, ReadBack};
use zoomuser::update::related::RELATED;

const MADE: &str = "<!-- Made by `cargo xtask header` from the core library; do not edit. -->\n\n";

/// `docs/errors.md`.
pub(crate) fn errors() -> String {
    let mut out = format!(
        "{MADE}# Errors\n\n\
         Every call ends in one status, the same number in every language. 1-19 are the caller's, 20-39 are the way to \
         Zoom, 40-59 are Zoom's, 90-99 are this library's. The numbers never change.\n\n\
         | number | in C | meaning | the same call may succeed later |\n| --- | --- | --- | --- |\n"
    );
    for status in Status::ALL {
        let later = if status.is_retryable() { "yes" } else { "" };
        out.push_str(&format!("| {} | `{}` | {} | {later} |\n", status.code(), c_name(*status), status.text()));
    }
    out.push_str(
        "\n## What goes wrong with TLS and proxies\n\n\
         What the message says, often with more behind it, and the remedy. TLS faults on the way to a proxy are \
         `ZOOM_E_PROXY`. See [network.md](network.md).\n\n\
         | status | message | remedy |\n| --- | --- | --- |\n",
    );
    for fault in FAULTS {
        out.push_str(&format!("| `{}` | {} | {} |\n", c_name(fault.status), fault.what, fault.remedy));
    }
    out.push_str(
        "\n## What Zoom's answers mean\n\n\
         Success of an update is a completely received 204 and nothing else; of a request of your own any completely \
         received 2xx. Zoom's codes are not unique, so HTTP status, code and \
         message decide together; the first row that fits counts. The answer stays readable after a failure: HTTP \
         status, code, message, field errors, headers and body.\n\n\
         An answer whose head came counts even if its body did not come whole: the status is the one below, and a \
         warning says what is missing. Of a body the first mebibyte is read. A head of more than 128 lines or 64 KiB is \
         given up as `ZOOM_E_UNEXPECTED`, as is one that is not well-formed HTTP; there is no answer to read then.\n\n\
         | HTTP | Zoom's code | message contains | status | remedy |\n| --- | --- | --- | --- | --- |\n",
    );
    for row in REFUSALS {
        let http = http_range(row.http);
        let code = row.code.map(|code| code.to_string()).unwrap_or_default();
        out.push_str(&format!("| {http} | {code} | {} | `{}` | {} |\n", row.says, c_name(row.status), row.remedy));
    }
    out.push_str(
        "\n## What the token service's answers mean\n\n\
         An app that gets its own tokens may be refused there; nothing was sent to the API then. The service says a reason \
         and an error instead of a code; the first row that fits counts.\n\n\
         | HTTP | words contain | status | remedy |\n| --- | --- | --- | --- |\n",
    );
    for row in TOKEN_REFUSALS {
        let (http, status) = (http_range(row.http), c_name(row.status));
        out.push_str(&format!("| {http} | {} | `{status}` | {} |\n", row.says, row.remedy));
    }
    out.push_str(
        "\nRows with a code come from Zoom's description of the operation, or from reports of its users. Nothing here was \
         tried against the live service.\n",
    );
    out
}

fn http_range(range: (u16, u16)) -> String {
    match range {
        (0, _) => "any other".to_owned(),
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    }
}

/// `docs/fields.md`.
pub(crate) fn fields() -> String {
    let mut out = format!(
        "{MADE}# Fields\n\n\
         What `PATCH /users/{{userId}}` takes, as Zoom's OpenAPI file of December 2025 describes it. Lengths count \
         Unicode code points. Where Zoom documents no limit there is none here. A value of the wrong type or outside its \
         limits is an error of the check; time zones, languages, countries, the form of `manager` and Chinese names are \
         warnings, because what is documented of them is not complete.\n"
    );
    for (place, title, words) in [
        (Place::Body, "In the body", ""),
        (Place::Query, "In the query", "Set like the others; they go into the query of the URL.\n\n"),
    ] {
        out.push_str(&format!("\n## {title}\n\n{words}| field | type | limits | read back as | what it is |\n| --- | --- | --- | --- | --- |\n"));
        for field in FIELDS.iter().filter(|field| field.place == place) {
            out.push_str(&field_line(field));
        }
    }
    out.push_str("\n## Choices\n\n");
    for field in FIELDS {
        let choices: Vec<(String, &str)> = match field.kind {
            Kind::IntegerChoice(choices) => choices.iter().map(|(value, what)| (value.to_string(), *what)).collect(),
            Kind::TextChoice(choices) => choices.iter().map(|(value, what)| (format!("\"{value}\""), *what)).collect(),
            _ => continue,
        };
        out.push_str(&format!("`{}`:\n\n| value | meaning |\n| --- | --- |\n", field.name));
        for (value, what) in choices {
            out.push_str(&format!("| {value} | {what} |\n"));
        }
        out.push('\n');
    }
    out.push_str(
        "## Names that belong elsewhere\n\n\
         The check refuses them and says where they belong, because Zoom answers 204 to most of them and changes nothing. \
         The scopes are those of an administrator's app; operations of a user's own app have the same name without `:admin`, \
         where there is one.\n\n\
         | name | instead | with | scope | classic name |\n| --- | --- | --- | --- | --- |\n",
    );
    for related in RELATED {
        let name = if related.name.ends_with('.') { format!("{}*", related.name) } else { related.name.to_owned() };
        let with = related.endpoint.map_or(" | | |".to_owned(), |endpoint| {
            format!(" `{}` | `{}` | `{}` |", endpoint.operation, endpoint.scope, endpoint.classic)
        });
        out.push_str(&format!("| `{name}` | {} |{with}\n", related.instead));
    }
    out
}

fn field_line(field: &Field) -> String {
    let read_back = match field.read_back {
        ReadBack::Same => "",
        ReadBack::As(name) => name,
        ReadBack::Never => "-",
    };
    let limits = match field.kind {
        Kind::IntegerChoice(_) | Kind::TextChoice(_) => "see below".to_owned(),
        _ => field.limits(),
    };
    let mut what = field.help.to_owned();
    if !field.deprecated.is_empty() {
        what.push_str(&format!("; deprecated, use `{}`", field.deprecated));
    }
    if !field.excludes.is_empty() {
        what.push_str(&format!("; not together with `{}`", field.excludes.join("`, `")));
    }
    format!("| `{}` | {} | {limits} | {read_back} | {what} |\n", field.name, field.kind.json_type())
}

/// `docs/options.md`.
pub(crate) fn options() -> String {
    let mut out = format!(
        "{MADE}# Options\n\n\
         The same names in every language: `zoom_client_set`, `options_json`, `--option name=value`. Every value may be \
         given as text; an empty text puts an option back to its default. Times are in milliseconds.\n\n\
         | option | takes | default | what it does |\n| --- | --- | --- | --- |\n"
    );
    for option in OPTIONS {
        out.push_str(&format!("| `{}` | {} | {} | {} |\n", option.name, option.takes(), option.default, option.help));
    }
    out.push_str(
        "\n## What is read from the environment\n\n\
         Unless the option `proxy` is set: `HTTPS_PROXY`, else `ALL_PROXY`, and `NO_PROXY`, each also in lower case, \
         which comes first; on Windows, where these name no proxy, the user's proxy settings. `SSL_CERT_FILE` and \
         `SSL_CERT_DIR` say where the system's certificate authorities are. Nothing else is used by the library; the command \
         line reads `ZOOM_TOKEN`, or `ZOOM_ACCOUNT_ID`, `ZOOM_CLIENT_ID` and `ZOOM_CLIENT_SECRET`. \
         [network.md](network.md) tells all about proxies and certificates.\n\n\
         ## Another place to connect to\n\n\
         `connect_to` changes where connections are made and nothing else: the name that is looked up in the certificate, the \
         header Host, the token's rules and `NO_PROXY` stay those of the host in `base_url`, or in `token_url` where a token is \
         asked for. HOST and ADDRESS are names or addresses, IPv6 ones in brackets; both ports must be given, and the first \
         rule that fits counts. Through a proxy, the proxy is asked to connect to ADDRESS:PORT. Plain http still goes to this \
         machine only.\n\n\
         ## Limits inside limits\n\n\
         `deadline_ms` bounds the whole call, `timeout_ms` one attempt in it, `connect_timeout_ms` in turn the making of \
         a connection (looking up the name, connecting, the proxy, TLS). The message of `ZOOM_E_TIMEOUT` names the one \
         that ended the call. Tokens, `plan` and repetitions: [unattended.md](unattended.md).\n",
    );
    out
}

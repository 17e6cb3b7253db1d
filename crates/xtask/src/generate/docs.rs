//! The tables of the documentation pages, from those in core.

use super::names::choices;
use crate::c_api::constants::c_name;
use crate::files::read;
use crate::parts::replaced;
use zoomuser::Status;
use zoomuser::internal::error_mapping::ERROR_MAPPINGS;
use zoomuser::internal::fault::NetworkFault;
use zoomuser::internal::options::OPTIONS;
use zoomuser::internal::related::RELATED;
use zoomuser::internal::retried;
use zoomuser::internal::schema::{FIELDS, Field, Kind, Place, ReadBack};
use zoomuser::internal::token_error_mapping::TOKEN_ERROR_MAPPINGS;
use zoomuser_cli::exit::EXITS;

/// A table with these columns.
fn table(columns: &[&str], rows: impl Iterator<Item = String>) -> String {
    let line = "| --- ".repeat(columns.len());
    format!("| {} |\n{line}|\n{}", columns.join(" | "), rows.collect::<String>())
}

/// `docs/errors.md`.
pub(crate) fn errors() -> Result<String, String> {
    let statuses = Status::ALL.iter().map(|status| {
        let later = if status.is_retryable() { "yes" } else { "" };
        let (name, text, retried) = (c_name(*status), status.text(), retried(*status));
        format!("| {} | `{name}` | {text} | {retried} | {later} |\n", status.code())
    });
    let faults = NetworkFault::ALL.iter();
    let faults = faults.map(|fault| {
        let retried = if fault.is_transient() { "yes" } else { "" };
        format!("| `{}` | {} | {} | {retried} |\n", c_name(fault.status()), fault.what(), fault.hint())
    });
    let mappings = ERROR_MAPPINGS.iter().map(|row| {
        let code = row.code.map(|code| code.to_string()).unwrap_or_default();
        let (http, by, says, status) = (http_range(row.http), row.by, row.says, c_name(row.status));
        format!("| {http} | {code} | {by} | {says} | `{status}` | {} |\n", row.hint)
    });
    let token_mappings = TOKEN_ERROR_MAPPINGS
        .iter()
        .map(|row| format!("| {} | {} | `{}` | {} |\n", http_range(row.http), row.says, c_name(row.status), row.hint));
    let parts = [
        table(
            &["number", "in C", "meaning", "retried within a call", "retryable: the same call may succeed later"],
            statuses,
        ),
        table(&["status", "message", "hint", "retried within a call"], faults),
        table(&["HTTP", "Zoom's code", "the response is", "message contains", "status", "hint"], mappings),
        table(&["HTTP", "reason or error contains", "status", "hint"], token_mappings),
    ];
    page("docs/errors.md", &parts)
}

/// `docs/command-line.md`.
pub(crate) fn exit_codes() -> Result<String, String> {
    let rows = EXITS.iter().map(|exit| {
        let statuses: Vec<String> = exit.statuses().map(|status| format!("`{}`", c_name(status))).collect();
        format!("| {} | {} | {} |\n", exit.code, exit.meaning, statuses.join(", "))
    });
    page("docs/command-line.md", &[table(&["exit code", "meaning", "statuses"], rows)])
}

fn page(path: &str, parts: &[String]) -> Result<String, String> {
    replaced(&read(path)?, parts).map_err(|why| format!("{path}: {why}"))
}

fn http_range(range: (u16, u16)) -> String {
    match range {
        (0, _) => "any other".to_owned(),
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    }
}

/// `docs/fields.md`.
pub(crate) fn fields() -> Result<String, String> {
    let place = |place| {
        let fields = FIELDS.iter().filter(move |field| field.place == place);
        table(&["field", "type", "limits", "read back as", "description"], fields.map(field_line))
    };
    let related = RELATED.iter().map(|related| {
        let name = if related.name.ends_with('.') { format!("{}*", related.name) } else { related.name.to_owned() };
        let with = related.endpoint.map_or(" | | |".to_owned(), |endpoint| {
            format!(" `{}` | `{}` | `{}` |", endpoint.operation, endpoint.scope, endpoint.classic)
        });
        format!("| `{name}` | {} |{with}\n", related.instead)
    });
    let choices: Vec<String> = FIELDS.iter().filter_map(choices_of).collect();
    let parts = [
        place(Place::Body),
        place(Place::Query),
        choices.join("\n"),
        table(&["name", "use instead", "operation", "scope", "classic name"], related),
    ];
    page("docs/fields.md", &parts)
}

fn choices_of(field: &'static Field) -> Option<String> {
    let choices = choices(&field.kind);
    let rows = choices.iter().map(|(_, value, what)| format!("| {value} | {what} |\n"));
    (!choices.is_empty()).then(|| format!("`{}`:\n\n{}", field.name, table(&["value", "meaning"], rows)))
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
pub(crate) fn options() -> Result<String, String> {
    let rows = OPTIONS
        .iter()
        .map(|option| format!("| `{}` | {} | {} | {} |\n", option.name, option.takes(), option.default, option.help));
    page("docs/options.md", &[table(&["option", "value", "default", "description"], rows)])
}

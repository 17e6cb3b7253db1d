//! `zoomuser fields` and `zoomuser options`: the tables of fields and options, as text or JSON.

use crate::args::flags::dashed;
use crate::output::json::{lines, some, to_text};
use crate::text::{column_width, wrap};
use serde_json::{Value, json};
use zoomuser::internal::options::{OPTIONS, OptionInfo, OptionKind};
use zoomuser::internal::schema::{FIELDS, Field, Kind, Place, ReadBack, field};

/// The table of all fields lists no more choices than these.
const MAX_LISTED_CHOICES: usize = 6;

/// All fields as a table, or some of them in detail.
pub(crate) fn fields(names: &[String], json: bool) -> String {
    let named: Vec<&Field> = names.iter().filter_map(|name| field(name)).collect();
    let selected = if named.is_empty() { FIELDS.iter().collect() } else { named.clone() };
    if json {
        return lines(selected.into_iter().map(field_json));
    }
    if named.is_empty() {
        let rows = FIELDS.iter().map(|field| {
            [field.name.to_owned(), field.kind.json_type().to_owned(), short_limits(field), marked_help(field)]
        });
        return table(["name", "type", "limits", "help"], [28, 38], rows);
    }
    named.into_iter().map(detail).collect::<Vec<_>>().join("\n")
}

/// All options as a table.
pub(crate) fn options(json: bool) -> String {
    if json {
        return lines(OPTIONS.iter().map(option_json));
    }
    let rows = OPTIONS.iter().map(|info| {
        let default = if info.default.is_empty() { "-" } else { info.default };
        let mut help = info.help.to_owned();
        if info.kind == OptionKind::Secret {
            help.push_str("; not on the command line: see zoomuser help update");
        }
        [info.name.to_owned(), default.to_owned(), info.takes(), help]
    });
    table(["name", "default", "takes", "help"], [24, 36], rows)
}

/// Four columns; the last two are wrapped at these widths.
fn table(titles: [&str; 4], [third, fourth]: [usize; 2], rows: impl Iterator<Item = [String; 4]>) -> String {
    let rows: Vec<[String; 4]> = std::iter::once(titles.map(str::to_owned)).chain(rows).collect();
    let first = column_width(rows.iter().map(|[name, ..]| name));
    let second = column_width(rows.iter().map(|[_, text, ..]| text));
    let mut out = String::new();
    for [name, text, limits, help] in &rows {
        let (limits, help) = (wrap(limits, third), wrap(help, fourth));
        for line in 0..limits.len().max(help.len()) {
            let (name, text) = if line == 0 { (name.as_str(), text.as_str()) } else { ("", "") };
            let cell = |cells: &[String]| cells.get(line).cloned().unwrap_or_default();
            let row = format!("{name:first$}  {text:second$}  {:third$}  {}", cell(&limits), cell(&help));
            out.push_str(row.trim_end());
            out.push('\n');
        }
    }
    out
}

fn short_limits(field: &Field) -> String {
    match choices(field).len() {
        0..=MAX_LISTED_CHOICES => field.limits(),
        count => format!("{count} choices: see fields {}", field.name),
    }
}

/// The help, and marks for where the field is sent and whether it is deprecated.
fn marked_help(field: &Field) -> String {
    let mut help = field.help.to_owned();
    if field.place == Place::Query {
        help.push_str(" [query]");
    } else if field.read_back == ReadBack::Never {
        help.push_str(" [write-only]");
    }
    if !field.deprecated.is_empty() {
        help.push_str(&format!(" [deprecated: use {}]", field.deprecated));
    }
    help
}

/// The choices of a field, each with its meaning.
fn choices(field: &Field) -> Vec<(Value, &'static str)> {
    match field.kind {
        Kind::TextChoice(choices) => choices.iter().map(|(value, means)| ((*value).into(), *means)).collect(),
        Kind::IntegerChoice(choices) => choices.iter().map(|(value, means)| ((*value).into(), *means)).collect(),
        _ => Vec::new(),
    }
}

fn detail(field: &Field) -> String {
    let choices: Vec<_> = choices(field).iter().map(|(value, means)| (to_text(value), *means)).collect();
    let read_back = match field.read_back {
        ReadBack::Same => "under the same name".to_owned(),
        ReadBack::As(name) => format!("as {name}"),
        ReadBack::Never => "never".to_owned(),
    };
    let facts = [
        ("type", field.kind.json_type().to_owned()),
        ("limits", if choices.is_empty() { field.limits() } else { String::new() }),
        ("goes into", place(field).to_owned()),
        ("excludes", field.excludes.join(", ")),
        ("needs", field.needs.to_owned()),
        ("deprecated", if field.deprecated.is_empty() { String::new() } else { format!("use {}", field.deprecated) }),
        ("read back", read_back),
    ];
    let mut out = format!("{}: {}\n", field.name, field.help);
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        out.push_str(&format!("  {name:10}  {fact}\n"));
    }
    let width = column_width(choices.iter().map(|(value, _)| value));
    for (i, (value, means)) in choices.iter().enumerate() {
        out.push_str(&format!("  {:10}  {value:width$}  {means}\n", if i == 0 { "choices" } else { "" }));
    }
    out
}

fn place(field: &Field) -> &'static str {
    match field.place {
        Place::Body => "body",
        Place::Query => "query",
    }
}

fn field_json(field: &Field) -> Value {
    let choices = choices(field);
    let choice = |(value, means): &(Value, &str)| json!({"value": value, "meaning": means});
    json!({
        "name": field.name,
        "type": field.kind.json_type(),
        "limits": field.limits(),
        "help": field.help,
        "place": place(field),
        "deprecated": some(field.deprecated),
        "excludes": field.excludes,
        "needs": some(field.needs),
        "read_back": match field.read_back {
            ReadBack::Same => Some(field.name),
            ReadBack::As(name) => Some(name),
            ReadBack::Never => None,
        },
        "choices": (!choices.is_empty()).then(|| choices.iter().map(choice).collect::<Value>()),
    })
}

fn option_json(info: &OptionInfo) -> Value {
    json!({
        "name": info.name,
        "flag": (info.kind != OptionKind::Secret).then(|| format!("--{}", dashed(info))),
        "takes": info.takes(),
        "default": some(info.default),
        "help": info.help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_fit_a_wide_terminal() {
        for text in [fields(&[], false), options(false)] {
            for line in text.lines() {
                assert!(line.chars().count() <= 120, "{line}");
                assert!(!line.ends_with(' ') && line.is_ascii(), "{line}");
            }
        }
    }

    #[test]
    fn the_details_of_a_field_list_every_choice() {
        let text = fields(&["zoom_one_type".to_owned(), "phone_number".to_owned()], false);
        assert!(text.contains("576460752303423488  Education Enterprise Student\n"), "{text}");
        assert!(text.contains("  needs       phone_country\n"), "{text}");
    }
}

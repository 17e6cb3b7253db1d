//! `zoomuser fields` and `zoomuser options`: the catalogue for people and for programs.

use crate::json::{Object, lines, list, quoted};
use crate::veil::Veil;
use crate::words::dashed;
use zoomuser::send::options::{OPTIONS, OptionInfo};
use zoomuser::update::fields::{FIELDS, Field, Kind, Place, ReadBack, field};

/// More choices than these are told only when their field is asked for.
const MOST_CHOICES: usize = 6;

/// All fields as a table, or some of them in detail.
pub(crate) fn fields(names: &[String], json: bool) -> String {
    let named: Vec<&Field> = names.iter().filter_map(|name| field(name)).collect();
    let asked = if named.is_empty() { FIELDS.iter().collect() } else { named.clone() };
    if json {
        return lines(asked.into_iter().map(field_json));
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
        if info.name == "token" {
            help.push_str("; not on the command line: see zoomuser help update");
        }
        [info.name.to_owned(), default.to_owned(), info.takes(), help]
    });
    table(["name", "default", "takes", "help"], [24, 36], rows)
}

/// Four columns; the last two are broken into lines of these widths.
fn table(titles: [&str; 4], widths: [usize; 2], rows: impl Iterator<Item = [String; 4]>) -> String {
    let rows: Vec<[String; 4]> = std::iter::once(titles.map(str::to_owned)).chain(rows).collect();
    let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
    let first = widest(&mut rows.iter().map(|[name, ..]| name));
    let second = widest(&mut rows.iter().map(|[_, text, ..]| text));
    let third = widths[0];
    let mut out = String::new();
    for [name, text, limits, help] in &rows {
        let (limits, help) = (wrapped(limits, widths[0]), wrapped(help, widths[1]));
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

/// A text in lines of at most `width` characters, broken at blanks where there are some.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// A text of at most `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(3)).collect();
    format!("{start}...")
}

fn short_limits(field: &Field) -> String {
    match choices(field).len() {
        0..=MOST_CHOICES => field.limits(),
        count => format!("{count} choices: see fields {}", field.name),
    }
}

/// The help with everything else that matters when setting the field.
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

/// What a field with choices takes, as JSON, with what it means.
fn choices(field: &Field) -> Vec<(String, &'static str)> {
    match field.kind {
        Kind::TextChoice(choices) => choices.iter().map(|(value, means)| (quoted(value), *means)).collect(),
        Kind::IntegerChoice(choices) => choices.iter().map(|(value, means)| (value.to_string(), *means)).collect(),
        _ => Vec::new(),
    }
}

fn detail(field: &Field) -> String {
    let choices = choices(field);
    let place = match field.place {
        Place::Body => "body",
        Place::Query => "query",
    };
    let read_back = match field.read_back {
        ReadBack::Same => "under the same name".to_owned(),
        ReadBack::As(name) => format!("as {name}"),
        ReadBack::Never => "never".to_owned(),
    };
    let facts = [
        ("type", field.kind.json_type().to_owned()),
        ("limits", if choices.is_empty() { field.limits() } else { String::new() }),
        ("goes into", place.to_owned()),
        ("excludes", field.excludes.join(", ")),
        ("needs", field.needs.to_owned()),
        ("deprecated", if field.deprecated.is_empty() { String::new() } else { format!("use {}", field.deprecated) }),
        ("read back", read_back),
    ];
    let mut out = format!("{}: {}\n", field.name, field.help);
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        out.push_str(&format!("  {name:10}  {fact}\n"));
    }
    let width = choices.iter().map(|(value, _)| value.len()).max().unwrap_or(0);
    for (i, (value, means)) in choices.iter().enumerate() {
        out.push_str(&format!("  {:10}  {value:width$}  {means}\n", if i == 0 { "choices" } else { "" }));
    }
    out
}

fn field_json(field: &Field) -> String {
    let veil = Veil::none();
    let texts = |names: &[&str]| list(names.iter().map(|name| quoted(name)));
    let choices = choices(field);
    let choice = |(value, means): &(String, &str)| Object::new(&veil).raw("value", value).text("meaning", means).end();
    Object::new(&veil)
        .text("name", field.name)
        .text("type", field.kind.json_type())
        .text("limits", &field.limits())
        .text("help", field.help)
        .text("place", if field.place == Place::Query { "query" } else { "body" })
        .some_text("deprecated", field.deprecated)
        .raw("excludes", texts(field.excludes))
        .some_text("needs", field.needs)
        .some_text(
            "read_back",
            match field.read_back {
                ReadBack::Same => field.name,
                ReadBack::As(name) => name,
                ReadBack::Never => "",
            },
        )
        .some("choices", (!choices.is_empty()).then(|| list(choices.iter().map(choice))))
        .end()
}

fn option_json(info: &OptionInfo) -> String {
    let flag = if info.name == "token" { String::new() } else { format!("--{}", dashed(info)) };
    Object::new(&Veil::none())
        .text("name", info.name)
        .some_text("flag", &flag)
        .text("takes", &info.takes())
        .some_text("default", info.default)
        .text("help", info.help)
        .end()
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
    fn every_choice_is_told_where_it_is_asked_for() {
        let text = fields(&["zoom_one_type".to_owned(), "phone_number".to_owned()], false);
        assert!(text.contains("576460752303423488  Education Enterprise Student\n"), "{text}");
        assert!(text.contains("  needs       phone_country\n"), "{text}");
    }
}

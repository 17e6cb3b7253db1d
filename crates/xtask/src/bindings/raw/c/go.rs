//! Go: a header for cgo, and statuses, options and fields as constants.

use super::super::{NOTICE, each};
use super::CONVENTION;
use crate::c_api::{Api, statuses};

/// `bindings/go/raw.h`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    let declarations = super::types(api) + &each(api.utf8_functions(), super::declaration);
    format!(
        "// {NOTICE}

#ifndef ZOOMUSER_RAW_H
#define ZOOMUSER_RAW_H

{CONVENTION}
{declarations}
#endif
"
    )
}

/// `bindings/go/names.go`.
pub(in crate::bindings) fn names(api: &Api) -> String {
    let statuses =
        statuses().map(|(_, name, number)| (format!("Status{}", go_name(name)), format!("Status = {number}")));
    let names = |go_prefix: &'static str, prefix: &'static str| {
        let names = api.texts_of(prefix);
        names.map(move |(name, value)| (format!("{go_prefix}{}", go_name(name)), format!("= \"{value}\"")))
    };
    format!(
        "// {NOTICE}\n\npackage zoomuser\n\nconst abiVersion = {}\n{}{}{}",
        api.abi_version,
        constants("The statuses, as in docs/errors.md.", statuses),
        constants("The names of the options, as in docs/options.md.", names("Opt", "ZOOM_OPT_")),
        constants("The names of the fields, as in docs/fields.md.", names("Field", "ZOOM_FIELD_")),
    )
}

/// Constants in columns, as gofmt aligns them.
fn constants(what: &str, constants: impl Iterator<Item = (String, String)>) -> String {
    let lines: Vec<(String, String)> = constants.collect();
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    format!("\n// {what}\nconst (\n{})\n", each(lines, |(name, rest)| format!("\t{name:<width$} {rest}\n")))
}

/// `TIMEOUT_MS` as `TimeoutMS`: what is an abbreviation stays in capitals.
fn go_name(name: &str) -> String {
    const ABBREVIATIONS: &[&str] =
        &["API", "CA", "CMS", "DNS", "ID", "IDS", "IO", "JSON", "MS", "OK", "PMI", "TLS", "TSP", "URL"];
    let word = |word: &str| match word {
        "IDS" => "IDs".to_owned(),
        word if ABBREVIATIONS.contains(&word) => word.to_owned(),
        word => word.chars().take(1).chain(word.chars().skip(1).map(|letter| letter.to_ascii_lowercase())).collect(),
    };
    name.split('_').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_go() {
        for (name, expected) in [("TIMEOUT_MS", "TimeoutMS"), ("DIVISION_IDS", "DivisionIDs"), ("E", "E"), ("OK", "OK")]
        {
            assert_eq!(go_name(name), expected);
        }
    }
}

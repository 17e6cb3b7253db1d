//! Go: a header for cgo, and statuses, options and fields as constants.

use super::{NOTICE, c};
use crate::bindings::header::Header;

/// `bindings/go/raw.h`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n\n#ifndef ZOOMUSER_RAW_H\n#define ZOOMUSER_RAW_H\n\n");
    text.push_str("#include <stddef.h>\n#include <stdint.h>\n\n");
    text.push_str(
        "#if defined(_WIN32) && !defined(_WIN64)\n#define ZOOM_CALL __stdcall\n#else\n#define ZOOM_CALL\n#endif\n\n",
    );
    let functions = c::utf8_functions(header).map(c::declaration).collect::<String>();
    text.push_str(&(c::types() + &functions).replace("CALL ", "ZOOM_CALL "));
    text.push_str("\n#endif\n");
    text
}

/// `bindings/go/names.go`.
pub(in crate::bindings) fn names(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n\npackage zoomuser\n\n");
    text.push_str(&format!("const abiVersion = {}\n", header.abi_version()));
    let statuses = header.statuses().map(|(name, number)| {
        let short = name.trim_start_matches("ZOOM_").trim_start_matches("E_");
        (format!("Status{} Status", go_name(short)), number.to_string())
    });
    text.push_str(&constants("The statuses, as in docs/errors.md.", statuses));
    for (prefix, go_prefix, what) in [
        ("ZOOM_OPT_", "Opt", "The names of the options, as in docs/options.md."),
        ("ZOOM_FIELD_", "Field", "The names of the fields, as in docs/fields.md."),
    ] {
        let names = header.texts.iter().filter_map(|text| {
            let short = text.name.strip_prefix(prefix)?;
            Some((format!("{go_prefix}{}", go_name(short)), format!("\"{}\"", text.value)))
        });
        text.push_str(&constants(what, names));
    }
    text
}

fn constants(what: &str, constants: impl Iterator<Item = (String, String)>) -> String {
    let lines: Vec<(String, String)> = constants.collect();
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    // Name and type stand in columns of their own, as gofmt has them.
    let line = |(name, value): &(String, String)| match name.split_once(' ') {
        Some((name, kind)) => {
            format!("\t{name:<width$} {kind} = {value}\n", width = width - kind.len() - 1)
        }
        None => format!("\t{name:<width$} = {value}\n"),
    };
    format!("\n// {what}\nconst (\n{})\n", lines.iter().map(line).collect::<String>())
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

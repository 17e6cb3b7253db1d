//! What programs rely on, at one revision: sets of lines, which are compared as they are.

use std::collections::BTreeSet;

/// A set of lines of one kind.
pub(super) struct Surface {
    pub(super) what: &'static str,
    pub(super) lines: BTreeSet<String>,
}

/// The files that are read, as they were or are.
pub(super) struct Files {
    /// `abi/symbols.txt`.
    pub(super) symbols: String,
    /// `include/zoomuser.h`.
    pub(super) header: String,
    /// `docs/options.md` and `docs/fields.md`.
    pub(super) options: String,
    pub(super) fields: String,
}

/// Everything that can be read from files.
pub(super) fn of_files(files: &Files) -> Vec<Surface> {
    let symbols = files.symbols.lines().filter(|line| !line.starts_with('#'));
    let symbols = symbols.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    let header = declarations(&files.header);
    let is_status = |line: &String| line.starts_with("#define ZOOM_E_") || line.starts_with("#define ZOOM_OK ");
    let (statuses, others): (BTreeSet<String>, BTreeSet<String>) = header.into_iter().partition(is_status);
    vec![
        Surface { what: "exported functions", lines: symbols },
        Surface { what: "declarations of the header", lines: others },
        Surface { what: "status numbers", lines: statuses },
        Surface { what: "options: name, type, default", lines: rows(&files.options, "option", 3) },
        Surface { what: "fields: name, type, limits", lines: rows(&files.fields, "field", 3) },
    ]
}

/// The declarations and constants of a C header, each in one line, without comments and without the version itself.
fn declarations(header: &str) -> BTreeSet<String> {
    let code = without_comments(header);
    let mut found = BTreeSet::new();
    let mut declaration = String::new();
    for line in code.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(constant) = line.strip_prefix("#define ") {
            let line = format!("#define {}", words(constant));
            if !line.starts_with("#define ZOOM_VERSION") {
                found.insert(line);
            }
        } else if !line.starts_with('#') && !line.starts_with("extern \"C\"") && line != "}" {
            declaration.push_str(line);
            declaration.push(' ');
            if line.ends_with(';') {
                found.insert(words(&declaration));
                declaration.clear();
            }
        }
    }
    found
}

fn without_comments(code: &str) -> String {
    let mut parts = code.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    out
}

/// A line with one space between its words.
fn words(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first cells of the rows of the tables whose first column has this name.
fn rows(page: &str, column: &str, cells: usize) -> BTreeSet<String> {
    let mut is_inside = false;
    let mut found = BTreeSet::new();
    for line in page.lines() {
        match line.strip_prefix("| ") {
            Some(row) if is_inside && row.starts_with('`') => {
                found.insert(
                    row.split(" | ").take(cells).map(|cell| cell.replace('`', "")).collect::<Vec<_>>().join(" | "),
                );
            }
            Some(row) => is_inside = row.starts_with(&format!("{column} | ")) || (is_inside && row.starts_with("---")),
            None => is_inside = false,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_have_one_line_each_and_no_comments() {
        let header = "/* a\n#define X 1 */\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n#define ZOOM_VERSION \"1.2.3\"\n\
                      #define ZOOM_OK   0     /* fine,\n   really */\n/** doc */\nint zoom_a(int one,\n           int two);\n\
                      typedef struct zoom_b zoom_b;\n#ifdef __cplusplus\n}\n#endif\n";
        let found: Vec<String> = declarations(header).into_iter().collect();
        assert_eq!(found, ["#define ZOOM_OK 0", "int zoom_a(int one, int two);", "typedef struct zoom_b zoom_b;"]);
    }

    #[test]
    fn a_row_has_the_cells_that_matter() {
        let page = "| other | a |\n| --- | --- |\n| `x` | y |\n\n\
                    | option | value |\n| --- | --- |\n| `plan` | free, pro | pro | text |\n";
        assert_eq!(rows(page, "option", 3).into_iter().collect::<Vec<_>>(), ["plan | free, pro | pro"]);
    }
}

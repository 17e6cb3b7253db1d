//! COBOL in fixed format: a compiler ignores what stands behind column 72.

use crate::command::root;
use crate::files;

const COLUMNS: usize = 72;
const PAGE: &str = "docs/cobol.md";

/// Lines of the page's blocks and of the sources that are too long.
pub(super) fn check() -> Result<Vec<String>, String> {
    let mut wrong = of_page(&files::read(PAGE)?);
    for folder in ["bindings/cobol", "examples/cobol"] {
        for path in files::entries(&root().join(folder))? {
            if path.extension().is_some_and(|end| end == "cbl" || end == "cpy") {
                let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
                wrong.extend(too_long(&shown, (1..).zip(files::read(&path)?.lines())));
            }
        }
    }
    Ok(wrong)
}

/// Those in the blocks of COBOL.
fn of_page(text: &str) -> Vec<String> {
    let mut is_cobol = false;
    let inside = (1..).zip(text.lines()).filter(|(_, line)| {
        is_cobol = if is_cobol { *line != "```" } else { *line == "```cobol" };
        is_cobol
    });
    too_long(PAGE, inside)
}

fn too_long<'a>(path: &str, lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<String> {
    let long = lines.filter(|(_, line)| line.chars().count() > COLUMNS);
    long.map(|(number, _)| format!("{path}:{number}: expected COBOL in at most {COLUMNS} columns")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_in_blocks_of_cobol_are_limited() {
        let (long, fits) = ("x".repeat(73), "x".repeat(72));
        let page =
            format!("{long}\n```cobol\n{fits}\n{long}\n```\n{long}\n```sh\n{long}\n```\n```cobol\n{long}\n```\n");
        let expected = [4, 11].map(|line| format!("docs/cobol.md:{line}: expected COBOL in at most 72 columns"));
        assert_eq!(of_page(&page), expected);
    }
}

//! How long a file and how full a folder may be.

use std::collections::BTreeMap;

/// Lines in a file.
const MAX_LINES: usize = 450;
/// Source files in a folder.
const MAX_FILES: usize = 12;

/// Files and folders that are too large, by path, each with what is wrong.
pub(super) fn too_large(files: &[(String, String)]) -> BTreeMap<String, String> {
    let mut wrong = BTreeMap::new();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, text) in files {
        let lines = text.lines().count();
        if lines > MAX_LINES {
            wrong.insert(path.clone(), format!("{lines} lines, expected at most {MAX_LINES}: split it"));
        }
        *folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    for (folder, count) in folders.into_iter().filter(|(_, count)| *count > MAX_FILES) {
        wrong.insert(folder.to_owned(), format!("{count} files, expected at most {MAX_FILES}: make folders"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_450_lines_and_12_files() {
        let files = |count: usize, lines: usize| -> Vec<(String, String)> {
            (0..count).map(|i| (format!("a/{i}.rs"), "x\n".repeat(lines))).collect()
        };
        assert_eq!(too_large(&files(12, 450)), BTreeMap::new());
        assert_eq!(too_large(&files(13, 1)).into_keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!(too_large(&files(1, 451)).into_keys().collect::<Vec<_>>(), ["a/0.rs"]);
    }
}

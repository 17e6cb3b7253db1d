//! Recognizes JSON whose quotes a shell changed.

/// Advice for text that is not valid JSON because of the shell, it seems; else "".
pub(crate) fn advice(json: &str, otherwise: &str) -> String {
    let json = json.trim();
    let is_word = !json.is_empty() && json.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'));
    let is_bare = json.starts_with(['{', '[']) || is_word;
    if json.starts_with('\'') {
        format!("; the shell left the quotes ' in, as cmd.exe does: {otherwise}")
    } else if is_bare && !json.contains('"') {
        format!("; it holds no \": it seems that the shell took the quotes: {otherwise}")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_a_shell_changed_are_recognized() {
        for json in ["{dept:X}", "[{country:GB}]", "Research", "Grüße an alle", "[a]"] {
            assert!(advice(json, "x").contains("took the quotes"), "{json}");
        }
        assert!(advice("'[\"a\"]'", "x").contains("left the quotes"));
        for json in ["", "{\"a\":", "\"a", "{\"a\":b}", "+1"] {
            assert_eq!(advice(json, "x"), "", "{json}");
        }
    }
}

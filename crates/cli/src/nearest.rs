//! The word that was probably meant.

/// The candidate nearest to `word`, if it is near enough to be a slip of it. `-` and `_` are the same here.
pub(crate) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer words are no slips of a known one.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', '-'], "");
    let wanted = plain(word);
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().min(word.len()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `; the nearest is ...`, or nothing.
pub(crate) fn hint<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(word, candidates).map(|near| format!("; the nearest is {near}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_others_are_not() {
        let words = || ["update", "check", "fields", "timeout-ms"].into_iter();
        assert_eq!(nearest("updat", words()), Some("update"));
        assert_eq!(nearest("timeout_ms", words()), Some("timeout-ms"));
        assert_eq!(nearest("delete", words()), None);
        assert_eq!(nearest(&"update".repeat(20), words()), None);
    }
}

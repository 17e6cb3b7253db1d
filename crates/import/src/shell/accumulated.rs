//! Values that each begin with all earlier ones, as in some generated examples.

/// The minimum number of such values that cannot be a coincidence.
const MIN_VALUES: usize = 4;

/// Where each value's own text begins, if each value is the previous one with more text appended.
pub(crate) fn boundaries(values: &[&str]) -> Option<Vec<usize>> {
    if values.len() < MIN_VALUES {
        return None;
    }
    let mut boundaries = vec![0];
    for pair in values.windows(2) {
        let [before, value] = pair else { return None };
        if value.len() <= before.len() || !value.starts_with(before) {
            return None;
        }
        boundaries.push(before.len());
    }
    Some(boundaries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_complete_chain_is_recognized() {
        assert_eq!(boundaries(&["a", "ab", "abüc", "abücd"]), Some(vec![0, 1, 2, 5]));
        assert_eq!(boundaries(&["", "a", "ab", "abc"]), Some(vec![0, 0, 1, 2]));
        for values in [
            &["a", "ab", "abc"][..],
            &["a", "a", "a", "a"],
            &["a", "ab", "abc", "xabcd"],
            &["a", "ab", "ab", "abc"],
            &["1", "12", "2", "23"],
        ] {
            assert_eq!(boundaries(values), None, "{values:?}");
        }
    }
}

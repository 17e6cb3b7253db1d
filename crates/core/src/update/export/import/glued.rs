//! Values that each begin with all earlier ones, as some generated samples have them.

/// So many values are not glued by chance.
const FEWEST: usize = 4;

/// Where each value's own text begins, if each one begins with the whole of the one before it and goes on.
pub(super) fn seams(values: &[&str]) -> Option<Vec<usize>> {
    if values.len() < FEWEST {
        return None;
    }
    let mut seams = vec![0];
    for pair in values.windows(2) {
        let [before, value] = pair else { return None };
        if value.len() <= before.len() || !value.starts_with(before) {
            return None;
        }
        seams.push(before.len());
    }
    Some(seams)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_chain_is_glued() {
        assert_eq!(seams(&["a", "ab", "abüc", "abücd"]), Some(vec![0, 1, 2, 5]));
        assert_eq!(seams(&["", "a", "ab", "abc"]), Some(vec![0, 0, 1, 2]));
        for values in [
            &["a", "ab", "abc"][..],
            &["a", "a", "a", "a"],
            &["a", "ab", "abc", "xabcd"],
            &["a", "ab", "ab", "abc"],
            &["1", "12", "2", "23"],
        ] {
            assert_eq!(seams(values), None, "{values:?}");
        }
    }
}

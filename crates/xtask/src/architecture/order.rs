//! Circles between files, and uses that go up among the folders of the core library.

use super::modules::Use;
use std::collections::{BTreeMap, BTreeSet};

/// Uses of a folder by one that stands before it in `order`.
pub(super) fn upward(uses: &BTreeSet<Use>, order: &[&str]) -> Vec<Use> {
    let place = |file: &str| {
        let room = file.split('/').next().map(|room| room.trim_end_matches(".rs"));
        order.iter().position(|name| Some(*name) == room)
    };
    let goes_up = |one: &&Use| place(&one.from).zip(place(&one.to)).is_some_and(|(from, to)| to > from);
    uses.iter().filter(goes_up).cloned().collect()
}

/// Uses that are part of a circle.
pub(super) fn circular(uses: &BTreeSet<Use>) -> Vec<Use> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in uses {
        next.entry(&one.from).or_default().insert(&one.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|file| (*file, reachable(file, &next))).collect();
    let leads_back = |one: &&Use| reached.get(one.to.as_str()).is_some_and(|files| files.contains(one.from.as_str()));
    uses.iter().filter(leads_back).cloned().collect()
}

fn reachable<'a>(from: &'a str, next: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        for to in next.get(file).into_iter().flatten() {
            if found.insert(*to) {
                open.push(to);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(pairs: &[(&str, &str)]) -> BTreeSet<Use> {
        let one = |(from, to): &(&str, &str)| Use { from: (*from).into(), to: (*to).into(), name: "x".into() };
        pairs.iter().map(one).collect()
    }

    fn pairs(uses: &[Use]) -> Vec<(&str, &str)> {
        uses.iter().map(|one| (one.from.as_str(), one.to.as_str())).collect()
    }

    #[test]
    fn circles_of_any_length_are_found_and_nothing_else() {
        let found =
            circular(&uses(&[("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "a"), ("f", "g"), ("g", "f")]));
        assert_eq!(pairs(&found), [("a", "b"), ("b", "c"), ("c", "a"), ("f", "g"), ("g", "f")]);
        assert_eq!(circular(&uses(&[("a", "b"), ("a", "c"), ("b", "c")])), []);
    }

    #[test]
    fn uses_that_go_up_are_found() {
        let all = uses(&[
            ("text.rs", "net/tcp.rs"),
            ("net/tcp.rs", "text.rs"),
            ("net/a.rs", "net/b.rs"),
            ("lib.rs", "net/a.rs"),
        ]);
        assert_eq!(pairs(&upward(&all, &["text", "net"])), [("text.rs", "net/tcp.rs")]);
    }
}

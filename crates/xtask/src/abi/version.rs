//! Which part of the version must change.

use std::fmt::{self, Display};

/// A version of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(u32, u32, u32);

/// How far two revisions differ for programs that use the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    Nothing,
    Additions,
    Breaking,
}

impl Version {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.').map(|number| number.parse().ok());
        let version = Self(numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(version)
    }

    /// The least version that may follow this one, and the part that changes in it. Before 1.0 the minor version stands for
    /// what the major version stands for later, as in Cargo and in the name of the shared library.
    pub(super) fn after(self, change: Change) -> (&'static str, Self) {
        let Self(major, minor, patch) = self;
        match (major, change) {
            (0, Change::Breaking) => ("minor", Self(0, minor + 1, 0)),
            (_, Change::Breaking) => ("major", Self(major + 1, 0, 0)),
            (1.., Change::Additions) => ("minor", Self(major, minor + 1, 0)),
            _ => ("patch", Self(major, minor, patch + 1)),
        }
    }
}

impl Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_1_0_the_minor_version_stands_for_the_major_one() {
        let after = |text: &str, change| {
            let (part, version) = Version::parse(text).expect("a version").after(change);
            format!("{part} {version}")
        };
        assert_eq!(after("0.1.9", Change::Breaking), "minor 0.2.0");
        assert_eq!(after("0.1.9", Change::Additions), "patch 0.1.10");
        assert_eq!(after("1.2.3", Change::Breaking), "major 2.0.0");
        assert_eq!(after("1.2.3", Change::Additions), "minor 1.3.0");
        assert_eq!(after("1.2.3", Change::Nothing), "patch 1.2.4");
        assert!(Version::parse("0.10.0") > Version::parse("0.9.9"));
        assert_eq!(Version::parse("1.2"), None);
    }
}

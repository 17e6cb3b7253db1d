//! How a row ended.

/// How a row ended. The outcomes of a run add up to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowOutcome {
    /// Zoom answered 204; the user was not read afterwards.
    Sent,
    /// Zoom answered 204, and reading the user shows the new values.
    Applied,
    /// The user had all values already; nothing was sent.
    Already,
    /// Zoom answered 204, but reading the user does not show the new values.
    Ignored,
    /// Zoom answered 204; reading never shows the fields.
    Unverifiable,
    /// The check found an error; nothing was sent.
    Refused,
    /// Zoom or the network refused the update.
    Failed,
    /// The user no longer had the values of the plan; nothing was sent.
    Drifted,
    /// An undo left the user alone, since somebody changed the values after the run.
    Kept,
    /// The row was left out by an option.
    Skipped,
    /// The run ended between sending the request and recording the response.
    InDoubt,
    /// The run ended before the row.
    NotTried,
}

impl RowOutcome {
    /// Every outcome.
    pub const ALL: [Self; 12] = [
        Self::Sent,
        Self::Applied,
        Self::Already,
        Self::Ignored,
        Self::Unverifiable,
        Self::Refused,
        Self::Failed,
        Self::Drifted,
        Self::Kept,
        Self::Skipped,
        Self::InDoubt,
        Self::NotTried,
    ];

    /// The word in results.csv, summary.json and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Applied => "applied",
            Self::Already => "already",
            Self::Ignored => "ignored",
            Self::Unverifiable => "unverifiable",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Drifted => "drifted",
            Self::Kept => "kept",
            Self::Skipped => "skipped",
            Self::InDoubt => "in-doubt",
            Self::NotTried => "not-tried",
        }
    }

    /// The outcome of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }

    /// Whether somebody has to look at the row: it failed, or it is not known how it ended. Rows that were not tried belong
    /// to a run that is resumed, and rows that were left out are so by the user's wish.
    pub const fn is_problem(self) -> bool {
        matches!(self, Self::Ignored | Self::Refused | Self::Failed | Self::Drifted | Self::InDoubt)
    }

    /// Whether the user is as the row wishes, as far as can be known.
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Sent | Self::Applied | Self::Already | Self::Unverifiable)
    }
}

/// How many rows ended in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([u64; RowOutcome::ALL.len()]);

impl Counts {
    /// Counts one row more.
    pub fn add(&mut self, outcome: RowOutcome) {
        if let Some(count) = self.0.get_mut(outcome as usize) {
            *count += 1;
        }
    }

    /// Counts one row less, which was counted before.
    pub fn remove(&mut self, outcome: RowOutcome) {
        if let Some(count) = self.0.get_mut(outcome as usize) {
            *count = count.saturating_sub(1);
        }
    }

    /// Sets the rows that ended in this way.
    pub fn set(&mut self, outcome: RowOutcome, rows: u64) {
        if let Some(count) = self.0.get_mut(outcome as usize) {
            *count = rows;
        }
    }

    /// The rows that ended in this way.
    pub fn get(&self, outcome: RowOutcome) -> u64 {
        self.0.get(outcome as usize).copied().unwrap_or_default()
    }

    /// All rows.
    pub fn total(&self) -> u64 {
        self.0.iter().fold(0, |sum, rows| sum.saturating_add(*rows))
    }

    /// Every outcome with its rows.
    pub fn iter(&self) -> impl Iterator<Item = (RowOutcome, u64)> {
        RowOutcome::ALL.into_iter().zip(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_its_word() {
        for (i, outcome) in RowOutcome::ALL.into_iter().enumerate() {
            assert_eq!((outcome as usize, RowOutcome::of_word(outcome.word())), (i, Some(outcome)));
        }
        let mut counts = Counts::default();
        counts.add(RowOutcome::NotTried);
        counts.add(RowOutcome::Failed);
        counts.remove(RowOutcome::Failed);
        assert_eq!((counts.total(), counts.get(RowOutcome::NotTried)), (1, 1));
    }
}

//! Requests counted by day, by a calendar that may be set back and forth.

/// Days that are remembered.
const KEPT: usize = 3;

/// The requests of some days, each day counted from 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Days(Vec<Day>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) number: u64,
    pub(crate) used: u64,
}

impl Days {
    pub(crate) fn of(mut days: Vec<Day>) -> Self {
        days.sort_unstable_by_key(|day| day.number);
        days.drain(..days.len().saturating_sub(KEPT));
        Self(days)
    }

    pub(crate) fn all(&self) -> &[Day] {
        &self.0
    }

    /// The requests of a day.
    pub(crate) fn used(&self, today: u64) -> u64 {
        self.0.iter().find(|day| day.number == today).map_or(0, |day| day.used)
    }

    /// Counts a request. If the calendar was ahead and is set back, the day that had begun counts it too, so that no day is
    /// counted short.
    pub(crate) fn add(&mut self, today: u64) {
        self.at_least(today, 0);
        for day in self.0.iter_mut().filter(|day| day.number >= today) {
            day.used = day.used.saturating_add(1);
        }
    }

    /// Takes back a request that was counted on a day and not sent. Later days may have begun since.
    pub(crate) fn take_back(&mut self, counted: u64) {
        for day in self.0.iter_mut().filter(|day| day.number == counted) {
            day.used = day.used.saturating_sub(1);
        }
    }

    /// Sets the requests of a day, unless more are counted.
    pub(crate) fn at_least(&mut self, today: u64, used: u64) {
        if let Some(day) = self.0.iter_mut().find(|day| day.number == today) {
            day.used = day.used.max(used);
            return;
        }
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        let place = self.0.partition_point(|day| day.number < today);
        self.0.insert(place, Day { number: today, used });
    }

    /// The greater count of each day.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for day in &other.0 {
            self.at_least(day.number, day.used);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(days: &mut Days, today: u64, count: u64) -> u64 {
        (0..count).for_each(|_| days.add(today));
        days.used(today)
    }

    #[test]
    fn a_calendar_set_back_and_forth_clears_no_count() {
        let mut days = Days::default();
        assert_eq!(counted(&mut days, 20_000, 100), 100);
        assert_eq!(counted(&mut days, 19_999, 10), 10, "a day back");
        assert_eq!(counted(&mut days, 20_000, 1), 111, "and forth: those of the wrong day are counted too");
        assert_eq!(counted(&mut days, 20_001, 5), 5, "a day ahead");
        assert_eq!(counted(&mut days, 20_000, 1), 112, "and back");
        assert_eq!(counted(&mut days, 20_001, 1), 7);
        assert_eq!(counted(&mut days, 20_002, 1), 1, "a new day begins at nothing");
        assert_eq!(days.all().len(), KEPT);
    }

    #[test]
    fn what_the_server_counted_is_the_least() {
        let mut days = Days::default();
        days.at_least(5, 40);
        days.at_least(5, 30);
        assert_eq!(counted(&mut days, 5, 1), 41);
        days.take_back(5);
        assert_eq!(days.used(5), 40);
        let mut other = Days::of((0..5).map(|number| Day { number, used: 1 }).collect());
        assert_eq!(other.all().first().map(|day| day.number), Some(2));
        other.absorb(&days);
        assert_eq!(other.used(5), 40);
    }
}

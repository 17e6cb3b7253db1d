//! The share of the rate that is left to this store's callers when others use the account too.
//!
//! A request that is refused although the rate was kept shows that somebody else uses the account. The share then falls to
//! seven tenths, rises back within some seconds, stays near the value at which it fell, and only then rises further (the
//! curve of TCP CUBIC). Callers who know nothing of each other settle at equal shares in this way.

/// What is left of a share that falls.
const CUT: f64 = 0.7;
/// What is left of it if it falls again for one of the first requests after a fall, within some seconds: then many use
/// the account.
const DEEP_CUT: f64 = 0.4;
const FIRST_REQUESTS: usize = 5;
const DEEP_CUT_US: u64 = 5_000_000;
/// A single refusal within this time is put down to delays on the way, if nobody else seems to use the account.
const SINGLE_US: u64 = 10_000_000;
/// A share that falls before it has reached its former peak makes room for a caller who came later.
const MAKE_ROOM: f64 = 0.85;
/// The smallest share.
const MIN_SHARE: f64 = 0.01;
/// The time in which a share rises back, in seconds: at least the first, at most the second, and as long as so many requests take.
const RISE_S: (f64, f64) = (15.0, 60.0);
const RISE_REQUESTS: f64 = 60.0;
/// How long the share does not rise after a response that says that none are left.
const RECOVERY_PAUSE_US: u64 = 1_000_000;
/// The scale of the peak, which is a whole number in files.
const ONE: u64 = 1_000_000;

/// A share from 0 to 1 as a function of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Adaptive {
    /// The share at which it fell, in millionths; 0 if it is whole.
    pub(crate) peak: u64,
    /// When it fell, or when a refusal was put down to delays.
    pub(crate) cut_us: u64,
    /// When a response last said that none are left.
    pub(crate) recovery_paused_us: u64,
    /// For how long it has not risen for that reason.
    pub(crate) delay_us: u64,
}

impl Adaptive {
    /// The share at a time, for a caller who may send so many requests a second with the whole share.
    pub(crate) fn share(&self, now_us: u64, per_second: f64) -> f64 {
        if self.peak == 0 {
            return 1.0;
        }
        let peak = self.peak as f64 / ONE as f64;
        let rise_s = (RISE_REQUESTS / (per_second * peak).max(1e-3)).clamp(RISE_S.0, RISE_S.1);
        let passed = now_us.saturating_sub(self.cut_us.saturating_add(self.delay_us)) as f64 / 1e6 / rise_s;
        (peak * (1.0 + (1.0 - CUT) * (passed - 1.0).powi(3))).clamp(MIN_SHARE, 1.0)
    }

    /// Whether the refusal of a request that was sent at `sent_us` is news: it was sent after the last one was.
    pub(crate) fn is_news(&self, sent_us: u64) -> bool {
        self.cut_us == 0 || sent_us > self.cut_us
    }

    /// Lets the share fall after a refusal. `sent` are the last send times, in their order; `is_alone` says whether they were
    /// the whole rate, so that nobody else seems to use the account.
    pub(crate) fn cut(&mut self, now_us: u64, per_second: f64, sent: &[u64], is_alone: bool) {
        if is_alone && self.peak == 0 && (self.cut_us == 0 || now_us > self.cut_us + SINGLE_US) {
            self.cut_us = now_us;
            return;
        }
        let share = self.share(now_us, per_second);
        let is_below_peak = self.peak != 0 && share < self.peak as f64 / ONE as f64;
        let since_cut = sent.len() - sent.partition_point(|at_us| *at_us <= self.cut_us);
        let is_deep = is_below_peak && now_us < self.cut_us + DEEP_CUT_US && since_cut <= FIRST_REQUESTS;
        let peak = match () {
            () if is_deep => share * DEEP_CUT / CUT,
            () if is_below_peak => share * MAKE_ROOM,
            () => share,
        };
        *self = Self {
            peak: (peak.max(MIN_SHARE) * ONE as f64) as u64,
            cut_us: now_us,
            recovery_paused_us: 0,
            delay_us: 0,
        };
    }

    /// Keeps the share from rising for a moment; it never falls by that.
    pub(crate) fn pause_recovery(&mut self, now_us: u64) {
        if self.would_pause_recovery(now_us) {
            // The curve is delayed by the time that has passed since, at most by a second.
            let passed = now_us.saturating_sub(self.cut_us.max(self.recovery_paused_us)).min(RECOVERY_PAUSE_US);
            (self.delay_us, self.recovery_paused_us) = (self.delay_us + passed, now_us);
        }
    }

    /// Whether [`pause_recovery`](Self::pause_recovery) has an effect: at most twice a second.
    pub(crate) fn would_pause_recovery(&self, now_us: u64) -> bool {
        self.peak != 0 && now_us >= self.cut_us.max(self.recovery_paused_us) + RECOVERY_PAUSE_US / 2
    }

    /// Forgets what is over, or was written under another clock.
    pub(crate) fn advance(&mut self, now_us: u64, per_second: f64) {
        if self.cut_us > now_us || self.recovery_paused_us > now_us || self.delay_us > now_us {
            *self = Self::default();
        } else if self.share(now_us, per_second) >= 1.0 {
            *self = Self { cut_us: self.cut_us, ..Self::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: f64 = 30.0;

    fn after(share: &Adaptive, seconds: f64) -> f64 {
        share.share(share.cut_us + (seconds * 1e6) as u64, RATE)
    }

    #[test]
    fn it_falls_at_once_and_rises_slowly() {
        let mut share = Adaptive::default();
        assert!((share.share(5, RATE) - 1.0).abs() < 1e-9 && share.is_news(0));
        share.cut(1_000, RATE, &[], false);
        assert!((after(&share, 0.0) - 0.7).abs() < 1e-6);
        let second_by_second: Vec<f64> = (0..=15).map(|second| after(&share, f64::from(second))).collect();
        assert!(second_by_second.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] < 0.06));
        assert!((after(&share, 15.0) - 1.0).abs() < 1e-6, "whole again");
        share.advance(1_000 + 15_100_000, RATE);
        assert_eq!(share, Adaptive { cut_us: 1_000, ..Adaptive::default() });
    }

    #[test]
    fn a_single_refusal_of_one_who_is_alone_is_put_down_to_delays() {
        let mut share = Adaptive::default();
        share.cut(1_000_000, RATE, &[], true);
        assert!((share.share(1_000_001, RATE) - 1.0).abs() < 1e-9 && !share.is_news(999_000));
        share.cut(20_000_000, RATE, &[], true);
        assert!((share.share(20_000_001, RATE) - 1.0).abs() < 1e-9);
        share.cut(22_000_000, RATE, &[], true);
        assert!(after(&share, 0.0) < 0.71, "the second within ten seconds");
    }

    #[test]
    fn refusals_of_one_burst_count_once() {
        let mut share = Adaptive::default();
        share.cut(1_000_000, RATE, &[], false);
        assert!(!share.is_news(999_000) && share.is_news(1_500_000));
        share.cut(2_000_000, RATE, &[], false);
        let second = after(&share, 0.0);
        assert!(second < 0.5, "{second}");
        (0..40).for_each(|round| share.cut(3_000_000 + round * 1_000_000, RATE, &[], false));
        assert!(after(&share, 0.0) > 0.0069, "never nothing");
    }

    #[test]
    fn it_falls_deeper_for_the_first_requests_after_a_fall() {
        let fallen = |sent: &[u64], at_us| {
            let mut share = Adaptive::default();
            share.cut(1_000_000, RATE, &[], false);
            let before = share.share(at_us, RATE);
            share.cut(at_us, RATE, sent, false);
            share.share(at_us, RATE) / before
        };
        assert!(fallen(&[1, 2, 3, 4, 5, 2_000_000], 2_100_000) < 0.401);
        let few = fallen(&[1_000_001, 1_000_002, 1_000_003, 1_000_004, 1_000_005, 2_000_000], 2_100_000);
        assert!(few > 0.55, "the sixth: {few}");
        assert!(fallen(&[1, 2, 3, 9_000_000], 9_100_000) > 0.55, "later");
    }

    #[test]
    fn numbers_of_a_damaged_file_are_bounded() {
        for (recovery_paused_us, delay_us) in [(u64::MAX, 0), (0, u64::MAX), (u64::MAX, u64::MAX)] {
            let mut share = Adaptive { peak: ONE / 2, cut_us: 1_000_000, recovery_paused_us, delay_us };
            share.advance(9_000_000, RATE);
            share.pause_recovery(9_000_000);
            assert!(share.share(100_000_000, RATE) > 0.99);
        }
    }

    #[test]
    fn it_stays_where_it_is_while_none_are_left() {
        let mut share = Adaptive::default();
        share.pause_recovery(1_000_000);
        assert_eq!(share, Adaptive::default(), "a whole share does not fall");
        share.cut(1_000_000, RATE, &[], false);
        let before = share.share(5_000_000, RATE);
        for tenth in 0..600 {
            share.pause_recovery(5_000_000 + tenth * 100_000);
        }
        let later = share.share(65_000_000, RATE);
        assert!((later - before).abs() < 0.06 && later >= 0.7, "{before} {later}");
    }
}

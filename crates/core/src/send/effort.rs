//! What a call costs on its way: attempts, waiting, and what there is to say of it.

use super::wait::{Stop, Wait};
use crate::answer::outcome::Problem;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// The effort of one call.
#[derive(Debug, Default)]
pub(crate) struct Effort {
    /// Requests sent, or tried to be sent; those for a token not counted.
    pub(crate) attempts: u32,
    /// Time spent waiting.
    pub(crate) waited: Duration,
    /// What did not stop the call.
    pub(crate) warnings: Vec<Problem>,
    random: RandomState,
}

impl Effort {
    /// Waits, and counts it.
    pub(crate) fn sleep(&mut self, length: Duration, wait: &Wait) -> Result<(), Stop> {
        let started = Instant::now();
        let slept = wait.sleep(length);
        self.waited += started.elapsed();
        slept
    }

    /// A random number from 0 up to 1, so that callers who failed together do not come back together.
    pub(crate) fn jitter(&self) -> f64 {
        let bits = self.random.hash_one(Instant::now()) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_is_spread_from_nought_to_one() {
        let effort = Effort::default();
        let numbers: Vec<f64> = (0..1_000).map(|_| effort.jitter()).collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        assert!(numbers.iter().any(|number| *number < 0.2) && numbers.iter().any(|number| *number > 0.8));
    }
}

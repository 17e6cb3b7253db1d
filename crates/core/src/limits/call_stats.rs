//! Statistics of a call: attempts, time spent waiting, and warnings.

use super::deadline::{Deadline, WaitError};
use crate::response::problem::Problem;
use crate::response::response::Response;
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

#[derive(Debug, Default)]
pub(crate) struct CallStats {
    /// Attempts to send the request; requests for a token do not count.
    pub(crate) attempts: u32,
    /// Time spent waiting.
    pub(crate) waited: Duration,
    /// Problems that did not stop the call.
    pub(crate) warnings: Vec<Problem>,
    random: RandomState,
}

impl CallStats {
    /// Waits, and adds the time to `waited`.
    pub(crate) fn sleep(&mut self, length: Duration, wait: &Deadline) -> Result<(), WaitError> {
        let started = Instant::now();
        let slept = wait.sleep(length);
        self.waited += started.elapsed();
        slept
    }

    /// Adds the warnings of a response, each once; `prefix` names the server.
    pub(crate) fn warn_of(&mut self, response: &Response, prefix: &str) {
        for warning in response.warnings() {
            warn(&mut self.warnings, Problem::new("", format!("{prefix}{warning}")));
        }
    }

    /// A random number from 0 up to, not including, 1, so that callers which failed together do not retry together.
    pub(crate) fn jitter(&self) -> f64 {
        let bits = self.random.hash_one(Instant::now()) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

/// Logs a warning and adds it, once.
pub(crate) fn warn(warnings: &mut Vec<Problem>, problem: Problem) {
    if !warnings.contains(&problem) {
        log::warn!("{problem}");
        warnings.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_is_spread_between_0_and_1() {
        let stats = CallStats::default();
        let numbers: Vec<f64> = (0..1_000).map(|_| stats.jitter()).collect();
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        assert!(numbers.iter().any(|number| *number < 0.2) && numbers.iter().any(|number| *number > 0.8));
    }
}

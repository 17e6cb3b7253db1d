//! When an attempt may start.

use super::wait::{Stop, Wait};
use std::time::Duration;

/// Waits for this call's turn; says how long that took. Without a plan every call has its turn at once.
pub(crate) fn turn(wait: &Wait) -> Result<Duration, Stop> {
    wait.left()?;
    Ok(Duration::ZERO)
}

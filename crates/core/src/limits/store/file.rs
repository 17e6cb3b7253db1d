//! The store in `rate_file`. The file is locked while an operation is carried out; `ledger/text.rs` says what is in it.

use super::process::{self, Key};
use super::{Store, StoreError};
use crate::clock::Now;
use crate::limits::deadline::{Deadline, SLICE};
use crate::limits::ledger::rate::Rate;
use crate::limits::ledger::text::LedgerFile;
use crate::limits::ledger::{Operation, Reply};
use crate::limits::private_file::{Locked, Unlocked, shown};
use crate::limits::quota::Quota;
use crate::process::per_process::PerProcess;
use crate::text::describe;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long to wait for the lock of the file.
pub(crate) const LOCK_TIMEOUT: Duration = Duration::from_secs(2);
/// Nothing follows from a lock that was waited for less than this, in all calls since the file was used last.
const MIN_PATIENCE: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(crate) struct FileStore<'a> {
    pub(crate) path: &'a Path,
    /// Its hash, by which this process knows it.
    pub(crate) store: u64,
    /// Until when to wait for its lock.
    pub(crate) end: Instant,
}

impl Store for FileStore<'_> {
    fn apply(&self, quota: Quota, rate: &Rate, operation: &Operation, wait: &Deadline) -> Result<Reply, StoreError> {
        let unusable = |why: &str| StoreError::Unusable(format!("{} {why}", shown(self.path)));
        let key = Key { account: quota.account, store: self.store };
        let started = Instant::now();
        let waited = || process::with(key, |known| known.wait_in_vain(started.elapsed()));
        let timeout = SLICE.min(self.end.saturating_duration_since(started));
        let mut file = Locked::open(self.path, wait, timeout).map_err(|why| match why {
            Unlocked::Stopped(stop) => StoreError::Stopped(stop),
            Unlocked::Busy => match waited() {
                _ if Instant::now() < self.end => StoreError::Locked,
                waited if waited < MIN_PATIENCE => StoreError::LockTimeout,
                _ => StoreError::Unusable(format!("another process keeps {} locked", shown(self.path))),
            },
            Unlocked::Unusable(error) => unusable(&format!("cannot be used ({})", describe(&error))),
        })?;
        let text = file.read().map_err(|error| unusable(&format!("cannot be read ({})", describe(&error))))?;
        let boot = boot();
        let mut ledgers =
            LedgerFile::read(&text, &boot).ok_or_else(|| unusable("was written by a newer version of zoomuser"))?;
        let (reply, ledger, unshared) = ledgers.change(quota.account, |ledger| {
            let unshared = process::with(key, |known| {
                // The second: the file was deleted, damaged or put back since this process used it.
                if known.unshared > 0 || ledger.at_us < known.ledger.at_us {
                    ledger.absorb(&known.ledger);
                }
                known.unshared
            });
            (ledger.apply(operation, rate, Now::read()), ledger.clone(), unshared)
        });
        let written = file.write(&ledgers.text(&boot));
        written.map_err(|error| unusable(&format!("cannot be written ({})", describe(&error))))?;
        process::with(key, |known| known.share(ledger, unshared));
        Ok(reply)
    }
}

/// What identifies the start of this machine, if it says so.
fn boot() -> Arc<str> {
    static BOOT: PerProcess<Arc<str>, 1> = PerProcess::new();
    let read = || {
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let is_id = |id: &&str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        Ok::<_, Infallible>(Some(id.trim()).filter(is_id).unwrap_or("unknown").into())
    };
    BOOT.get_or_make(read).unwrap_or_else(|never| match never {})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::deadline::CancelToken;
    use crate::limits::ledger::AHEAD_US;
    use std::fs;

    const RATE: Rate = Rate { per_second: 4, per_day: None, share: 100 };

    fn wait(length: Duration) -> Deadline {
        Deadline::new("deadline_ms", length, CancelToken::new(), None)
    }

    #[test]
    fn processes_reserve_one_turn_after_the_other_and_a_short_wait_says_nothing() {
        let path = std::env::temp_dir().join(format!("zoomuser-store-{}", std::process::id()));
        // Two processes: each knows the file by its own copy of the ledger.
        let end = Instant::now() + LOCK_TIMEOUT;
        let stores = [FileStore { path: &path, store: 21, end }, FileStore { path: &path, store: 22, end }];
        let long = wait(Duration::from_secs(60));
        let reserve = |store: &FileStore<'_>, wait: &Deadline| {
            store.apply(
                Quota::numbered(5),
                &RATE,
                &Operation::Reserve { since_us: Now::read().steady_us, after_us: 0 },
                wait,
            )
        };
        let turns: Vec<u64> = (0..4)
            .map(|number| match reserve(&stores[number % 2], &long) {
                Ok(Reply::Turn(turn_us)) => turn_us,
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(turns.windows(2).all(|pair| pair[1] - pair[0] >= 254_000), "{turns:?}");
        assert!(turns[3] - turns[0] <= AHEAD_US);
        let held = Locked::open(&path, &long, LOCK_TIMEOUT).unwrap_or_else(|_| panic!("free"));
        assert!(matches!(reserve(&stores[0], &long), Err(StoreError::Locked)));
        // Calls that have little time add up. On a busy machine some have no time at all.
        let short = || FileStore { path: &path, store: 21, end: Instant::now() + Duration::from_millis(20) };
        let mut replies = (0..1_000)
            .map(|_| reserve(&short(), &long))
            .skip_while(|reply| matches!(reply, Err(StoreError::LockTimeout)));
        assert!(matches!(replies.next(), Some(Err(StoreError::Unusable(_)))));
        drop(held);
        assert!(reserve(&stores[0], &long).is_ok());
        fs::remove_file(path).expect("removed");
    }
}

//! The text of `rate_file`.
//!
//! ```text
//! zoomuser-rate 2 BOOT
//! ACCOUNT at next held full ceiling until rate share until peak cut recovery delay days turns sent CHECK
//! ```
//!
//! BOOT identifies the start of the machine: after another one, all times of the steady clock are forgotten. Each account has
//! one line for each label of requests, so accounts that use one file do not affect each other; the most recently used one
//! comes first. ACCOUNT is a hash of the account and, unless it is Light, the label; CHECK is a checksum of the line. `days` is a
//! list of DAY:COUNT, `turns` and `sent` are lists of differences, each to the time before it; an empty list is `-`. A line of
//! one busy account is shorter than a page, which is written at once, so a process that is killed leaves a whole one.

use super::Ledger;
use super::adaptive::Adaptive;
use super::days::{Day, Days};
use std::fmt::Write;

const NAME: &str = "zoomuser-rate";
const VERSION: u32 = 2;
/// Lines in one file, two for an account that also lists users; another one replaces the least recently used.
const MAX_ACCOUNTS: usize = 32;

/// The ledgers in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LedgerFile {
    accounts: Vec<(u64, Ledger)>,
}

impl LedgerFile {
    /// Reads the text of a file; what is damaged or of an older version is left out. `None` if a newer version wrote it.
    pub(crate) fn read(text: &str, boot: &str) -> Option<Self> {
        let mut lines = text.split_inclusive('\n');
        let mut words = lines.next().unwrap_or_default().trim_end().split(' ');
        let version = words.next().filter(|name| *name == NAME).and_then(|_| words.next()?.parse::<u32>().ok());
        match version {
            Some(version) if version > VERSION => return None,
            Some(VERSION) => {}
            _ => return Some(Self::default()),
        }
        let is_this_boot = words.next() == Some(boot);
        let mut accounts: Vec<_> = lines.filter_map(ledger).take(MAX_ACCOUNTS).collect();
        if !is_this_boot {
            accounts.iter_mut().for_each(|(_, ledger)| ledger.forget_steady());
        }
        Some(Self { accounts })
    }

    /// Changes the ledger of an account, which is then the most recently used one.
    pub(crate) fn change<T>(&mut self, account: u64, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let known = self.accounts.iter().position(|(other, _)| *other == account);
        let mut ledger = known.map(|place| self.accounts.remove(place).1).unwrap_or_default();
        let changed = change(&mut ledger);
        self.accounts.truncate(MAX_ACCOUNTS - 1);
        self.accounts.insert(0, (account, ledger));
        changed
    }

    /// The text of the file.
    pub(crate) fn text(&self, boot: &str) -> String {
        let mut text = format!("{NAME} {VERSION} {boot}\n");
        for (account, ledger) in &self.accounts {
            let line = line(*account, ledger);
            // Writing to a String does not fail.
            let _ = writeln!(text, "{line} {:x}", checksum(&line));
        }
        text
    }
}

/// A stable hash of a text (FNV-1a): for names and checks in files.
pub(crate) fn checksum(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

fn line(account: u64, ledger: &Ledger) -> String {
    let Ledger { at_us, next_us, held_us, turns, sent, days, full_until_s, .. } = ledger;
    let Ledger { ceiling, ceiling_until_us, highest, highest_until_us, adaptive, .. } = ledger;
    let (rate, share) = (&u64::from(highest.0), &u64::from(highest.1));
    let Adaptive { peak, cut_us, recovery_paused_us, delay_us } = adaptive;
    let mut line = format!("{account:x}");
    let limits = [at_us, next_us, held_us, full_until_s, ceiling, ceiling_until_us, rate, share, highest_until_us];
    for number in limits.into_iter().chain([peak, cut_us, recovery_paused_us, delay_us]) {
        let _ = write!(line, " {number}");
    }
    list(&mut line, days.all().iter().map(|day| (Some(day.number), day.used)));
    for times in [turns, sent] {
        let before = std::iter::once(0).chain(times.iter().copied());
        list(&mut line, times.iter().zip(before).map(|(time, before)| (None, time.saturating_sub(before))));
    }
    line
}

fn list(line: &mut String, items: impl Iterator<Item = (Option<u64>, u64)>) {
    let start = line.len();
    for (name, number) in items {
        let separator = if line.len() == start { ' ' } else { ',' };
        let _ = match name {
            Some(name) => write!(line, "{separator}{name}:{number}"),
            None => write!(line, "{separator}{number}"),
        };
    }
    if line.len() == start {
        line.push_str(" -");
    }
}

/// The account and ledger of a line; `None` if it is not whole.
fn ledger(line: &str) -> Option<(u64, Ledger)> {
    let (line, check) = line.strip_suffix('\n')?.rsplit_once(' ')?;
    if u64::from_str_radix(check, 16) != Ok(checksum(line)) {
        return None;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let [account, numbers @ .., days, turns, sent] = words.as_slice() else { return None };
    let numbers: Vec<u64> = numbers.iter().map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let (limits, adaptive) = numbers.split_at_checked(9)?;
    let [at_us, next_us, held_us, full_until_s, ceiling, ceiling_until_us, rate, share, highest_until_us] =
        limits.try_into().ok()?;
    let [peak, cut_us, recovery_paused_us, delay_us] = adaptive.try_into().ok()?;
    let days = items(days).map(|item| {
        let (number, used) = item.split_once(':')?;
        Some(Day { number: number.parse().ok()?, used: used.parse().ok()? })
    });
    let ledger = Ledger {
        at_us,
        next_us,
        held_us,
        turns: times(turns)?,
        sent: times(sent)?,
        days: Days::of(days.collect::<Option<_>>()?),
        full_until_s,
        ceiling,
        ceiling_until_us,
        highest: (u32::try_from(rate).ok()?, u32::try_from(share).ok()?),
        highest_until_us,
        adaptive: Adaptive { peak, cut_us, recovery_paused_us, delay_us },
    };
    Some((u64::from_str_radix(account, 16).ok()?, ledger))
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').filter(|item| *item != "-")
}

/// The times of a list of differences.
fn times(list: &str) -> Option<Vec<u64>> {
    let mut time = 0_u64;
    let mut next = |item: &str| {
        time = time.checked_add(item.parse().ok()?)?;
        Some(time)
    };
    items(list).map(&mut next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Now;
    use crate::limits::ledger::rate::Rate;
    use crate::limits::ledger::{Operation, Reply};

    const RATE: Rate = Rate { per_second: 80, per_day: Some(6_000), share: 100 };
    const NOW: Now = Now { steady_us: 1_000_000_000, unix_us: 1_737_374_400_000_000 };

    fn send(ledger: &mut Ledger, now: Now) {
        let Reply::Turn(turn_us) = ledger.apply(&Operation::Reserve { since_us: 0, after_us: 0 }, &RATE, now) else {
            panic!()
        };
        let now = Now { steady_us: turn_us.max(now.steady_us), ..now };
        assert!(matches!(ledger.apply(&Operation::Depart { turn_us }, &RATE, now), Reply::Sent(_)));
    }

    /// A file with two accounts, the second of which has sent as many requests as are remembered.
    fn file() -> LedgerFile {
        let mut file = LedgerFile::default();
        file.change(1, |ledger| send(ledger, NOW));
        file.change(2, |ledger| {
            (0..200).for_each(|turn| send(ledger, Now { steady_us: NOW.steady_us + turn * 12_700, ..NOW }));
            let reply = ledger.apply(&Operation::Reserve { since_us: 0, after_us: 0 }, &RATE, NOW);
            assert!(matches!(reply, Reply::Turn(_) | Reply::Later(_)));
        });
        file
    }

    #[test]
    fn a_file_is_read_as_written() {
        let file = file();
        let text = file.text("boot");
        assert_eq!(LedgerFile::read(&text, "boot").as_ref(), Some(&file));
        assert!(text.len() < 4_096, "a page: {}", text.len());
        let other_boot = LedgerFile::read(&text, "another").expect("this version");
        assert!(other_boot.accounts.iter().all(|(_, ledger)| ledger.sent.is_empty() && ledger.at_us == 0));
        assert_eq!(other_boot.accounts[0].1.days, file.accounts[0].1.days, "the day is counted on");
    }

    #[test]
    fn damaged_and_older_lines_are_left_out_and_newer_files_left_alone() {
        let file = file();
        let text = file.text("boot");
        for bad in ["", "not what is expected", "zoomuser-rate 1 1 2 3 4 5 6 7\n", "zoomuser-rate x", "\n\n"] {
            assert_eq!(LedgerFile::read(bad, "boot"), Some(LedgerFile::default()), "{bad}");
        }
        assert_eq!(LedgerFile::read("zoomuser-rate 3 boot\n", "boot"), None);
        for cut in 0..text.len() {
            let read = LedgerFile::read(&text[..cut], "boot").expect("this version");
            assert!(read.accounts.iter().all(|account| file.accounts.contains(account)), "{cut}");
        }
        for place in "zoomuser-rate 2 boot\n".len()..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1;
            let Ok(damaged) = String::from_utf8(bytes) else { continue };
            let read = LedgerFile::read(&damaged, "boot").expect("this version");
            assert!(read.accounts.len() < 2 && read.accounts.iter().all(|account| file.accounts.contains(account)));
        }
    }

    #[test]
    fn accounts_are_distinct_and_the_least_recently_used_makes_room() {
        let mut file = LedgerFile::default();
        for account in 0..40 {
            assert_eq!(file.change(account, |ledger| std::mem::replace(&mut ledger.at_us, account + 1)), 0);
        }
        assert_eq!(file.change(39, |ledger| ledger.at_us), 40);
        assert_eq!((file.accounts.len(), file.change(0, |ledger| ledger.at_us)), (MAX_ACCOUNTS, 0));
        assert_ne!(checksum("a"), checksum("b"));
    }
}

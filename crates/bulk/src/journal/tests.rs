//! Tests of the journal: random runs that are killed, and every damage to a small one.

use super::record::Record;
use super::resume::{Loaded, load, scan};
use super::*;
use crate::outcome::RowOutcome;
use crate::run_folder::tests::Temporary;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Write};

const NOW: &str = "2026-11-30T10:00:00Z";

/// Numbers that are spread well enough, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

fn open(rows: u64) -> Open {
    let text = str::to_owned;
    let (plan, account) = (text("sha256:1"), text("sha256:2"));
    Open {
        run: text("users.csv.run-1"),
        plan,
        rows,
        account,
        options: text("sha256:3"),
        boot: text("boot-0"),
        at: text(NOW),
        version: text("0.1.0"),
        rate: 30_480,
    }
}

fn sent(row: u64) -> Sent {
    Sent { row, user: row.wrapping_mul(0x9e37_79b9_7f4a_7c15), attempt: 1, again: false }
}

fn failed(row: u64) -> Done {
    Done {
        status: Some(44),
        http_status: Some(400),
        api_code: Some(300),
        message: "Zoom refused: \"\u{e9}\n\"".to_owned(),
        hint: "mend it".to_owned(),
        tracking_id: "v=2;x".to_owned(),
        attempts: 2,
        waited_ms: 30,
        took_ms: 40,
        at_ms: 5_000,
        fields: vec!["dept".to_owned()],
        ignored: vec!["cms_user_id".to_owned()],
        ..Done::new(row, RowOutcome::Failed)
    }
}

/// What is known of a journal without this library's reading of it: its whole lines, in order.
#[derive(Default)]
struct Truth {
    done: BTreeMap<u64, RowOutcome>,
    sent: BTreeSet<u64>,
}

impl Truth {
    /// Of the first `length` bytes.
    fn of(text: &[u8], length: usize) -> Self {
        let mut truth = Self::default();
        let whole = text[..length]
            .split_inclusive(|byte| *byte == b'\n')
            .filter(|line| line.ends_with(b"}\n") || line.ends_with(b"}"));
        for line in whole {
            let Ok(line) = serde_json::from_slice::<serde_json::Value>(line) else { continue };
            let row = line["n"].as_u64();
            match line["e"].as_str().expect("a kind") {
                "sent" => drop(truth.sent.insert(row.expect("a row"))),
                "done" => {
                    let row = row.expect("a row");
                    truth.sent.remove(&row);
                    truth.done.insert(row, RowOutcome::of_word(line["o"].as_str().expect("a word")).expect("known"));
                }
                "resume" => truth
                    .sent
                    .extend(line["doubt"].as_array().expect("rows").iter().map(|row| row.as_u64().expect("a row"))),
                _ => {}
            }
        }
        truth
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.done.values().for_each(|outcome| counts.add(*outcome));
        counts
    }
}

/// Checks that what was read is what was written.
fn check(loaded: &Loaded, truth: &Truth) {
    let rows = loaded.open.rows;
    let done: Vec<u64> = (0..rows).filter(|row| loaded.state.is_done(*row)).collect();
    assert_eq!(done, truth.done.keys().copied().collect::<Vec<_>>());
    assert_eq!(loaded.counts(), truth.counts());
    assert!(truth.sent.iter().all(|row| loaded.in_doubt.contains(row)), "{:?} {:?}", truth.sent, loaded.in_doubt);
    assert!(loaded.in_doubt.is_sorted());
}

fn read(path: &std::path::Path, boot: &str) -> Result<Loaded, RunError> {
    load(&File::open(path).expect("there"), path, boot)
}

/// A run on a system that may be killed and restarted at any time.
struct Machine {
    numbers: Numbers,
    folder: RunFolder,
    journal: Journal,
    boot: u64,
    /// What the disk has for certain.
    synced: u64,
    flying: BTreeSet<u64>,
    next: u64,
}

impl Machine {
    fn step(&mut self) {
        let rows = self.journal.rows();
        match self.numbers.below(20) {
            0..8 if self.next < rows => {
                let count = 1 + self.numbers.below(3);
                let batch: Vec<u64> =
                    (self.next..rows.min(self.next + count)).filter(|row| !self.journal.is_done(*row)).collect();
                self.next = rows.min(self.next + count);
                let may = self.journal.state.may;
                self.journal.sent(&batch.iter().map(|row| sent(*row)).collect::<Vec<_>>()).expect("written");
                self.flying.extend(batch);
                if self.journal.state.may != may {
                    self.synced = self.journal.end;
                }
            }
            0..16 => {
                let choice = self.numbers.below(64);
                let Some(row) = self.flying.iter().copied().cycle().nth(choice as usize) else { return };
                self.flying.remove(&row);
                let done = if choice % 4 == 0 { failed(row) } else { Done::new(row, RowOutcome::Applied) };
                self.journal.done(&[done]).expect("written");
            }
            16 => {
                // Nobody sent it.
                let row = self.next;
                if row < rows && !self.journal.is_done(row) && !self.flying.contains(&row) {
                    self.next += 1;
                    self.journal.done(&[Done::new(row, RowOutcome::Already)]).expect("written");
                }
            }
            17 => {
                let below = self.journal.below();
                self.journal.point(Position { row: below, offset: below * 10 }).expect("written");
                self.synced = self.journal.end;
            }
            18 => {
                self.journal.stop(StopReason::Interrupted, NOW).expect("written");
                self.synced = self.journal.end;
                self.restart(false);
            }
            _ => self.restart(true),
        }
    }

    /// Kills the process, perhaps with the whole system, and starts it again.
    fn restart(&mut self, may_reboot: bool) {
        let path = self.folder.file(RunFile::Journal);
        let reboots = may_reboot && self.numbers.below(2) == 0;
        let mut length = self.journal.end;
        if reboots {
            self.boot += 1;
            length = self.synced + self.numbers.below(length - self.synced + 1);
        }
        // Lets go of the lock.
        self.journal.storage = Box::new(File::open(&path).expect("there"));
        let text = fs::read(&path).expect("there");
        OpenOptions::new().write(true).open(&path).expect("there").set_len(length).expect("cut");
        if !reboots && self.numbers.below(4) == 0 {
            // The process was killed while it wrote.
            let torn = Record::Done(failed(0)).line_after(String::new());
            let part = &torn.as_bytes()[..self.numbers.below(torn.len() as u64 - 40) as usize];
            OpenOptions::new().append(true).open(&path).expect("there").write_all(part).expect("written");
        }
        let truth = Truth::of(&text, length as usize);
        let boot = format!("boot-{}", self.boot);
        let loaded = read(&path, &boot).expect("read");
        check(&loaded, &truth);
        let all = scan(BufReader::new(File::open(&path).expect("there")), &path, &boot, |_, _| {}).expect("read");
        assert_eq!((&all.state, &all.in_doubt, all.end), (&loaded.state, &loaded.in_doubt, loaded.end));
        if reboots {
            // What was sent after the disk was last waited for is not in the journal, but in doubt.
            let after = Truth::of(&text, text.len());
            let lost = after.sent.iter().chain(after.done.keys()).filter(|row| !truth.done.contains_key(row));
            let unsent = after.done.iter().filter(|(_, outcome)| **outcome == RowOutcome::Already).map(|(row, _)| *row);
            let unsent: BTreeSet<u64> = unsent.collect();
            assert!(lost.filter(|row| !unsent.contains(row)).all(|row| loaded.in_doubt.contains(row)));
        } else {
            assert_eq!(loaded.in_doubt, truth.sent.into_iter().collect::<Vec<_>>());
        }
        let ended = fs::remove_file(self.folder.path().join("lock"));
        ended.expect("as if the process had ended");
        let (journal, progress) = Journal::resume(&self.folder, &boot, NOW).expect("resumed");
        assert_eq!((&progress.in_doubt, progress.counts), (&loaded.in_doubt, journal.counts()));
        self.journal = journal;
        self.synced = self.journal.end;
        self.next = progress.below;
        self.flying = progress.in_doubt.into_iter().collect();
        // Rows in doubt are sent again.
        let again: Vec<Sent> = self.flying.iter().map(|row| Sent { again: true, attempt: 2, ..sent(*row) }).collect();
        self.journal.sent(&again).expect("written");
    }
}

#[test]
fn no_row_is_lost_or_sent_twice_unsaid() {
    for seed in 1..6 {
        let temporary = Temporary::new("model");
        let folder = temporary.run();
        let rows = 50 + seed * 20;
        let journal = Journal::create(&folder, open(rows)).expect("made");
        let synced = journal.end;
        let numbers = Numbers(seed * 77);
        let mut machine = Machine { numbers, folder, journal, boot: 0, synced, flying: BTreeSet::new(), next: 0 };
        for _ in 0..400 {
            machine.step();
            while machine.next < rows && machine.journal.is_done(machine.next) {
                machine.next += 1;
            }
        }
    }
}

/// A small journal with every kind of record, in which all rows are done and two were sent a second time.
fn small(temporary: &Temporary, has_second_pass: bool) -> RunFolder {
    let folder = temporary.run();
    let mut journal = Journal::create(&folder, open(6)).expect("made");
    journal.sent(&[sent(0), sent(1), sent(2)]).expect("written");
    let first = if has_second_pass { failed(0) } else { Done::new(0, RowOutcome::Sent) };
    journal.done(&[Done::new(1, RowOutcome::Applied), first]).expect("written");
    journal.point(Position { row: 0, offset: 90 }).expect("written");
    drop(journal);
    let (mut journal, _) = Journal::resume(&folder, "boot-0", NOW).expect("resumed");
    journal.sent(&[sent(3)]).expect("written");
    if has_second_pass {
        journal.done(&[failed(2), failed(3), failed(4), failed(5)]).expect("written");
        journal.sent(&[sent(2), sent(4)]).expect("written");
        journal.done(&[Done { was: Some(RowOutcome::Failed), ..Done::new(2, RowOutcome::Applied) }]).expect("written");
        journal.sent(&[sent(5)]).expect("written");
    }
    folder
}

#[test]
fn a_journal_may_end_at_any_byte() {
    let temporary = Temporary::new("cut");
    let folder = small(&temporary, true);
    let path = folder.file(RunFile::Journal);
    let text = fs::read(&path).expect("there");
    let first = text.iter().position(|byte| *byte == b'\n').expect("a line");
    for length in 0..=text.len() {
        fs::write(&path, &text[..length]).expect("written");
        match read(&path, "boot-0") {
            Ok(loaded) => check(&loaded, &Truth::of(&text, length)),
            Err(error) => {
                assert!(length < first, "{length}: {error}");
                assert!(error.to_string().contains("so nothing was sent"), "{error}");
                continue;
            }
        }
        let (journal, progress) = Journal::resume(&folder, "boot-0", NOW).expect("resumed");
        drop(journal);
        let again = read(&path, "boot-0").expect("resumed before");
        assert_eq!((again.counts(), again.in_doubt), (progress.counts, progress.in_doubt));
    }
}

#[test]
fn a_changed_byte_is_an_error_or_makes_no_difference() {
    for has_second_pass in [false, true] {
        let temporary = Temporary::new("flip");
        let folder = small(&temporary, has_second_pass);
        let path = folder.file(RunFile::Journal);
        let text = fs::read(&path).expect("there");
        let truth = Truth::of(&text, text.len());
        let mut read_anyway = 0;
        for (at, byte) in text.iter().enumerate() {
            for changed in [byte ^ 1, b'\n'] {
                let mut damaged = text.clone();
                damaged[at] = changed;
                fs::write(&path, &damaged).expect("written");
                let all = scan(BufReader::new(&damaged[..]), &path, "boot-0", |_, _| {});
                for loaded in [read(&path, "boot-0"), all] {
                    let loaded = match loaded {
                        Ok(loaded) => loaded,
                        Err(error) => {
                            assert!(error.to_string().contains("damaged at byte "), "{error}");
                            continue;
                        }
                    };
                    read_anyway += usize::from(*byte != changed);
                    for row in 0..6 {
                        let (is_done, in_doubt) = (loaded.state.is_done(row), loaded.in_doubt.contains(&row));
                        assert!(!is_done || truth.done.contains_key(&row), "row {row} was done by byte {at}");
                        let was_sent = truth.sent.contains(&row) || truth.done.contains_key(&row);
                        assert!(!was_sent || is_done || in_doubt, "row {row} was forgotten by byte {at}");
                        assert!(!truth.sent.contains(&row) || in_doubt, "row {row} is in no doubt by byte {at}");
                    }
                }
            }
        }
        assert!(read_anyway > 0);
    }
}

#[test]
fn points_are_found_backwards_in_steps_of_any_length() {
    let temporary = Temporary::new("steps");
    let folder = small(&temporary, true);
    let path = folder.file(RunFile::Journal);
    let text = fs::read_to_string(&path).expect("there");
    let expected = text.find("{\"e\":\"point\"").expect("a point") as u64;
    let file = File::open(&path).expect("there");
    for step in (1..80).chain([1 << 16]) {
        assert_eq!(resume::last_point(&file, step).expect("read"), Some(expected), "{step}");
    }
    // A point of which a part is missing is none.
    fs::write(&path, text.replacen("\"below\":2,", "\"below\":1,", 1)).expect("written");
    assert_eq!(resume::last_point(&File::open(&path).expect("there"), 64).expect("read"), None);
}

#[test]
fn records_of_later_versions_are_left_out_and_other_formats_refused() {
    let temporary = Temporary::new("versions");
    let folder = small(&temporary, false);
    let path = folder.file(RunFile::Journal);
    let before = read(&path, "boot-0").expect("read").state;
    let later = line::Line::new(String::new(), "weather").text("sky", "blue").end();
    OpenOptions::new().append(true).open(&path).expect("there").write_all(later.as_bytes()).expect("written");
    assert_eq!(read(&path, "boot-0").expect("read").state, before);
    for (format, is_known) in [("1.0", true), ("1.9", true), ("2.0", false), ("", false), ("10.0", false)] {
        let line = line::Line::new(String::new(), "open").text("format", format).text("run", "r").text("plan", "p");
        let line = line.number("rows", 1);
        let line =
            line.text("account", "a").text("options", "o").text("boot", "").text("at", NOW).number("new", 1).end();
        fs::write(&path, line).expect("written");
        assert_eq!(read(&path, "boot-0").is_ok(), is_known, "{format}");
    }
}

#[test]
fn without_a_boot_id_more_is_in_doubt() {
    let temporary = Temporary::new("boot");
    let folder = small(&temporary, false);
    let path = folder.file(RunFile::Journal);
    for (boot, in_doubt) in [("boot-0", vec![2, 3]), ("boot-1", vec![2, 3, 4, 5]), ("", vec![2, 3, 4, 5])] {
        assert_eq!(read(&path, boot).expect("read").in_doubt, in_doubt, "{boot}");
    }
    let (mut journal, progress) = Journal::resume(&folder, "boot-1", NOW).expect("resumed");
    assert_eq!(progress.in_doubt, [2, 3, 4, 5]);
    assert_eq!(read(&path, "boot-1").expect("read").in_doubt, [2, 3, 4, 5], "also in the boot in which it was resumed");
    journal.done(&(2..6).map(|row| Done::new(row, RowOutcome::InDoubt)).collect::<Vec<_>>()).expect("written");
    journal.stop(StopReason::Finished, NOW).expect("written");
    assert!(read(&path, "boot-2").expect("read").in_doubt.is_empty());
    assert_eq!(read(&path, "boot-2").expect("read").stop().map(|stop| stop.why), Some(StopReason::Finished));
    if cfg!(target_os = "linux") {
        assert_eq!(boot_id().len(), 36);
    }
}

#[test]
fn what_the_caller_must_not_do_is_not_written() {
    let temporary = Temporary::new("misuse");
    let folder = temporary.run();
    let mut journal = Journal::create(&folder, open(3)).expect("made");
    let message = |result: Result<(), RunError>| result.expect_err("refused").to_string();
    assert!(Journal::create(&folder, open(3)).is_err_and(|error| matches!(error, RunError::Running(_))));
    journal.sent(&[sent(0)]).expect("written");
    journal.done(&[failed(0)]).expect("written");
    let end = journal.end;
    assert!(message(journal.sent(&[sent(3)])).starts_with("the row was not allowed"));
    assert!(message(journal.done(&[failed(0)])).starts_with("`was` is given exactly"));
    assert!(message(journal.done(&[failed(3)])).starts_with("there is no such row"));
    assert!(message(journal.point(Position { row: 2, offset: 0 })).starts_with("its numbers contradict"));
    assert_eq!((journal.end, fs::metadata(folder.file(RunFile::Journal)).expect("there").len()), (end, end));
    assert!(Journal::create(&Temporary::new("many").run(), open(MAX_ROWS + 1)).is_err());
    assert_eq!(journal.counts().get(RowOutcome::Failed), 1);
}

/// A disk that is full after some bytes, and on which nothing can be cut off.
struct FullDisk {
    file: File,
    left: usize,
}

impl Storage for FullDisk {
    fn append(&mut self, bytes: &[u8], end: u64) -> io::Result<()> {
        let fits = bytes.len().min(self.left);
        self.left -= fits;
        self.file.append(&bytes[..fits], end)?;
        if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn truncate(&mut self, _: u64) -> io::Result<()> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

#[test]
fn on_a_full_disk_nothing_is_sent_and_the_run_can_be_resumed() {
    for left in 0..600 {
        let temporary = Temporary::new("full");
        let folder = temporary.run();
        let mut journal = Journal::create(&folder, open(20)).expect("made");
        let file = private_file::open(&folder.file(RunFile::Journal)).expect("there");
        journal.storage = Box::new(FullDisk { file, left });
        let (mut may_be_sent, mut is_full) = (Vec::new(), false);
        for row in 0..20 {
            if let Err(error) = journal.sent(&[sent(row)]) {
                is_full = true;
                assert!(error.to_string().starts_with("cannot write "), "{error}");
                break;
            }
            may_be_sent.push(row);
        }
        if is_full {
            assert!(journal.done(&[failed(0)]).expect_err("broken").to_string().contains("since an earlier error"));
            assert!(journal.stop(StopReason::Error, NOW).is_err());
        }
        drop(journal);
        let (_, progress) = Journal::resume(&folder, "boot-0", NOW).expect("resumed");
        assert!(may_be_sent.iter().all(|row| progress.in_doubt.contains(row)), "{left}");
        assert!(progress.in_doubt.len() <= may_be_sent.len() + 1, "{left}");
    }
}

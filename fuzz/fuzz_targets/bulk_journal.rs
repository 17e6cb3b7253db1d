//! A journal with any content: it is read or refused in one line, from its last point as from its beginning, and a resumed
//! run can be resumed again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use zoomuser_bulk::journal::Journal;
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run_folder::{RunFile, RunFolder};
use zoomuser_fuzz::is_one_line;

const PLAN: &str = "{\"format\":\"1.0\",\"rows\":2}\n{\"n\":0,\"line\":1,\"user\":\"a\"}\n{\"n\":1,\"line\":2,\"user\":\"b\"}\n";
const BOOT: &str = "boot-0";

fuzz_target!(|bytes: &[u8]| {
    let folder = folder();
    let text = with_checksums(bytes);
    fs::write(folder.file(RunFile::Journal), text).expect("written");
    let results = Results::read(&folder, BOOT).map(|results| results.counts());
    if let Ok(rows) = Results::read(&folder, BOOT).as_ref().map_err(Clone::clone).and_then(Results::iter) {
        assert_eq!(rows.count(), 2);
    }
    match Journal::resume(&folder, BOOT, "now") {
        Ok((journal, progress)) => {
            drop(journal);
            let (_, again) = Journal::resume(&folder, BOOT, "now").expect("resumed before");
            assert_eq!((again.below, again.in_doubt, again.counts), (progress.below, progress.in_doubt, progress.counts));
        }
        Err(error) => {
            assert!(is_one_line(&error.to_string()), "{error}");
            assert!(results.is_err(), "refused from the last point, read from the beginning");
        }
    }
    if let Ok(counts) = results {
        assert_eq!(counts.total(), 2);
    }
    fs::remove_dir_all(folder.path()).expect("removed");
});

fn folder() -> RunFolder {
    let path: PathBuf = std::env::temp_dir().join(format!("zoomuser-fuzz-journal-{}", std::process::id()));
    // Left by an input that failed.
    let _ = fs::remove_dir_all(&path);
    let folder = RunFolder::create(&path).expect("made");
    fs::write(folder.file(RunFile::Plan), PLAN).expect("written");
    folder
}

/// Replaces `#` before a line end by the checksum of the line and what closes it, so that more than checksums is tried.
fn with_checksums(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"#\n") {
            Some(begin) => {
                text.extend_from_slice(begin);
                text.extend_from_slice(format!(",\"c\":\"{:08x}\"}}\n", crc32fast::hash(begin)).as_bytes());
            }
            None => text.extend_from_slice(line),
        }
    }
    text
}

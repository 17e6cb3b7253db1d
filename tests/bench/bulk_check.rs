//! Checking a file of 1,000,000 rows with 6 fields each, compared with reading its cells with the crate csv.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;
use support::measure::{cpu_time, peak_kib};
use zoomuser_bulk::check::check;
use zoomuser_bulk::duplicates::Duplicates;
use zoomuser_bulk::table::{TableOptions, TableSource, open_table};

const ROWS: u64 = 1_000_000;
const ROUNDS: usize = 3;
/// Rows a second, by the time that the process used.
const GOAL_ROWS: f64 = 300_000.0;
const GOAL_MEMORY_KIB: u64 = 100 * 1024;

fn main() {
    let file = write();
    let mut best = [f64::INFINITY; 3];
    for _ in 0..ROUNDS {
        let (wall, cpu) = timed(|| assert_eq!(checked(&file), ROWS));
        let (_, csv) = timed(|| assert_eq!(read(&file), ROWS));
        best = [best[0].min(wall), best[1].min(cpu), best[2].min(csv)];
    }
    let _ = fs::remove_file(&file);
    let [wall, cpu, csv] = best;
    let rate = |seconds: f64| ROWS as f64 / seconds;
    let memory = peak_kib();
    println!(
        "bulk check of {ROWS} rows, best of {ROUNDS}: {:.0} rows/s of CPU time, {:.0} of wall time",
        rate(cpu),
        rate(wall)
    );
    println!("the crate csv alone: {:.0} rows/s of CPU time, ratio {:.2}", rate(csv), cpu / csv);
    println!("peak memory: {memory} KiB (goal: at most {GOAL_MEMORY_KIB})");
    assert!(rate(cpu) >= GOAL_ROWS, "goal: at least {GOAL_ROWS} rows/s");
    assert!(memory <= GOAL_MEMORY_KIB, "goal: at most {GOAL_MEMORY_KIB} KiB");
}

fn write() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bulk-check.csv");
    let mut file = BufWriter::new(File::create(&path).expect("created"));
    writeln!(file, "email,first_name,last_name,dept,type,job_title,location").expect("written");
    for row in 0..ROWS {
        writeln!(
            file,
            "user{row}@example.com,Ada{row},Lovelace,Research {},2,Analyst,\"London, {}\"",
            row % 97,
            row % 11
        )
        .expect("written");
    }
    file.flush().expect("written");
    path
}

fn checked(file: &Path) -> u64 {
    let mut table = open_table(TableSource::Path(file.into()), &TableOptions::default()).expect("opened");
    let report = check(&mut table, Duplicates::default());
    assert!(report.is_ok() && report.warning_count == 0, "{report:?}");
    report.rows
}

fn read(file: &Path) -> u64 {
    let mut reader = csv::Reader::from_path(file).expect("opened");
    let (mut record, mut rows) = (csv::StringRecord::new(), 0);
    while reader.read_record(&mut record).expect("read") {
        rows += 1;
    }
    rows
}

/// The wall time and the CPU time of the process, in seconds.
fn timed(run: impl FnOnce()) -> (f64, f64) {
    let (started, cpu) = (Instant::now(), cpu_time());
    run();
    (started.elapsed().as_secs_f64(), (cpu_time() - cpu).as_secs_f64())
}

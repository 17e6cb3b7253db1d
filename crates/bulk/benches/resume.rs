//! How long a journal of a million rows takes to be resumed and to be made into results, and how much memory:
//! `cargo bench --package zoomuser-bulk --bench resume`.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::fs;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};
use zoomuser_bulk::journal::{Done, Journal, Open, POINT_ROWS, Position, Sent};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::results::{InputWriter, Results};
use zoomuser_bulk::row::Source;
use zoomuser_bulk::run_folder::{RunFile, RunFolder, user_hash};

const ROWS: u64 = 1_000_000;
/// Rows end in another order than they begin, as far as so many calls are in flight.
const IN_FLIGHT: u64 = 64;
const GOAL: Duration = Duration::from_secs(1);
const BOOT: &str = "boot";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Not among the temporary files, which may be in memory.
    let base = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bulk-resume-{}", std::process::id()));
    fs::create_dir_all(&base)?;
    let measured = measure(&RunFolder::create_beside(&base.join("users.csv"))?);
    fs::remove_dir_all(&base)?;
    measured
}

fn measure(folder: &RunFolder) -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    write_plan(folder)?;
    report("plan and input written", began);
    let began = Instant::now();
    write_journal(folder)?;
    report(&format!("journal written, {} MB", fs::metadata(folder.file(RunFile::Journal))?.len() / 1_000_000), began);
    let began = Instant::now();
    let (journal, progress) = Journal::resume(folder, BOOT, "now")?;
    let took = report("resumed", began);
    assert!(progress.below > ROWS - 2 * POINT_ROWS && !progress.in_doubt.is_empty());
    drop(journal);
    let began = Instant::now();
    let results = Results::read(folder, BOOT)?;
    report("results read", began);
    let began = Instant::now();
    results.write_results()?;
    results.write_failed()?;
    results.write_summary(14)?;
    report("results.csv, failed.csv, summary.json written", began);
    if took < GOAL { Ok(()) } else { Err(format!("resuming took {took:?}; the goal is {GOAL:?}").into()) }
}

fn user(row: u64) -> String {
    format!("user.{row}@example.com")
}

fn write_plan(folder: &RunFolder) -> Result<(), Box<dyn std::error::Error>> {
    let mut plan = BufWriter::new(folder.create_file(RunFile::Plan)?);
    let mut input = InputWriter::create(folder)?;
    writeln!(
        plan,
        r#"{{"format":"1.0","rows":{ROWS},"columns":["email","dept"],"delimiter":",","name":"users.csv"}}"#
    )?;
    for row in 0..ROWS {
        let (line, user) = (row + 2, user(row));
        writeln!(plan, r#"{{"n":{row},"line":{line},"user":"{user}","fields":{{"dept":"Department {row}"}}}}"#)?;
        input.write(&Source::Cells(vec![user, format!("Department {row}")]))?;
    }
    input.finish()?;
    Ok(plan.flush()?)
}

/// A journal whose process was killed at the last rows.
fn write_journal(folder: &RunFolder) -> Result<(), Box<dyn std::error::Error>> {
    let open = Open { rows: ROWS, boot: BOOT.to_owned(), ..Open::default() };
    let mut journal = Journal::create(folder, open)?;
    for first in (0..ROWS).step_by(IN_FLIGHT as usize) {
        let rows = first..(first + IN_FLIGHT).min(ROWS);
        for row in rows.clone() {
            journal.sent(&[Sent { row, user: user_hash(&user(row)), attempt: 1, again: false }])?;
        }
        if rows.end == ROWS {
            return Ok(());
        }
        for row in rows.rev() {
            let outcome = if row % 50 == 0 { RowOutcome::Failed } else { RowOutcome::Applied };
            let tracking_id = format!("v=2.0;clid=aw1;rid=WEB_{row:032x}");
            let done = Done {
                status: Some(0),
                http_status: Some(204),
                tracking_id,
                attempts: 1,
                took_ms: 112,
                ..Done::new(row, outcome)
            };
            journal.done(&[done])?;
        }
        if journal.rows_since_point() >= POINT_ROWS {
            journal.point(Position::default())?;
        }
    }
    Ok(())
}

/// Prints how long something took, and the most memory that the process has had.
fn report(what: &str, began: Instant) -> Duration {
    let took = began.elapsed();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    println!("{what}: {:.3} s; peak memory {peak}", took.as_secs_f64());
    took
}

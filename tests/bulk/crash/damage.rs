//! Journals that were damaged: a torn end is dropped, anything else is an error before anything is sent.

use crate::killed_run::KilledRun;
use zoomuser_bulk::run_folder::RunError;

const ROWS: usize = 400;
/// About a quarter of the journal.
const BYTES: u64 = 20_000;

#[test]
fn a_torn_last_line_is_dropped() {
    let mut run = KilledRun::new("crash-torn", ROWS, |_| false);
    for end in
        ["{\"e\":\"done\",\"n\":3,\"o\":\"se", "{", "{\"e\":\"sent\",\"n\":399,\"u\":\"0011223344556677\",\"try\":1"]
    {
        assert!(run.kill_after(BYTES), "it did not end before");
        run.change_journal(|journal| journal.extend(end.bytes()));
    }
    run.finish();
    run.check_end();
}

#[test]
fn a_flipped_byte_is_an_error() {
    let mut run = KilledRun::new("crash-flipped", ROWS, |_| false);
    assert!(run.kill_after(BYTES), "it did not end before");
    let mut at = 0;
    run.change_journal(|journal| {
        at = journal.len() / 2;
        journal[at] ^= 1;
    });
    let line = run.line_at(at);
    let Err(RunError::Damaged(message)) = run.resume() else { panic!("a damaged journal was used") };
    // Without a run nothing can be sent.
    assert!(message.contains(&format!("journal.jsonl: damaged at byte {line}: the checksum")), "{message}");
    run.change_journal(|journal| journal[at] ^= 1);
    run.finish();
    run.check_end();
}

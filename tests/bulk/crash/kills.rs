//! A run whose processes are killed at random moments.

use crate::killed_run::KilledRun;

const ROWS: usize = 10_000;
/// `ZOOM_TEST_KILLS` names another number.
const KILLS: u64 = 200;
const KILLS_OF_A_RUN: u64 = 100;
/// The bytes of the journal for a row, about.
const ROW_LENGTH: u64 = 200;
/// Each so manieth row fails once.
const FLAKY: usize = 400;

#[test]
fn no_row_is_lost_or_sent_twice_without_being_told() {
    let wanted = std::env::var("ZOOM_TEST_KILLS").map_or(KILLS, |text| text.parse().expect("a number"));
    let (mut kills, mut runs, mut numbers) = (0, 0, 0x5eed_u64);
    while kills < wanted {
        runs += 1;
        // Some runs have rows that fail, which a resumed run tries again.
        let is_flaky = |row: usize| runs % 2 == 0 && row % FLAKY == 0;
        let mut run = KilledRun::new(&format!("crash-kills-{runs}"), ROWS, is_flaky);
        let mut kills_of_run = 0;
        while kills < wanted && run.kill_after(below(&mut numbers, 2 * ROWS as u64 * ROW_LENGTH / KILLS_OF_A_RUN)) {
            kills += 1;
            kills_of_run += 1;
            if kills_of_run % 25 == 0 {
                run.check_books();
            }
        }
        run.finish();
        run.check_end();
    }
}

/// A number of a sequence that is the same in each run (xorshift).
fn below(state: &mut u64, bound: u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state % bound
}

//! A run whose processes are killed at random moments.

use crate::killed_run::KilledRun;

/// `ZOOM_TEST_KILLS` names another number.
const KILLS: u64 = 200;
const KILLS_OF_A_RUN: u64 = 180;
const ROWS: usize = 10_000;
/// Some runs have fewer rows, of which some fail once; reading these again takes long.
const FLAKY_KILLS_OF_A_RUN: u64 = 20;
const FLAKY_ROWS: usize = 2_000;
const FLAKY_DISTANCE: usize = 100;
/// The bytes of the journal for a row, about.
const ROW_LENGTH: u64 = 200;

#[test]
fn no_row_is_lost_or_sent_twice_without_being_told() {
    let wanted = std::env::var("ZOOM_TEST_KILLS").map_or(KILLS, |text| text.parse().expect("a number"));
    let (mut kills, mut runs, mut numbers) = (0, 0, 0x5eed_u64);
    while kills < wanted {
        runs += 1;
        let is_flaky = runs % 2 == 0;
        let (rows, kills_of_run) = if is_flaky { (FLAKY_ROWS, FLAKY_KILLS_OF_A_RUN) } else { (ROWS, KILLS_OF_A_RUN) };
        let mut run = KilledRun::new(&format!("crash-kills-{runs}"), rows, |row| is_flaky && row % FLAKY_DISTANCE == 0);
        // On average, so many kills are spread over the run.
        let most = 2 * rows as u64 * ROW_LENGTH / kills_of_run;
        while kills < wanted && run.kill_after(below(&mut numbers, most)) {
            kills += 1;
            if kills % 25 == 0 {
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

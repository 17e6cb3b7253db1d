//! The text of the page.

use crate::runs::{EVIL, Temporary, Written, begin, done, failed, many, mixed, row};
use std::fs;
use std::path::Path;
use zoomuser_bulk::journal::{Done, StopReason};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::report::{ReportOptions, Values};

/// The same journal gives the same bytes.
#[test]
fn the_report_is_the_committed_one() {
    let temporary = Temporary::new("golden");
    let (page, _) = mixed(&temporary).report(&ReportOptions::default());
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report/golden.html");
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report.html");
    fs::write(&made, &page).expect("written");
    let committed = fs::read_to_string(&golden).unwrap_or_default();
    let message = "the report has changed: if that is meant, copy";
    assert!(page == committed, "{message} {} to {}", made.display(), golden.display());
}

#[test]
fn no_text_is_markup() {
    let temporary = Temporary::new("markup");
    let (page, _) = mixed(&temporary).report(&ReportOptions { values: Values::All, mask_users: false });
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x"));
    // Those of the page: the summary and the script.
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    for markup in ["<img", "<b>Dev", "<i>mend", "<u>", EVIL] {
        assert!(!page.contains(markup), "{markup}");
    }
}

#[test]
fn private_values_are_shown_on_demand() {
    let temporary = Temporary::new("private");
    let run = mixed(&temporary);
    let shown = |values, mask_users| {
        let (page, _) = run.report(&ReportOptions { values, mask_users });
        ["482913", "5550100", "Research", "ada@example.com", "someone@example.com"].map(|text| page.contains(text))
    };
    assert_eq!(shown(Values::Changed, false), [false, false, true, true, true]);
    assert_eq!(shown(Values::All, false), [true, true, true, true, true]);
    assert_eq!(shown(Values::None, false), [false, false, false, true, true]);
    assert_eq!(shown(Values::Changed, true), [false, false, true, false, false]);
    assert_eq!(shown(Values::None, true), [false; 5]);
}

#[test]
fn a_row_says_how_to_repeat_it() {
    let temporary = Temporary::new("command");
    let (page, _) = mixed(&temporary).report(&ReportOptions::default());
    let expected = [
        "zoomuser update &#39;d@example.com&#39; &#39;type:=1&#39;",
        "&quot;host_key=${HOST_KEY:?}&quot; &quot;phone_numbers:=${PHONE_NUMBERS:?}&quot; &#39;pronouns=&#39;",
        "PATCH /users/d%40example.com\n{&quot;type&quot;:1}",
        "zoomuser bulk resume &#39;users.csv.run-1&#39;",
    ];
    for text in expected {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn every_state_of_a_run_has_a_verdict() {
    let verdict = |rows: u64, write: &dyn Fn(&mut Written)| {
        let temporary = Temporary::new("verdict");
        let mut run = begin(&temporary, (0..rows).map(|n| row(&format!("u{n}@x.org"), r#"{"type":1}"#, None)));
        write(&mut run);
        let (page, _) = run.report(&ReportOptions::default());
        let (_, rest) = page.split_once("<p class=\"verdict ").expect("there");
        rest.split_once("</p>").expect("ended").0.to_owned()
    };
    let is_good = |rows| {
        move |run: &mut Written| {
            run.sent(0..rows);
            run.done(&(0..rows).map(|row| done(row, RowOutcome::Sent, row)).collect::<Vec<_>>());
            run.stop(StopReason::Finished);
        }
    };
    assert_eq!(verdict(1, &is_good(1)), "good\">The row succeeded.");
    assert_eq!(verdict(2, &is_good(2)), "good\">All 2 rows succeeded.");
    let open = "The run has not ended: it is still running, and rows in doubt are under way, or it was killed.";
    let half = |run: &mut Written| {
        run.sent(0..2);
        run.done(&[done(0, RowOutcome::Sent, 5)]);
    };
    assert_eq!(verdict(4, &half), format!("open\">1 of 4 rows succeeded; 1 in doubt, 2 not tried. {open}"));
    let stopped = |run: &mut Written| {
        run.sent(0..1);
        run.done(&[failed(0, 7)]);
        run.stop(StopReason::Threshold);
    };
    assert_eq!(
        verdict(2, &stopped),
        "bad\">0 of 2 rows succeeded; 1 failed, 1 not tried. The run was stopped: too many rows failed."
    );
    let begun = |_: &mut Written| {};
    assert_eq!(verdict(2, &begun), format!("open\">0 of 2 rows succeeded; 2 not tried. {open}"));
}

#[test]
fn a_large_run_shows_its_problems_and_a_sample() {
    let temporary = Temporary::new("large");
    let (page, _) = many(&temporary, 10_000, 100).report(&ReportOptions::default());
    let shown = |word: &str| page.matches(&format!("<tr class=\"o-{word}\"")).count();
    assert_eq!((shown("failed"), shown("sent")), (100, 990));
    assert!(page.contains("Shown: all 100 with a problem, and 990 of 9,900 others, spread over the file."));
    assert!(page.contains("100 rows (100 %)") && page.contains("Lines 101, 201, 301, …"));
    assert!(page.len() < 3_000_000, "{}", page.len());
    let first = page.find("<tr class=\"o-sent\"").expect("a row");
    assert!(page.rfind("<tr class=\"o-failed\"").expect("a row") < first, "problems come first");
}

#[test]
fn the_page_has_a_size_that_a_browser_can_show() {
    let temporary = Temporary::new("size");
    let long = format!("{{\"dept\":\"{}\"}}", "x".repeat(2_000));
    let mut run = begin(&temporary, (0..6_000).map(|n| row(&format!("u{n}@x.org"), &long, None)));
    for first in (0..6_000).step_by(500) {
        run.sent(first..first + 500);
        run.done(&(first..first + 500).map(|row| Done { attempts: 2, ..failed(row, row) }).collect::<Vec<_>>());
    }
    let (page, _) = run.report(&ReportOptions::default());
    assert!((4_900_000..5_100_000).contains(&page.len()), "{}", page.len());
    assert!(page.contains(" of 6,000 with a problem, and all 0 others, spread over the file."));
}

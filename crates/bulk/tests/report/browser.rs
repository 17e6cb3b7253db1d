//! The page in a headless Chromium.

use crate::runs::{EVIL, Temporary, mixed};
use std::fs;
use std::path::Path;
use std::process::Command;
use zoomuser_bulk::report::ReportOptions;

/// Loads a page; returns the elements as they are after its script ran, and what the browser complained about.
fn load(page: &Path, fragment: &str) -> Option<(String, String)> {
    let profile = page.with_file_name("profile");
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=5000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}{fragment}", page.display()))
        .output();
    match output {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let complaints = String::from_utf8_lossy(&output.stderr);
            let complaints = complaints.lines().filter(|line| line.contains(":CONSOLE"));
            let complaints = complaints.collect::<Vec<_>>().join("\n");
            Some((String::from_utf8_lossy(&output.stdout).into_owned(), complaints))
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "chromium: {error}");
            eprintln!("chromium: {error}: the report is not tested in a browser");
            None
        }
    }
}

/// The rows that the page shows, by outcome.
fn shown(elements: &str) -> Vec<&str> {
    let rows = elements.split("<tr class=\"o-").skip(1);
    let tags = rows.filter_map(|row| row.split_once('>')).map(|(tag, _)| tag);
    tags.filter(|tag| !tag.contains("hidden")).filter_map(|tag| tag.split_once('"')).map(|(word, _)| word).collect()
}

#[test]
fn a_browser_shows_and_filters_the_rows() {
    let temporary = Temporary::new("browser");
    let (_, path) = mixed(&temporary).report(&ReportOptions::default());
    let Some((elements, complaints)) = load(&path, "") else { return };
    assert_eq!(complaints, "");
    assert_eq!(
        shown(&elements),
        ["failed", "failed", "ignored", "refused", "in-doubt", "applied", "sent", "already", "not-tried"]
    );
    assert!(elements.contains("<title>users.csv.run-1: report</title>"), "the user has changed the title");
    assert_eq!((elements.matches("<script").count(), elements.matches("<img").count()), (2, 0));
    assert!(!elements.contains(EVIL));

    let (elements, complaints) = load(&path, "#outcome=failed").expect("it is there");
    assert_eq!((complaints.as_str(), shown(&elements)), ("", vec!["failed", "failed"]));
    assert!(elements.contains("2 of 9 shown"));
}

/// Otherwise the test above could not fail.
#[test]
fn a_browser_complains_about_what_the_page_forbids() {
    let temporary = Temporary::new("forbidden");
    let (page, path) = mixed(&temporary).report(&ReportOptions::default());
    let changed =
        page.replace("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x", "<script>alert(1)</script><img src=x");
    assert_ne!(page, changed);
    fs::write(&path, changed).expect("written");
    let Some((elements, complaints)) = load(&path, "") else { return };
    assert!(complaints.contains("Content Security Policy"), "{complaints}");
    assert!(elements.contains("<title>users.csv.run-1: report</title>"), "the policy forbids the script");
}

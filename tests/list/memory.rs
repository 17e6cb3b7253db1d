//! A list needs memory for one page, however long it is.

use crate::sandbox;
use std::process::Command;

/// The peak memory of a process that lists so many users, in KiB.
fn peak(users: usize) -> u64 {
    let sandbox = sandbox("list-memory", users);
    let mut process = Command::new(env!("CARGO_BIN_EXE_client-process"));
    process.arg("list-users").env("TEST_URL", sandbox.http_url()).env("TEST_TOKEN", sandbox.token());
    let output = process.output().expect("the process runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    let (count, peak) = text.trim().split_once(' ').expect("two numbers");
    assert_eq!(count, users.to_string());
    peak.parse().expect("a number")
}

#[test]
fn ten_thousand_users_need_hardly_more_memory_than_one_page() {
    let (page, all) = (peak(300), peak(10_000));
    // 44 MiB when all users are kept, 0.3 MiB when they are not.
    assert!(all < page + 8 * 1024, "{page} KiB for a page, {all} KiB for all");
}

//! The token cache file while another process holds its lock.

use crate::shared::dept;
use std::path::Path;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::lock_holder::LockHolder;
use support::{app_options, told};
use zoomuser::Status;
use zoomuser::internal::FlatClient as Client;

#[test]
fn a_lock_that_another_process_keeps_costs_a_fifth_of_the_time_and_is_reported() {
    let (sandbox, folder) = (support::sandbox(), Folder::new());
    let lock = folder.file("token.lock");
    let _holder = LockHolder::start(Path::new(env!("CARGO_BIN_EXE_hold-lock")), &lock);
    let limits = [("token_cache", folder.file("token")), ("deadline_ms", "5000".to_owned())];
    let limits: Vec<(&str, &str)> = limits.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let client = Client::new(app_options(&sandbox, &limits));
    let started = Instant::now();
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{}", outcome.message());
    assert!(started.elapsed() >= Duration::from_millis(990), "it waited for the lock");
    let warning = told(&outcome);
    assert!(warning.starts_with("token_cache: ") && warning.contains(&lock), "{warning}");
    assert!(!warning.contains('\n') && warning.contains("another process"), "{warning}");
    // What it got is there for the next call and for others.
    let outcome = client.update_user("jane@example.com", &dept());
    assert_eq!((outcome.status(), told(&outcome).as_str()), (Status::Ok, ""));
    assert_eq!(sandbox.stats().token_requests, 1);
    assert!(std::fs::read_to_string(folder.file("token")).expect("there").contains("access_token"));
}

//! The rate limit of lists is one of its own.

use crate::{builder, sandbox};
use std::fs;
use std::time::{Duration, Instant};
use support::folder::Folder;
use zoomuser::{Client, Content, Headers, ListUsers, Request, Status, UserPatch};
use zoomuser_sandbox::{Response, Sandbox};

/// A client that may send one request of each label, and the next only much later.
fn slow(sandbox: &Sandbox) -> zoomuser::ClientBuilder {
    builder(sandbox).option("plan", "free").option("rate_share", "1").deadline(Duration::from_secs(5))
}

fn update(client: &Client) -> Status {
    let patch = UserPatch::new().dept("d");
    client.update_user("user-0@example.com", &patch).map_or_else(|error| error.status(), |_| Status::Ok)
}

fn list(client: &Client) -> Status {
    let first = client.list_users(ListUsers::active()).next().expect("a user or an error");
    first.map_or_else(|error| error.status(), |_| Status::Ok)
}

fn send(client: &Client, path: &str) -> Status {
    let request = Request::new("GET", path, Headers::new(), Content::None).expect(path);
    client.send(&request).map_or_else(|error| error.status(), |_| Status::Ok)
}

#[test]
fn lists_and_updates_do_not_wait_for_each_other() {
    let sandbox = sandbox("list-labels", 1);
    let client = slow(&sandbox).build().expect("a client");
    assert_eq!((update(&client), list(&client)), (Status::Ok, Status::Ok));
    assert_eq!((update(&client), list(&client)), (Status::RateLimited, Status::RateLimited));
    assert_eq!(sandbox.requests().len(), 2, "the others were not sent");
}

#[test]
fn a_custom_request_for_the_list_counts_as_a_list() {
    let sandbox = sandbox("list-custom", 1);
    let client = slow(&sandbox).build().expect("a client");
    assert_eq!(send(&client, "users?page_size=1"), Status::Ok);
    assert_eq!(send(&client, "/v2/users"), Status::RateLimited);
    assert_eq!(send(&client, "users/me"), Status::Ok, "like an update");
    assert_eq!((list(&client), update(&client)), (Status::RateLimited, Status::RateLimited));
}

#[test]
fn the_file_has_a_ledger_for_each_label() {
    let (sandbox, folder) = (sandbox("list-file", 1), Folder::new());
    let file = folder.file("rate");

    let client = || slow(&sandbox).option("rate_file", &file).build().expect("a client");
    assert_eq!((update(&client()), list(&client())), (Status::Ok, Status::Ok));
    let text = fs::read_to_string(&file).expect("the file");
    assert!(text.starts_with("zoomuser-rate 2 ") && text.lines().count() == 3, "{text}");
    assert_eq!((update(&client()), list(&client())), (Status::RateLimited, Status::RateLimited));
}

#[test]
fn a_refused_list_holds_up_lists_only() {
    let sandbox = sandbox("list-refusal", 1);
    let client = builder(&sandbox).option("plan", "pro").deadline(Duration::from_secs(5)).build().expect("a client");
    let headers = [("X-RateLimit-Category", "Medium"), ("X-RateLimit-Type", "QPS"), ("Retry-After", "30")];
    sandbox.script(Response::http(429, &headers, ""));
    assert_eq!((list(&client), update(&client), list(&client)), (Status::RateLimited, Status::Ok, Status::RateLimited));
    assert_eq!(sandbox.requests().len(), 2, "the second list was not sent");
}

#[test]
fn pages_keep_the_rate_of_the_plan() {
    let sandbox = sandbox("list-rate", 4);
    let client = builder(&sandbox).option("plan", "free").build().expect("a client");
    let started = Instant::now();
    let users = client.list_users(ListUsers::active().page_size(1)).filter(Result::is_ok).count();
    // Four pages at two a second are three pauses.
    assert!(users == 4 && started.elapsed() >= Duration::from_millis(1_500), "{users} {:?}", started.elapsed());
    assert!(sandbox.set_plan("free"));
    let other = builder(&sandbox).build().expect("a client that does not wait");
    let results: Vec<Status> = (0..3).map(|_| list(&other)).collect();
    let stats = sandbox.stats();
    assert_eq!(stats.used_today, 0, "lists are not counted with the requests for one user");
    assert!(results.iter().all(|status| matches!(status, Status::Ok | Status::RateLimited)), "{results:?}");
    assert_eq!(stats.refused_lists, results.iter().filter(|status| **status == Status::RateLimited).count() as u64);
}

//! The list of users: pages, errors half-way, rate limits of its own.

#[cfg(target_os = "linux")]
mod memory;
mod pacing;
mod pages;

use std::fmt::Write;
use zoomuser::{Client, ClientBuilder};
use zoomuser_sandbox::Sandbox;

/// A sandbox with so many active users: `user-0@example.com`, ...
fn sandbox(token: &str, users: usize) -> Sandbox {
    let mut csv = "email,id,first_name,role_id,group_ids\n".to_owned();
    for number in 0..users {
        let group = if number % 5 == 0 { "\"[\"\"fifth\"\"]\"" } else { "" };
        let role = 1 + number % 2;
        writeln!(csv, "user-{number}@example.com,id-{number},User {number},{role},{group}").expect("a line");
    }
    Sandbox::builder().token(token).users_csv(&csv).start().expect("the sandbox starts")
}

fn builder(sandbox: &Sandbox) -> ClientBuilder {
    Client::builder().base_url(&sandbox.http_base_url()).token(sandbox.token()).max_retries(0).option("plan", "none")
}

fn client(sandbox: &Sandbox) -> Client {
    builder(sandbox).build().expect("a client")
}

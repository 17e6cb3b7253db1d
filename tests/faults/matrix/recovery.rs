//! Faults from which a call recovers: kept connections that died, and proxies that restart.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use support::middleman::Middleman;
use support::on_retry::on_retry;
use support::{ClosedPort, account, https_options, patch, with};
use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{Content, Headers, Request, Status};
use zoomuser_sandbox::{Response, Sandbox};

const WORKERS: usize = 16;

/// What became of the kept connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Death {
    /// Nothing is forwarded any more.
    Silent,
    /// Requests are forwarded, answers are not.
    Mute,
    /// Closed while they were idle.
    Closed,
}

/// What a proxy does before it works again.
#[derive(Debug, Clone)]
enum Restart {
    /// Its port is closed.
    Refuses,
    /// It says this instead of opening a tunnel, so many times.
    Says(&'static str, Response, usize),
}

#[derive(Debug, Clone)]
enum Cell {
    Kept { tls: bool, death: Death, connections: usize, method: &'static str, max_retries: u32 },
    Proxy { restart: Restart, has_kept: bool, recovers: bool },
}

impl Cell {
    /// The row of the table.
    fn name(&self) -> String {
        match self {
            Self::Kept { tls, death, .. } => {
                format!("{}: kept connection {death:?}", if *tls { "TLS" } else { "plain" }).to_lowercase()
            }
            Self::Proxy { restart: Restart::Refuses, .. } => "proxy: refuses connections".to_owned(),
            Self::Proxy { restart: Restart::Says(what, ..), .. } => format!("proxy: {what}"),
        }
    }
}

fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for tls in [false, true] {
        for death in [Death::Silent, Death::Mute, Death::Closed] {
            for connections in [1, 4, 16] {
                for (method, max_retries) in [("PATCH", 0), ("PATCH", 3), ("GET", 0), ("POST", 0), ("POST", 3)] {
                    cells.push(Cell::Kept { tls, death, connections, method, max_retries });
                }
            }
        }
    }
    cells.push(Cell::Proxy { restart: Restart::Refuses, has_kept: false, recovers: true });
    for has_kept in [false, true] {
        for (what, answer) in [
            ("closes", Response { close: true, ..Response::default() }),
            ("resets", Response { reset: true, ..Response::default() }),
            ("closes in its head", Response { cut_after: Some(9), ..Response::http(200, &[], "") }),
            ("closes the new tunnel", Response { close: true, ..Response::raw("HTTP/1.1 200 OK\r\n\r\n") }),
            ("is silent", Response { delay: Duration::from_secs(60), ..Response::http(200, &[], "") }),
            ("408", Response::http(408, &[], "")),
            ("429", Response::http(429, &[], "")),
            ("500", Response::http(500, &[], "")),
            ("502", Response::http(502, &[], "")),
            ("503", Response::http(503, &[], "")),
            ("504", Response::http(504, &[], "")),
        ] {
            for count in 1..=3 {
                let restart = Restart::Says(what, answer.clone(), count);
                cells.push(Cell::Proxy { restart, has_kept, recovers: true });
            }
        }
        for (what, answer) in [
            ("403", Response::http(403, &[], "")),
            ("407", Response::http(407, &[("Proxy-Authenticate", "Basic realm=x")], "")),
            ("501", Response::http(501, &[], "")),
            ("speaks another protocol", Response::raw("220 mail.example.com ESMTP\r\n\r\n")),
            ("speaks TLS", Response::raw([0x15, 3, 3, 0, 2, 2, 40])),
        ] {
            cells.push(Cell::Proxy { restart: Restart::Says(what, answer, 1), has_kept, recovers: false });
        }
    }
    cells
}

fn update(client: &Client, value: &str) -> Outcome {
    client.update_user("jane@example.com", &patch(&format!(r#"{{"dept":"{value}"}}"#)))
}

/// What is wrong with an outcome, if something is.
fn check(outcome: &Outcome, status: Status, attempts: RangeInclusive<usize>) -> Result<(), String> {
    let count = usize::try_from(outcome.attempts()).expect("few");
    match outcome.status() == status && attempts.contains(&count) {
        true => Ok(()),
        false => Err(format!("{:?} after {count} attempts: {}", outcome.status(), outcome.message())),
    }
}

/// Whether the sandbox has the value.
fn is_changed(sandbox: &Sandbox, value: &str) -> bool {
    sandbox.user("jane@example.com").is_some_and(|user| user.contains(&format!("\"dept\":\"{value}\"")))
}

fn run_cell(sandbox: &Sandbox, cell: &Cell, number: usize) -> Result<(), String> {
    let value = format!("recovery+{number}");
    match cell {
        Cell::Kept { tls, death, connections, method, max_retries } => {
            let (scheme, url) = if *tls { ("https", sandbox.https_url()) } else { ("http", sandbox.http_url()) };
            let middleman = Middleman::start(&url);
            let settings = [
                ("base_url", format!("{scheme}://{}/v2", middleman.address())),
                ("timeout_ms", "2000".to_owned()),
                ("max_retries", max_retries.to_string()),
            ];
            let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
            let client = Client::new(with(https_options(sandbox), &settings));
            let get = || {
                let get = Request::new("GET", "users/jane@example.com", Headers::new(), Content::None);
                client.send(&get.expect("valid"))
            };
            let gather = || {
                thread::scope(|scope| {
                    let calls: Vec<_> = (0..*connections).map(|_| scope.spawn(get)).collect();
                    calls.into_iter().map(|call| call.join().expect("no panic")).collect::<Vec<_>>()
                })
            };
            middleman.gather(*connections);
            gather().iter().try_for_each(|outcome| check(outcome, Status::Ok, 1..=4))?;
            match death {
                Death::Silent => middleman.silence(),
                Death::Mute => middleman.silence_answers(),
                Death::Closed => middleman.close(),
            }
            let at_most = if *death == Death::Closed { 1..=2 } else { 2..=2 };
            match *method {
                "PATCH" => {
                    check(&update(&client, &value), Status::Ok, at_most)?;
                    if !is_changed(sandbox, &value) {
                        return Err("false success".to_owned());
                    }
                }
                "GET" => check(&get(), Status::Ok, at_most)?,
                method => {
                    let post = Request::new(method, "unknown", Headers::new(), Content::Bytes(b"x"));
                    let outcome = client.send(&post.expect("valid"));
                    let status = if *death == Death::Closed { outcome.status() } else { Status::Timeout };
                    check(&outcome, status, 1..=1)?;
                }
            }
            // No other call meets a dead connection.
            gather().iter().try_for_each(|outcome| check(outcome, Status::Ok, 1..=1))
        }
        Cell::Proxy { restart, has_kept, recovers } => {
            let settings =
                [("base_url", "https://api.zoom.us/v2"), ("max_retries", "3"), ("connect_timeout_ms", "3000")];
            // The lock of a user is one for all workers, unless their accounts differ.
            let options = with(with(https_options(sandbox), &settings), &[("account_id", &account(sandbox))]);
            let (outcome, failures) = match restart {
                Restart::Refuses => {
                    let (closed, url) = (ClosedPort::new(), sandbox.http_url());
                    let client = Client::new(with(options, &[("proxy", &closed.url())]));
                    let started = Rc::new(RefCell::new(None));
                    let start = Rc::clone(&started);
                    on_retry(move || *start.borrow_mut() = Some(Middleman::on(closed.open(), &url)));
                    (update(&client, &value), 1)
                }
                Restart::Says(_, answer, count) => {
                    let middleman = Middleman::start(&sandbox.http_url());
                    let client = Client::new(with(options, &[("proxy", &format!("http://{}", middleman.address()))]));
                    if *has_kept {
                        check(&update(&client, "before"), Status::Ok, 1..=4)?;
                        middleman.close();
                    }
                    (0..*count).for_each(|_| sandbox.script(answer.clone()));
                    (update(&client, &value), *count)
                }
            };
            // A connection that was just closed may be found out by its use.
            let more = usize::from(*has_kept);
            match recovers {
                true => check(&outcome, Status::Ok, failures + 1..=failures + 1 + more),
                false => check(&outcome, Status::Proxy, 1..=1 + more),
            }?;
            match is_changed(sandbox, &value) == *recovers {
                true => Ok(()),
                false => Err("success and change differ".to_owned()),
            }
        }
    }
}

#[derive(Debug, Default)]
struct Row {
    cells: usize,
    failures: usize,
}

/// The rows, and a message for each failure.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    rows: BTreeMap<String, Row>,
    messages: Vec<String>,
}

/// All cells.
pub(crate) fn run() -> Totals {
    let (cells, next, totals) = (cells(), AtomicUsize::new(0), Mutex::new(Totals::default()));
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let sandbox = support::sandbox();
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    let Some(cell) = cells.get(number) else { return };
                    let result = run_cell(&sandbox, cell, number);
                    let mut totals = totals.lock().expect("no panic");
                    let row = totals.rows.entry(cell.name()).or_default();
                    row.cells += 1;
                    row.failures += usize::from(result.is_err());
                    totals.messages.extend(result.err().map(|why| format!("{cell:?}: {why}")));
                }
            });
        }
    });
    totals.into_inner().expect("no panic")
}

impl Totals {
    pub(crate) fn is_balanced(&self) -> bool {
        !self.rows.is_empty() && self.messages.is_empty()
    }

    pub(crate) fn print(&self) {
        self.messages.iter().take(40).for_each(|line| println!("{line}"));
        println!("| kept connection or proxy | cells | wrong |");
        println!("|{}", " --- |".repeat(3));
        for (name, Row { cells, failures }) in &self.rows {
            println!("| {name} | {cells} | {failures} |");
        }
        let cells: usize = self.rows.values().map(|row| row.cells).sum();
        println!("| all | {cells} | {} |", self.messages.len());
    }
}

//! A bulk run against a plain loop of calls: CPU time a row, memory, and the rate at a plan's limit.
//!
//! Servers and measured programs are processes of their own, all of this program, so that each counts for itself alone.
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::measure::{cpu_time, peak_kib};
use support::{options, patch};
use zoomuser::internal::FlatClient;
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{begin, freeze};
use zoomuser_bulk::results::Results;
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::{Event, Progress};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run_folder::RunFolder;
use zoomuser_bulk::table::{TableOptions, TableSource, open_table};
use zoomuser_sandbox::Sandbox;

const ROUNDS: usize = 5;
/// Rows of the comparison with a loop.
const ROWS: usize = 20_000;
const GOAL_RATIO: f64 = 1.5;
/// Rows of the comparison of memory.
const FEW_ROWS: usize = 10_000;
const MANY_ROWS: usize = 1_000_000;
const GOAL_MEMORY_KIB: u64 = 32 * 1024;
/// At the limit of a plan.
const PLAN: &str = "business";
const PER_SECOND: f64 = 80.0;
const PLAN_ROWS: usize = 2_000;
/// A run makes few calls at a time until the first response: these rows are not measured.
const FIRST_ROWS: f64 = 100.0;
const LATENCY_MS: usize = 200;
const GOAL_SHARE: f64 = 0.98;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["server"] => serve(),
        ["loop", url, rows] => call_in_a_loop(url, rows.parse().expect("a number")),
        ["bulk", url, rows] => run_rows(url, rows.parse().expect("a number")),
        ["cpu"] => cpu(),
        ["memory"] => memory(),
        ["rate"] => rate(),
        [] => {
            cpu();
            rate();
            memory();
        }
        _ => panic!("unknown: {arguments:?}"),
    }
}

/// CPU time a row, alternately with a loop.
fn cpu() {
    let server = Server::start();
    let (mut ratios, mut ours, mut theirs, mut plans) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let bulk = server.measure("bulk", ROWS);
        let calls = server.measure("loop", ROWS);
        ratios.push(bulk.run_us / calls.run_us);
        ours.push(bulk.run_us);
        theirs.push(calls.run_us);
        plans.push(bulk.plan_us);
    }
    let ratio = median(ratios);
    println!(
        "CPU a row, {ROWS} rows, medians of {ROUNDS}: {:.1} µs, a loop of calls {:.1} µs: {ratio:.2} (goal: at most {GOAL_RATIO}); \
         making the plan {:.1} µs",
        median(ours),
        median(theirs),
        median(plans)
    );
    assert!(ratio <= GOAL_RATIO, "goal: at most {GOAL_RATIO}");
}

fn memory() {
    let server = Server::start();
    let few = server.measure("bulk", FEW_ROWS);
    let many = server.measure("bulk", MANY_ROWS);
    let more = many.peak_kib.saturating_sub(few.peak_kib);
    println!(
        "peak memory: {} KiB with {FEW_ROWS} rows, {} KiB with {MANY_ROWS}: {more} KiB more (goal: at most \
         {GOAL_MEMORY_KIB}); {:.1} µs of CPU time a row",
        few.peak_kib, many.peak_kib, many.run_us
    );
    assert!(more <= GOAL_MEMORY_KIB, "goal: at most {GOAL_MEMORY_KIB} KiB");
}

/// The rate at the limit of a plan, with a server that answers late and refuses what is above the limit.
fn rate() {
    let sandbox = Sandbox::builder().plan(PLAN).start().expect("the sandbox starts");
    let base_url = sandbox.http_base_url();
    let pairs = [("base_url", base_url.as_str()), ("token", sandbox.token()), ("plan", PLAN), ("max_retries", "0")];
    let client = Arc::new(FlatClient::new(options(&pairs)));
    let users = (0..PLAN_ROWS).map(|row| format!("slow-{LATENCY_MS}+{row}@sandbox.test"));
    let folder = Folder::new();
    let (mut first, mut last, mut rows) = (None, Instant::now(), 0.0);
    let mut run = planned(&client, &folder, users).1;
    each_row(&mut run, |outcome| {
        assert_eq!(outcome, RowOutcome::Sent, "no refusal");
        last = Instant::now();
        rows += 1.0;
        if rows == FIRST_ROWS {
            first = Some(last);
        }
    });
    let seconds = last.duration_since(first.expect("a row")).as_secs_f64();
    let (rate, refused) = ((rows - FIRST_ROWS) / seconds, sandbox.stats().refused);
    let share = rate / PER_SECOND;
    println!(
        "plan {PLAN}, {LATENCY_MS} ms latency, {seconds:.1} s: {rate:.2} rows/s, {:.1} % of {PER_SECOND} (goal: at least \
         {:.0} %), {refused} refused",
        share * 100.0,
        GOAL_SHARE * 100.0
    );
    assert!(share >= GOAL_SHARE && refused == 0, "goal: at least {GOAL_SHARE}, no refusal");
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A server in a process of its own that answers every request with 204.
struct Server {
    child: Child,
    url: String,
}

/// What a measured process printed.
struct Figures {
    plan_us: f64,
    run_us: f64,
    peak_kib: u64,
}

impl Server {
    fn start() -> Self {
        let mut child =
            this_program().arg("server").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("started");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut url).expect("a URL");
        Self { child, url: url.trim().to_owned() }
    }

    fn measure(&self, what: &str, rows: usize) -> Figures {
        let output = this_program().args([what, &self.url, &rows.to_string()]).stderr(Stdio::inherit()).output();
        let output = output.expect("started");
        assert!(output.status.success(), "{what} failed");
        let text = String::from_utf8(output.stdout).expect("text");
        let numbers: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
        let [plan_us, run_us, peak_kib] = numbers[..] else { panic!("three numbers: {text}") };
        Figures { plan_us, run_us, peak_kib: peak_kib as u64 }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn this_program() -> Command {
    Command::new(std::env::current_exe().expect("a path"))
}

/// Serves until standard input ends.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.expect("a connection");
            thread::spawn(move || answer(stream));
        }
    });
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

/// Answers each request of a connection. Requests are small, and each comes when the one before is answered.
fn answer(mut stream: TcpStream) {
    let (mut received, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        received.extend_from_slice(&buffer[..count]);
        if is_complete(&received) {
            received.clear();
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("written");
        }
    }
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split_once("content-length: ").and_then(|(_, rest)| rest.lines().next()?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn client(url: &str) -> Arc<FlatClient> {
    Arc::new(FlatClient::new(options(&[
        ("base_url", &format!("{url}/v2")),
        ("token", "token-of-the-benchmark"),
        ("plan", "none"),
    ])))
}

fn user(row: usize) -> String {
    format!("user-{row}@example.com")
}

fn call_in_a_loop(url: &str, rows: usize) {
    let (client, patch) = (client(url), patch(r#"{"dept":"Research","job_title":"Analyst"}"#));
    let began = cpu_time();
    for row in 0..rows {
        assert!(client.update_user(&user(row), &patch).is_ok());
    }
    print(rows, Duration::ZERO, cpu_time() - began);
}

fn run_rows(url: &str, rows: usize) {
    let (client, folder) = (client(url), Folder::new());
    let began = cpu_time();
    let (run_folder, mut run) = planned(&client, &folder, (0..rows).map(user));
    let planned = cpu_time();
    let mut count = 0;
    each_row(&mut run, |outcome| count += usize::from(outcome == RowOutcome::Sent));
    drop(run);
    let ran = cpu_time();
    assert_eq!(count, rows);
    // As the command line ends: it counts for the memory.
    let results = Results::read(&run_folder, "").expect("results");
    results.write_results().expect("written");
    print(rows, planned - began, ran - planned);
}

/// A run that was frozen and not read.
fn planned(client: &Arc<FlatClient>, folder: &Folder, users: impl Iterator<Item = String>) -> (RunFolder, Run) {
    let table = folder.path().join("users.csv");
    write_table(&table, users);
    let mut table = open_table(TableSource::Path(table), &TableOptions::default()).expect("opened");
    let run_folder = RunFolder::create(&folder.path().join("run")).expect("made");
    let plan = PlanOptions::default();
    freeze(client, &mut table, &Users::Unread, &plan, &run_folder, "", &mut |_| true).expect("a plan");
    let run = begin(client.clone(), &run_folder, RunOptions::default()).expect("a run");
    (run_folder, run)
}

fn write_table(path: &Path, users: impl Iterator<Item = String>) {
    let mut file = std::io::BufWriter::new(fs::File::create(path).expect("made"));
    writeln!(file, "user_id,dept,job_title").expect("written");
    users.for_each(|user| writeln!(file, "{user},Research,Analyst").expect("written"));
    file.flush().expect("written");
}

fn each_row(run: &mut Run, mut row: impl FnMut(RowOutcome)) {
    loop {
        match run.next(Duration::from_secs(10)) {
            Progress::Event(Event::Row(ended)) => row(ended.end.outcome),
            Progress::Ended(_) => return,
            Progress::Event(_) | Progress::Waiting => {}
        }
    }
}

/// Microseconds a row, and the peak memory of this process in KiB.
fn print(rows: usize, plan: Duration, run: Duration) {
    let a_row = |time: Duration| time.as_secs_f64() * 1e6 / rows as f64;
    println!("{} {} {}", a_row(plan), a_row(run), peak_kib());
}

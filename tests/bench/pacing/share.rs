//! Processes that use one account and share the rate on a server, and what the server adds to a call.

use crate::judge::{Counting, Judge};
use crate::processes::start;
use crate::verdict;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};
use support::redis::{PROGRAMS, Redis, is_there};
use support::{http_options, patch, sandbox, with};
use zoomuser::internal::FlatClient as Client;

/// The length of a run, all of which is measured.
const SECONDS: u64 = 20;
const GOAL: f64 = 0.95;
/// The goal if the server is away for two seconds, in which each process keeps its part of the rate.
const AWAY_GOAL: f64 = 0.9;
const EVENT_AT: Duration = Duration::from_secs(8);
/// Calls of which the added time is the median, and the goal.
const CALLS: usize = 2_000;
const ADDED_GOAL_US: i64 = 500;

/// What happens in the middle of a run.
#[derive(Clone, Copy)]
enum Event {
    Nothing,
    /// All data is lost.
    Flush,
    /// The server does not reply for two seconds.
    Pause,
    /// The server is killed and starts again after two seconds.
    Restart,
    /// A process is killed.
    Kill,
}

impl Event {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Nothing, "nothing"),
        (Self::Flush, "FLUSHALL"),
        (Self::Pause, "CLIENT PAUSE, 2 s"),
        (Self::Restart, "server killed, back after 2 s"),
        (Self::Kill, "a process killed"),
    ];

    fn goal(self) -> f64 {
        if matches!(self, Self::Pause | Self::Restart) { AWAY_GOAL } else { GOAL }
    }

    fn happens(self, redis: &mut Redis, children: &mut [Child]) {
        match self {
            Self::Nothing => {}
            Self::Flush => assert_eq!(redis.command("FLUSHALL"), "OK"),
            Self::Pause => assert_eq!(redis.command("CLIENT PAUSE 2000 ALL"), "OK"),
            Self::Restart => {
                redis.daemon.stop();
                thread::sleep(Duration::from_secs(2));
                redis.daemon.start_again();
            }
            Self::Kill => children[0].kill().expect("it runs"),
        }
    }
}

/// Says whether the goals are reached.
pub(crate) fn measure() -> bool {
    let programs = PROGRAMS.into_iter().filter(|program| is_there(program)).collect::<Vec<_>>();
    let mut missed = 0;
    println!("| server | processes x threads | permitted /s | after 8 s | share | goal | refused (goal 0) |");
    println!("|{}", " --- |".repeat(7));
    for program in &programs {
        for (plan, limit, size) in [("pro", 30, [3, 16]), ("business", 80, [3, 16])] {
            for (event, name) in Event::ALL {
                let (judge, mut redis) = (Judge::start(limit, Counting::Sliding, true), Redis::start(program, &[]));
                let mut children = start(&judge, plan, size, SECONDS, ["", &redis.url()]);
                thread::sleep(EVENT_AT);
                event.happens(&mut redis, &mut children);
                for mut child in children {
                    let _ = child.wait().expect("it ends");
                }
                let (accepted, refused) = judge.between(Duration::ZERO, Duration::from_secs(SECONDS));
                let share = accepted as f64 / (limit as u64 * SECONDS) as f64;
                let is_reached = share >= event.goal() && refused == 0;
                missed += usize::from(!is_reached);
                let [processes, threads] = size;
                println!(
                    "| {program} | {processes} x {threads} | {limit} | {name} | {:.1} %{} | {} % | {refused} |",
                    share * 100.0,
                    verdict(is_reached),
                    event.goal() * 100.0
                );
            }
        }
    }
    println!();
    println!("| server | added to a call, microseconds (goal {ADDED_GOAL_US}) |");
    println!("|{}", " --- |".repeat(2));
    for program in &programs {
        let added = added_us(&Redis::start(program, &[]));
        missed += usize::from(added > ADDED_GOAL_US);
        println!("| {program} | {added}{} |", verdict(added <= ADDED_GOAL_US));
    }
    println!();
    missed == 0
}

/// The median time of a call with a server minus that without. The turns of the rate do not count: a call waits for its turn
/// before it is measured.
fn added_us(redis: &Redis) -> i64 {
    let sandbox = sandbox();
    let alone = Client::new(with(http_options(&sandbox), &[("plan", "business")]));
    let shared = Client::new(with(http_options(&sandbox), &[("plan", "business"), ("share", &redis.url())]));
    let update = patch(r#"{"dept":"d"}"#);
    let [mut with_server, mut without] = [Vec::new(), Vec::new()];
    for _ in 0..CALLS / 2 {
        for (client, times) in [(&alone, &mut without), (&shared, &mut with_server)] {
            // No turn is waited for.
            thread::sleep(Duration::from_millis(13));
            let started = Instant::now();
            assert!(client.update_user("jane@example.com", &update).is_ok());
            times.push(started.elapsed().as_micros() as i64);
        }
    }
    let median = |times: &mut Vec<i64>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    median(&mut with_server) - median(&mut without)
}

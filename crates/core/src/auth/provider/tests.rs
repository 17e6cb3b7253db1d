//! When a token is renewed, who waits for it, and what the cache file adds. The time is passed in.

use super::*;
use crate::auth::cache;
use crate::auth::token_context::Refused;
use crate::client::options::Options;
use crate::clock::Clock;
use crate::limits::deadline::{CancelToken, Deadline, Interrupt};
use crate::limits::private_file::Locked;
use crate::net::error::TransportError;
use crate::net::transport::{Destination, Transport};
use crate::request::request::Request;
use crate::response::response::Response;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

/// A token service that gives `tok-1`, `tok-2` ..., or nothing.
#[derive(Debug)]
struct Service {
    requests: AtomicU32,
    lifetime_s: u32,
    fails: bool,
}

impl Default for Service {
    fn default() -> Self {
        Self { requests: AtomicU32::new(0), lifetime_s: 3_600, fails: false }
    }
}

impl Transport for Service {
    fn exchange(&self, _: &Request, _: &Destination<'_>, _: &Deadline) -> Result<Response, Box<TransportError>> {
        let number = self.requests.fetch_add(1, Ordering::SeqCst) + 1;
        let body = format!(r#"{{"access_token":"tok-{number}","expires_in":{}}}"#, self.lifetime_s);
        let (http, body) = if self.fails { (400, "{}".to_owned()) } else { (200, body) };
        Ok(Response::new(http, b"", body.into_bytes(), None, &[]))
    }

    fn drop_connections(&self) {}
}

impl Service {
    fn requests(&self) -> u32 {
        self.requests.load(Ordering::SeqCst)
    }
}

fn app(name: &str, more: &[(&str, &str)]) -> Tokens {
    let mut options = Options::default();
    let account = format!("{name}-{}", std::process::id());
    for (name, value) in [("account_id", account.as_str()), ("client_id", "c"), ("client_secret", "app-SECRET")] {
        options.set(name, value).expect(name);
    }
    for (name, value) in more {
        options.set(name, value).expect(name);
    }
    Tokens::new(&options.auth, &options.limits, None, None)
}

/// Forgets what another process does not have.
fn as_another_process(tokens: &Tokens) {
    tokens.app.forget_own();
}

fn lacking(token: &str) -> Option<Refused> {
    Some(Refused { token: Secret::new(token), lacks_scope: true })
}

/// The token that is granted at that time, or why there is none.
fn token(tokens: &Tokens, service: &Service, refused: Option<Refused>, now_s: u64) -> Result<String, String> {
    let wait = Deadline::new("deadline_ms", Duration::from_secs(60), CancelToken::new(), None);
    let context =
        TokenContext { clock: Clock::stopped_at(now_s), ..TokenContext::new(service, &wait, refused.as_ref()) };
    let granted = tokens.token(&context, &mut CallStats::default());
    granted.map(|token| token.secret.expose().to_owned()).map_err(|outcome| outcome.message().to_owned())
}

#[test]
fn a_token_is_renewed_before_it_expires() {
    // Five minutes before, or after half a lifetime below ten minutes.
    for (lifetime_s, renewed_after_s) in [(3_600, 3_300), (600, 300), (8, 4)] {
        let tokens = app(&format!("early-{lifetime_s}"), &[]);
        let service = Service { lifetime_s, ..Service::default() };
        let token = |now_s| token(&tokens, &service, None, now_s);
        for renewals in 0..3 {
            let issued_s = 1_000 + renewals * renewed_after_s;
            let name = format!("tok-{}", renewals + 1);
            for now_s in [issued_s, issued_s + 1, issued_s + renewed_after_s - 1] {
                assert_eq!(token(now_s).as_ref(), Ok(&name), "lifetime {lifetime_s} s, at {now_s} s");
            }
        }
        assert_eq!(service.requests(), 3);
    }
}

#[test]
fn a_token_whose_renewal_fails_is_used_until_it_expires() {
    let (tokens, good) = (app("until-end", &[]), Service::default());
    let bad = Service { fails: true, ..Service::default() };
    assert_eq!(token(&tokens, &good, None, 1_000).as_deref(), Ok("tok-1"));
    // The renewal is tried again every 30 seconds.
    for (now_s, requests) in [(4_299, 0), (4_300, 1), (4_329, 1), (4_330, 2), (4_599, 3)] {
        assert_eq!(token(&tokens, &bad, None, now_s).as_deref(), Ok("tok-1"), "at {now_s} s");
        assert_eq!(bad.requests(), requests, "at {now_s} s");
    }
    assert!(token(&tokens, &bad, None, 4_600).is_err(), "it has expired");
    assert_eq!(token(&tokens, &good, None, 4_600).as_deref(), Ok("tok-2"));
}

#[test]
fn a_token_that_was_renewed_for_a_scope_is_not_renewed_again_for_a_minute() {
    let (tokens, service) = (app("minute", &[]), Service::default());
    let token = |refused, now_s| token(&tokens, &service, refused, now_s);
    assert_eq!(token(None, 1_000).as_deref(), Ok("tok-1"));
    assert_eq!(token(lacking("tok-1"), 1_000).as_deref(), Ok("tok-2"));
    let refused = token(lacking("tok-2"), 1_059).expect_err("too early");
    assert!(refused.contains("59 s ago") && refused.contains("in 1 s"), "{refused}");
    assert_eq!(token(lacking("tok-1"), 1_059).as_deref(), Ok("tok-2"), "there is a newer one already");
    assert_eq!(service.requests(), 2);
    assert_eq!(token(lacking("tok-2"), 1_060).as_deref(), Ok("tok-3"));
    // A token that is refused as such is another matter, at any time.
    let expired = Some(Refused { token: Secret::new("tok-3"), lacks_scope: false });
    assert_eq!(token(expired, 1_061).as_deref(), Ok("tok-4"));
    assert_eq!(token(lacking("tok-4"), 1_062).as_deref(), Ok("tok-5"), "it was not renewed for a scope");
    // A clock that was set back does not forbid renewing.
    assert_eq!(token(lacking("tok-5"), 500).as_deref(), Ok("tok-6"));
}

#[test]
fn a_service_that_failed_is_not_asked_again_for_a_scope() {
    let (tokens, good) = (app("failing", &[]), Service::default());
    let bad = Service { fails: true, ..Service::default() };
    assert_eq!(token(&tokens, &good, None, 1_000).as_deref(), Ok("tok-1"));
    for _ in 0..3 {
        let refused = token(&tokens, &bad, lacking("tok-1"), 1_000).expect_err("no token");
        assert!(refused.contains("token service answered with HTTP 400"), "{refused}");
    }
    assert_eq!(bad.requests(), 1);
    // A failure that is over counts no more.
    let expired = Some(Refused { token: Secret::new("tok-1"), lacks_scope: false });
    assert_eq!(token(&tokens, &good, expired, 1_001).as_deref(), Ok("tok-2"));
    assert_eq!(token(&tokens, &good, lacking("tok-2"), 1_002).as_deref(), Ok("tok-3"));
}

#[test]
fn processes_that_share_a_cache_renew_it_once_a_minute() {
    let cache = cache_file("scopes");
    let (tokens, service) = (sharing("cache", &cache), Service::default());
    let another_process = || as_another_process(&tokens);
    let token = |refused, now_s| token(&tokens, &service, refused, now_s);
    assert_eq!(token(None, 1_000).as_deref(), Ok("tok-1"));
    assert_eq!(token(lacking("tok-1"), 1_000).as_deref(), Ok("tok-2"));
    another_process();
    assert_eq!(token(None, 1_001).as_deref(), Ok("tok-2"));
    assert!(token(lacking("tok-2"), 1_030).is_err(), "the file says when it was requested, and why");
    another_process();
    assert_eq!(token(lacking("tok-1"), 1_031).as_deref(), Ok("tok-2"), "another process has renewed it");
    assert_eq!(service.requests(), 2);
    assert_eq!(token(lacking("tok-2"), 1_060).as_deref(), Ok("tok-3"));
    remove(&cache);
}

#[test]
fn a_program_is_not_asked_again_for_a_minute() {
    let asked = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&asked);
    let source: TokenSource = Arc::new(move |ask| {
        counted.fetch_add(u32::from(ask.refused), Ordering::SeqCst);
        Ok("tok-program".to_owned())
    });
    let tokens = Tokens::new(&Arc::default(), &Arc::default(), Some(source), None);
    let token = |refused, now_s| token(&tokens, &Service::default(), refused, now_s);
    assert!(token(None, 1_000).is_ok() && token(lacking("tok-program"), 1_000).is_ok());
    tokens.still_lacks_scope(1_000);
    assert!(token(lacking("tok-program"), 1_059).is_err());
    let expired = Some(Refused { token: Secret::new("tok-program"), lacks_scope: false });
    assert!(token(None, 1_059).is_ok() && token(expired, 1_059).is_ok());
    assert!(token(lacking("tok-program"), 1_060).is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

/// A token service that says when it is asked, and answers when the test says so.
struct Scripted {
    asked: Sender<()>,
    /// Whether it gives a token; it hangs until then, and for good once the sender is gone.
    answers: Mutex<Receiver<bool>>,
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scripted")
    }
}

impl Scripted {
    fn new() -> (Self, Receiver<()>, Sender<bool>) {
        let ((asked, on_asked), (answer, answers)) = (channel(), channel());
        (Self { asked, answers: Mutex::new(answers) }, on_asked, answer)
    }
}

impl Transport for Scripted {
    fn exchange(&self, _: &Request, _: &Destination<'_>, wait: &Deadline) -> Result<Response, Box<TransportError>> {
        // The test may have stopped counting.
        let _ = self.asked.send(());
        let fail = |error| Err(Box::new(TransportError { error, response: None, stale: false, written: true }));
        let answers = self.answers.lock().expect("no panic");
        match wait.receive(&answers) {
            Ok(Some(true)) => {
                let body = br#"{"access_token":"tok-late","expires_in":3600}"#.to_vec();
                Ok(Response::new(200, b"", body, None, &[]))
            }
            Ok(_) => fail(Error::new(Status::Timeout, "timed out: timeout_ms is 1 ms")),
            Err(stop) => fail(stop.into_error("waiting for the response")),
        }
    }

    fn drop_connections(&self) {}
}

/// What a call is granted at that time within `limit`, and calls `waiting` whenever it looks at its limit.
fn granted(
    tokens: &Tokens,
    service: &dyn Transport,
    (now_s, limit): (u64, Duration),
    waiting: impl Fn() + Send + Sync + 'static,
) -> Result<String, Box<Outcome>> {
    let interrupt: Interrupt = Arc::new(move || {
        waiting();
        false
    });
    let wait = Deadline::new("deadline_ms", limit, CancelToken::new(), Some(interrupt));
    let context = TokenContext { clock: Clock::stopped_at(now_s), ..TokenContext::new(service, &wait, None) };
    tokens.token(&context, &mut CallStats::default()).map(|token| token.secret.expose().to_owned())
}

const LONG: Duration = Duration::from_secs(20);

#[test]
fn one_call_renews_a_good_token_while_the_others_use_it() {
    let (tokens, service) = (app("in-the-window", &[]), Service::default());
    assert_eq!(token(&tokens, &service, None, 1_000).as_deref(), Ok("tok-1"));
    let (hanging, asked, answer) = Scripted::new();
    thread::scope(|scope| {
        let renewing = scope.spawn(|| granted(&tokens, &hanging, (4_300, LONG), || ()));
        asked.recv().expect("it asks");
        for _ in 0..8 {
            assert_eq!(token(&tokens, &service, None, 4_300).as_deref(), Ok("tok-1"));
        }
        answer.send(true).expect("it waits");
        assert_eq!(renewing.join().expect("no panic").ok().as_deref(), Some("tok-late"));
    });
    assert_eq!(service.requests(), 1);
    assert_eq!(token(&tokens, &service, None, 4_300).as_deref(), Ok("tok-late"));
}

#[test]
fn renewing_a_good_token_takes_at_most_half_of_the_time() {
    let (tokens, service) = (app("hangs-in-the-window", &[]), Service::default());
    assert_eq!(token(&tokens, &service, None, 1_000).as_deref(), Ok("tok-1"));
    let (hanging, asked, _answer) = Scripted::new();
    let limit = Duration::from_millis(400);
    let started = Instant::now();
    assert_eq!(granted(&tokens, &hanging, (4_300, limit), || ()).ok().as_deref(), Some("tok-1"));
    assert!(started.elapsed() >= limit / 2, "it tried");
    // The next ones do not try for 30 seconds.
    for now_s in [4_300, 4_329] {
        assert_eq!(granted(&tokens, &hanging, (now_s, limit), || ()).ok().as_deref(), Some("tok-1"));
    }
    assert_eq!(asked.try_iter().count(), 1);
    // Without a good token, all of the time is the renewal's.
    let started = Instant::now();
    let outcome = granted(&tokens, &hanging, (4_600, limit), || ()).expect_err("it hangs");
    assert_eq!(outcome.status(), Status::Timeout, "{}", outcome.message());
    assert!(started.elapsed() >= limit, "{:?}", started.elapsed());
}

#[test]
fn calls_that_wait_for_a_token_share_its_failure() {
    const CALLS: usize = 8;
    let (tokens, (hanging, asked, answer)) = (app("first-hangs", &[("max_retries", "0")]), Scripted::new());
    let waiting: Arc<[AtomicBool; CALLS]> = Arc::default();
    thread::scope(|scope| {
        let mut calls = Vec::new();
        for number in 0..CALLS {
            let (tokens, hanging, waiting) = (&tokens, &hanging, Arc::clone(&waiting));
            let wait = move || waiting[number].store(true, Ordering::SeqCst);
            calls.push(scope.spawn(move || granted(tokens, hanging, (1_000, LONG), wait)));
            if number == 0 {
                asked.recv().expect("it asks");
            }
        }
        while !waiting.iter().all(|is_waiting| is_waiting.load(Ordering::SeqCst)) {
            thread::yield_now();
        }
        answer.send(false).expect("it waits");
        for call in calls {
            let outcome = call.join().expect("no panic").expect_err("no token");
            assert!(outcome.message().ends_with("timed out: timeout_ms is 1 ms"), "{}", outcome.message());
        }
    });
    assert_eq!(asked.try_iter().count(), 0, "nobody asked again");
}

#[test]
fn a_call_that_ran_out_of_time_fails_alone() {
    let (tokens, (hanging, asked, answer)) = (app("own-limit", &[("max_retries", "0")]), Scripted::new());
    thread::scope(|scope| {
        let short = scope.spawn(|| granted(&tokens, &hanging, (1_000, Duration::from_millis(50)), || ()));
        asked.recv().expect("it asks");
        let long = scope.spawn(|| granted(&tokens, &hanging, (1_000, LONG), || ()));
        assert_eq!(short.join().expect("no panic").expect_err("no time").status(), Status::Timeout);
        asked.recv().expect("the other one asks");
        answer.send(true).expect("it waits");
        assert_eq!(long.join().expect("no panic").ok().as_deref(), Some("tok-late"));
    });
}

fn cache_file(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("zoomuser-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).expect("made");
    folder.join("token")
}

fn remove(cache: &Path) {
    std::fs::remove_dir_all(cache.parent().expect("a folder")).expect("removed");
}

/// The app of another account, which shares the file.
fn sharing(name: &str, cache: &Path) -> Tokens {
    app(name, &[("token_cache", cache.to_str().expect("text"))])
}

#[test]
fn a_token_from_the_file_is_renewed_as_early_as_a_fresh_one() {
    let cache = cache_file("issued");
    let (tokens, service) = (sharing("issued", &cache), Service::default());
    assert_eq!(token(&tokens, &service, None, 1_000).as_deref(), Ok("tok-1"));
    for (now_s, name) in [(4_299, "tok-1"), (4_300, "tok-2"), (4_301, "tok-2")] {
        as_another_process(&tokens);
        assert_eq!(token(&tokens, &service, None, now_s).as_deref(), Ok(name), "at {now_s} s");
    }
    remove(&cache);
}

#[test]
fn apps_that_share_a_file_keep_their_tokens() {
    let (cache, service) = (cache_file("two-apps"), Service::default());
    let apps = [sharing("two-apps-a", &cache), sharing("two-apps-b", &cache)];
    for _ in 0..3 {
        for (tokens, name) in apps.iter().zip(["tok-1", "tok-2"]) {
            as_another_process(tokens);
            assert_eq!(token(tokens, &service, None, 1_000).as_deref(), Ok(name));
        }
    }
    assert_eq!(service.requests(), 2);
    remove(&cache);
}

#[test]
fn a_held_lock_costs_nothing_while_the_token_is_good() {
    let cache = cache_file("held");
    let (tokens, service) = (sharing("held", &cache), Service::default());
    assert_eq!(token(&tokens, &service, None, 1_000).as_deref(), Ok("tok-1"));
    let wait = Deadline::new("deadline_ms", LONG, CancelToken::new(), None);
    let held = Locked::open(&cache::lock_path(&cache), &wait, LONG).unwrap_or_else(|_| panic!("free"));
    // From the file, and from memory.
    for is_other in [true, false] {
        if is_other {
            as_another_process(&tokens);
        }
        let started = Instant::now();
        assert_eq!(granted(&tokens, &service, (4_300, LONG), || ()).ok().as_deref(), Some("tok-1"));
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    }
    drop(held);
    assert_eq!(token(&tokens, &service, None, 4_302).as_deref(), Ok("tok-2"));
    remove(&cache);
}

#[test]
fn a_token_from_the_future_is_not_used() {
    let cache = cache_file("future");
    let (tokens, service) = (sharing("future", &cache), Service::default());
    assert_eq!(token(&tokens, &service, None, 100_000).as_deref(), Ok("tok-1"));
    // The clock was two hours ahead when it was issued: nothing tells when it expires.
    as_another_process(&tokens);
    assert_eq!(token(&tokens, &service, None, 92_800).as_deref(), Ok("tok-2"));
    // It jumps ahead and back while the process runs.
    assert_eq!(token(&tokens, &service, None, 100_000).as_deref(), Ok("tok-3"));
    for now_s in [92_801, 92_900] {
        assert_eq!(token(&tokens, &service, None, now_s).as_deref(), Ok("tok-3"), "at {now_s} s");
    }
    remove(&cache);
}

#[test]
fn what_is_wrong_with_the_file_is_told_once() {
    let cache = cache_file("told");
    let (tokens, service) = (sharing("told", &cache), Service { lifetime_s: 10, ..Service::default() });
    let mut now_s = 1_000;
    let mut told = || {
        now_s += 10;
        let wait = Deadline::new("deadline_ms", LONG, CancelToken::new(), None);
        let context = TokenContext { clock: Clock::stopped_at(now_s), ..TokenContext::new(&service, &wait, None) };
        let mut stats = CallStats::default();
        tokens.token(&context, &mut stats).expect("a token");
        stats.warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(), [""; 0], "there is none yet");
    let folder = cache.parent().expect("a folder");
    std::fs::remove_dir_all(folder).expect("removed");
    let [line] = &told()[..] else { panic!("one warning") };
    assert!(line.starts_with("token_cache: ") && line.contains(cache.to_str().expect("text")), "{line}");
    assert_eq!(told(), [""; 0], "the folder is still missing");
    std::fs::create_dir(folder).expect("made");
    assert_eq!(told(), [""; 0], "it can be written again");
    std::fs::write(&cache, "{\"version\":2,\"apps\"").expect("written");
    let [line] = &told()[..] else { panic!("one warning") };
    assert!(line.contains("damaged") && !line.contains('\n'), "{line}");
    assert_eq!(told(), [""; 0], "it was replaced");
    remove(&cache);
    assert_eq!(service.requests(), 6);
}

//! The page in a headless Chromium.

use crate::runs::{EVIL, Temporary, mixed};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use zoomuser_bulk::report::ReportOptions;

/// The longest time for one page, on a busy machine.
const MAX_TIME: Duration = Duration::from_secs(300);

/// A page as a browser has it after its script ran.
struct Loaded {
    elements: String,
    /// What the browser wrote to its console.
    console: String,
}

impl Loaded {
    /// The rows that are shown, by outcome.
    fn rows(&self) -> Vec<&str> {
        let rows = self.elements.split("<tr class=\"o-").skip(1);
        let tags = rows.filter_map(|row| row.split_once('>')).map(|(tag, _)| tag);
        tags.filter(|tag| !tag.contains("hidden")).filter_map(|tag| tag.split_once('"')).map(|(word, _)| word).collect()
    }
}

/// Loads a page; `None` without a browser.
fn load(page: &Path, fragment: &str) -> Option<Loaded> {
    let [profile, out, err] = ["profile", "out", "err"].map(|name| page.with_file_name(name));
    let child = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=5000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}{fragment}", page.display()))
        .stdin(Stdio::null())
        .stdout(File::create(&out).expect("made"))
        .stderr(File::create(&err).expect("made"))
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "chromium: {error}");
            return None;
        }
    };
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if began.elapsed() > MAX_TIME {
            child.kill().expect("a child");
            panic!("chromium does not end: {}", fs::read_to_string(&err).unwrap_or_default());
        }
        sleep(Duration::from_millis(20));
    };
    let [elements, log] = [out, err].map(|path| String::from_utf8_lossy(&fs::read(path).expect("there")).into_owned());
    assert!(status.success(), "{log}");
    let console = log.lines().filter(|line| line.contains(":CONSOLE")).collect::<Vec<_>>().join("\n");
    Some(Loaded { elements, console })
}

#[test]
fn a_browser_shows_and_filters_the_rows() {
    let temporary = Temporary::new("browser");
    let (_, path) = mixed(&temporary).report(&ReportOptions::default());
    let Some(page) = load(&path, "") else { return };
    assert_eq!(page.console, "");
    assert_eq!(
        page.rows(),
        ["failed", "failed", "ignored", "refused", "in-doubt", "applied", "sent", "already", "not-tried"]
    );
    assert!(page.elements.contains("<title>users.csv.run-1: report</title>"), "a user has changed the title");
    assert_eq!((page.elements.matches("<script").count(), page.elements.matches("<img").count()), (2, 0));
    assert!(!page.elements.contains(EVIL));

    let page = load(&path, "#outcome=failed").expect("a browser");
    assert_eq!((page.console.as_str(), page.rows()), ("", vec!["failed", "failed"]));
    assert!(page.elements.contains("2 of 9 shown"));
}

/// Even markup that was not escaped would do nothing. It also shows that the test above can fail.
#[test]
fn a_browser_neither_runs_nor_loads_what_is_not_of_the_page() {
    let temporary = Temporary::new("forbidden");
    let (page, path) = mixed(&temporary).report(&ReportOptions::default());
    let server = TcpListener::bind("127.0.0.1:0").expect("bound");
    server.set_nonblocking(true).expect("set");
    let image = format!("<img src='http://{}/x'>", server.local_addr().expect("bound"));
    let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x";
    let changed = page.replacen(escaped, &format!("<script>document.title='evil'</script>{image}"), 1);
    assert_ne!(page, changed);
    fs::write(&path, changed).expect("written");
    let Some(page) = load(&path, "") else { return };
    assert!(page.console.contains("Content Security Policy"), "{}", page.console);
    assert!(page.elements.contains("<title>users.csv.run-1: report</title>"), "the script ran");
    assert!(page.elements.contains(&image.replace('\'', "\"")), "{}", page.elements);
    assert_eq!(
        server.accept().map(drop).map_err(|error| error.kind()),
        Err(ErrorKind::WouldBlock),
        "a request was sent"
    );
}

//! Every exit code.

use crate::program::{Zoom, command, line, run};
use std::ffi::OsString;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use zoomuser_cli::{Streams, exit};

/// Arguments, exit code, the status in `--json`.
const IN_SANDBOX: &[(&str, i32, &str)] = &[
    ("jane@example.com dept=x", 0, "OK"),
    ("http10-204@sandbox.test dept=x", 0, "OK"),
    ("jane@example.com nmae=x", 3, "CHECK_FAILED"),
    ("jane@example.com", 3, "CHECK_FAILED"),
    (".. dept=x", 3, "INVALID_ARGUMENT"),
    ("me type:=x", 3, "INVALID_JSON"),
    ("me dept=x --timeout-ms never", 3, "INVALID_ARGUMENT"),
    ("me dept=x --option encodng=json", 3, "UNKNOWN_NAME"),
    ("error-401-124@sandbox.test dept=x", 4, "UNAUTHORIZED"),
    ("error-400-4711@sandbox.test dept=x", 4, "FORBIDDEN"),
    ("nobody@example.com dept=x", 5, "NOT_FOUND"),
    ("error-400-300@sandbox.test dept=x", 6, "REJECTED"),
    ("rate-daily@sandbox.test dept=x", 7, "RATE_LIMITED"),
    ("html-503@sandbox.test dept=x --deadline-ms 2000", 8, "SERVER"),
    ("status-200@sandbox.test dept=x", 8, "UNEXPECTED"),
    ("garbage@sandbox.test dept=x --deadline-ms 2000", 8, "UNEXPECTED"),
    ("drop@sandbox.test dept=x --deadline-ms 2000", 9, "IO"),
    ("slow-60000@sandbox.test dept=x --timeout-ms 50 --deadline-ms 100", 9, "TIMEOUT"),
];

#[test]
fn each_cause_has_its_code() {
    for (words, code, name) in IN_SANDBOX {
        let ran = line(&format!("update {words} --sandbox --json"));
        assert_eq!(ran.code, *code, "{words}: {}", ran.both());
        let json = ran.json();
        assert_eq!((&json["name"], &json["exit_code"]), (&(*name).into(), &(*code).into()), "{words}");
        let ran = line(&format!("update {words} --sandbox -q"));
        assert_eq!((ran.code, ran.err.is_empty()), (*code, *code == 0), "{words}: {}", ran.err);
    }
}

#[test]
fn network_failures_have_a_code() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port");
    let zoom = Zoom::start();
    let url = zoom.sandbox.base_url();
    let trusted = zoom.sandbox.ca_file().to_string_lossy().into_owned();
    for (words, name) in [
        (vec!["--base-url".to_owned(), format!("http://{closed}")], "CONNECT"),
        (vec!["--base-url".to_owned(), url.clone()], "TLS"),
        (
            vec![
                "--base-url".to_owned(),
                url,
                "--ca-file".to_owned(),
                trusted,
                "--proxy".to_owned(),
                format!("http://{closed}"),
            ],
            "PROXY",
        ),
    ] {
        let mut command = command(&["update", "me", "dept=x", "--json", "--deadline-ms", "5000"]);
        let ran: crate::program::Ran = command.args(&words).env("ZOOM_TOKEN", "token-1").output().expect("runs").into();
        assert_eq!((ran.code, &ran.json()["name"]), (9, &name.into()), "{words:?}: {}", ran.both());
    }
    assert_eq!(zoom.sandbox.requests().len(), 0);
}

#[test]
fn a_wrong_command_line_is_2() {
    for words in
        ["", "frobnicate", "update", "update me dept", "update me --no-such", "fields nmae", "sandbox --http-port"]
    {
        let ran = line(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words}");
        assert!(ran.err.starts_with("zoomuser: ") && ran.err.contains("\n  try: zoomuser "), "{words}: {}", ran.err);
        let ran = line(&format!("{words} --json"));
        let json = ran.json();
        assert_eq!((ran.code, &json["ok"], &json["status"]), (2, &false.into(), &().into()), "{words}");
    }
    let ran = run(&["update", "me", "--encodng", "json"]);
    assert!(ran.err.contains("--encodng: no such option; the nearest is --encoding"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_unicode_are_refused_by_position() {
    use std::os::unix::ffi::OsStringExt;
    let ran = command(&["update", "me"]).arg(OsString::from_vec(b"dept=\xff".to_vec())).output().expect("runs");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("argument 3 is not valid Unicode"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    for (words, code) in [(&["fields"][..], 1), (&["update", "nobody", "dept=x", "--sandbox"], 5)] {
        let ran = command(words).stdout(full()).output().expect("runs");
        assert_eq!(ran.status.code(), Some(code));
        assert!(String::from_utf8_lossy(&ran.stderr).contains("standard output could not be written"));
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_not_an_error() {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    for (words, code) in [
        (&["fields"][..], 0),
        (&["--help"], 0),
        (&["update", "me", "dept=x", "--sandbox"], 0),
        (&["update", "nobody", "dept=x", "--sandbox", "--json"], 5),
    ] {
        let (reader, writer) = UnixStream::pair().expect("a pair");
        drop(reader);
        let ran = command(words).stdout(OwnedFd::from(writer)).output().expect("runs");
        assert_eq!((ran.status.code(), ran.stderr), (Some(code), vec![]), "{words:?}");
    }
}

/// Runs the command line inside this process.
fn embedded(words: &[&str], terminal: bool, no_color: bool, interrupt: Option<zoomuser::Interrupt>) -> (i32, String) {
    let (mut stdin, mut stdout, mut stderr) = (std::io::empty(), Vec::new(), Vec::new());
    let code = zoomuser_cli::run(
        words.iter().map(OsString::from),
        Streams {
            stdin: &mut stdin,
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdin_is_terminal: false,
            stdout_is_terminal: terminal,
            stderr_is_terminal: terminal,
            env: &|name| match name {
                "NO_COLOR" if no_color => Some("1".into()),
                "WT_SESSION" => Some("1".into()),
                _ => None,
            },
            start_log: &|_, _| {},
            interrupt,
        },
    );
    (code, String::from_utf8(stdout).expect("UTF-8") + &String::from_utf8(stderr).expect("UTF-8"))
}

#[test]
fn a_host_program_can_end_it() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let interrupt: zoomuser::Interrupt = Arc::new(move || count.fetch_add(1, Ordering::Relaxed) >= 2);
    let words = ["update", "slow-60000@sandbox.test", "dept=x", "--sandbox", "--json"];
    let (code, text) = embedded(&words, false, false, Some(interrupt));
    assert_eq!(code, 10, "{text}");
    assert!(text.contains("\"name\":\"CANCELLED\""), "{text}");

    let (code, text) = embedded(&["sandbox"], false, false, Some(Arc::new(|| true)));
    assert_eq!(code, 0);
    for word in [
        "base_url  https://localhost:",
        "sandbox-token",
        "jane@example.com",
        "--option ca_file=",
        "rate-second@sandbox.test",
        "docs/sandbox.md",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn colors_are_for_terminals_only() {
    let words = ["update", "jane@example.com", "dept=x", "--sandbox"];
    assert!(embedded(&words, true, false, None).1.contains("\x1b[32m  dept"));
    for text in [embedded(&words, false, false, None).1, embedded(&words, true, true, None).1] {
        assert!(!text.contains('\x1b'), "{text}");
    }
}

#[test]
fn help_lists_every_code() {
    let help = run(&["--help"]).out;
    for exit in exit::EXITS {
        assert!(help.contains(&format!("\n  {:2}  {}\n", exit.code, exit.meaning)), "{}", exit.code);
    }
}

//! `--sandbox`, and `zoomuser sandbox`.

use crate::program::{Zoom, command, line, run};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

#[test]
fn an_update_shows_everything() {
    let ran = run(&["update", "jane@example.com", "dept=Research & more", "type:=1", "host_key=998877", "--sandbox"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines[..2], ["Sent to the sandbox", "  PATCH /v2/users/jane@example.com HTTP/1.1"]);
    for line in [
        "  Authorization: Bearer ********",
        "  Content-Type: application/json",
        r#"  {"dept":"Research & more","type":1,"host_key":"998877"}"#,
        "Received",
        "  HTTP 204 No Content",
        "The user before and after",
        "  Reading never shows: host_key",
    ] {
        assert!(lines.contains(&line), "{line} is missing in\n{}", ran.out);
    }
    let row = |name: &str| {
        let row = lines.iter().find(|line| line.trim_start().starts_with(name)).expect(name);
        row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(row("dept "), ["dept", "\"Sales\"", "->", "\"Research & more\""]);
    assert_eq!(row("first_name "), ["first_name", "\"Jan\"", "\"Jan\""]);
    assert!(ran.out.contains("jane@example.com: the user is updated (HTTP 204, "));
}

#[test]
fn json_holds_everything() {
    let json = line("update john@example.com dept=Research pronouns:=null --sandbox --json").json();
    assert_eq!(json["sent"].as_array().expect("sent").len(), 1);
    assert_eq!(json["sent"][0]["request_line"], "PATCH /v2/users/john@example.com HTTP/1.1");
    assert_eq!(json["sent"][0]["body"], r#"{"dept":"Research","pronouns":null}"#);
    assert_eq!((&json["before"]["dept"], &json["after"]["dept"]), (&"".into(), &"Research".into()));
    assert_eq!((&json["ok"], &json["attempts"], &json["http_status"]), (&true.into(), &1.into(), &204.into()));
}

#[test]
fn multipart_sends_parts() {
    let json = line("update me dept=R type=1 use_pmi=true --encoding multipart --sandbox --json").json();
    let body = json["sent"][0]["body"].as_str().expect("text");
    for (name, value) in [("dept", "R"), ("type", "1"), ("use_pmi", "true")] {
        assert!(body.contains(&format!("name=\"{name}\"\r\n\r\n{value}\r\n--")), "{body}");
    }
    assert_eq!(body.matches("Content-Disposition").count(), 3);
    assert_eq!((&json["after"]["type"], &json["after"]["use_pmi"]), (&1.into(), &true.into()));
}

#[test]
fn other_users_and_faults_work_as_well() {
    let ran = line("update pending@example.com dept=x --sandbox");
    assert_eq!(ran.code, 0);
    assert!(ran.out.ends_with("  Nothing that reading shows has changed.\n"), "{}", ran.out);

    let ran = line("update fields-error@sandbox.test dept=x --sandbox");
    assert_eq!(ran.code, 6);
    assert!(ran.err.contains("\n  phone_numbers[0].country: Invalid field.\n"), "{}", ran.err);
    assert!(ran.err.contains("\n  tracking id: ") && ran.out.contains("\n  HTTP 400 Bad Request\n"));

    let json = line("update binary-400@sandbox.test dept=x --sandbox --json").json();
    assert!(json["body"].is_null() && json["before"].is_null());
    assert!(json["body_hex"].as_str().is_some_and(|hex| hex.starts_with("000102") && hex.len() == 512));
}

#[test]
fn it_needs_no_token_and_takes_none() {
    let ran = run(&["update", "me", "dept=x", "--sandbox", "--token-env", "PATH"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    let ran = command(&["update", "me", "dept=x", "--sandbox", "--json"]).env("ZOOM_TOKEN", "another-one").output();
    assert_eq!(ran.expect("runs").status.code(), Some(0));
}

#[test]
fn proxies_of_the_environment_are_not_used() {
    let mut command = command(&["update", "me", "dept=x", "--sandbox", "-q"]);
    let ran = command.env("HTTPS_PROXY", "http://127.0.0.1:1").output().expect("runs");
    assert_eq!((ran.status.code(), ran.stdout, ran.stderr), (Some(0), vec![], vec![]));
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `zoomuser sandbox` with these arguments, and the first line it prints.
fn running(words: &[&str]) -> (Running, String) {
    let mut all = vec!["sandbox"];
    all.extend(words);
    let child = command(&all).stdout(Stdio::piped()).spawn().expect("the program runs");
    let mut running = Running(child);
    let mut line = String::new();
    let stdout = running.0.stdout.take().expect("piped");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    (running, line)
}

#[test]
fn a_sandbox_serves_other_processes() {
    let ca_file = format!("{}/ca-{}.pem", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    let (_running, line) = running(&["--json", "--ca-file", &ca_file]);
    let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(json["ca_file"], ca_file.as_str());
    let base_url = json["base_url"].as_str().expect("text");
    let (base_url, ca) = (format!("base_url={base_url}"), format!("ca_file={ca_file}"));
    let mut command = command(&["update", "jane@example.com", "dept=x", "--option", &base_url, "--option", &ca]);
    let ran = command.env("ZOOM_TOKEN", json["token"].as_str().expect("text")).output().expect("runs");
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));

    let port = json["http_base_url"].as_str().and_then(|url| url.rsplit(':').next()?.strip_suffix("/v2"));
    let ran = run(&["sandbox", "--http-port", port.expect("a port")]);
    assert_eq!((ran.code, ran.out.as_str()), (9, ""));
    assert!(ran.err.starts_with("the sandbox could not be started: "), "{}", ran.err);
    std::fs::remove_file(ca_file).expect("the file was written");
}

#[cfg(target_os = "linux")]
#[test]
fn the_page_is_opened_where_asked() {
    let folder = format!("{}/browser-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    std::fs::create_dir_all(&folder).expect("made");
    let (program, opened) = (format!("{folder}/xdg-open"), format!("{folder}/opened"));
    // Renamed when it is complete.
    std::fs::write(&program, "#!/bin/sh\nprintf %s \"$1\" > \"$0.part\"\nmv \"$0.part\" \"${0%/*}/opened\"\n")
        .expect("written");
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("mode");
    let path = format!("{folder}:{}", std::env::var("PATH").expect("a path"));
    for words in [&["--open", "--json"][..], &["--json"]] {
        let _ = std::fs::remove_file(&opened);
        let mut all = vec!["sandbox"];
        all.extend(words);
        let child = command(&all).env("PATH", &path).stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut running = Running(child);
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let page = json["page_url"].as_str().expect("text");
        assert!(page.starts_with("http://127.0.0.1:") && page.ends_with("/_sandbox/"), "{page}");
        if words.len() == 2 {
            let read = (0..3000).find_map(|_| {
                std::thread::sleep(std::time::Duration::from_millis(10));
                std::fs::read_to_string(&opened).ok()
            });
            assert_eq!(read.as_deref(), Some(page));
        }
    }
    assert!(!std::path::Path::new(&opened).exists(), "without --open");
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn exactly_the_fields_that_were_set_are_sent() {
    let zoom = Zoom::start();
    let ran = zoom.ran(&["jane@example.com", "last_name=D'oh", "cost_center=", "division_ids:=[\"a\"]"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let requests = zoom.sandbox.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].body, br#"{"last_name":"D'oh","cost_center":"","division_ids":["a"]}"#);
    assert!(requests[0].tls);
    assert_eq!(zoom.member("jane@example.com", "last_name"), "D'oh");
}

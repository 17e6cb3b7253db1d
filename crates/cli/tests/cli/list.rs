//! `zoomuser list`, and the users of `zoomuser sandbox --users`.

use crate::program::{File, Ran, TOKEN, Zoom, command, line, run, with_stdin};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use zoomuser_cli::Streams;
use zoomuser_sandbox::{Response, Sandbox};

const TITLES: &str = "id,email,first_name,last_name,display_name,type,dept,timezone,status,role_id,last_login_time";

fn zoom(csv: &str) -> Zoom {
    Zoom { sandbox: Sandbox::builder().token(TOKEN).users_csv(csv).start().expect("the sandbox starts") }
}

fn listed(zoom: &Zoom, words: &str) -> Ran {
    let words: Vec<&str> =
        ["--plan", "none", "--max-retries", "0"].into_iter().chain(words.split_whitespace()).collect();
    zoom.command("list", &words).env("ZOOM_TOKEN", TOKEN).output().expect("the program runs").into()
}

/// A page of one user, as Zoom sends it.
fn page(email: &str, token: &str) -> Response {
    let body = format!(r#"{{"next_page_token":"{token}","users":[{{"email":"{email}","type":1}}]}}"#);
    Response::http(200, &[("Content-Type", "application/json"), ("x-zm-trackingid", "x")], body)
}

#[test]
fn a_csv_has_all_users_and_makes_the_same_users_again() {
    let users: String =
        (0..1_000).map(|number| format!("u{number}@example.com,id-{number},{}\n", 1 + number % 2)).collect();
    let zoom = zoom(&format!("email,id,type\n{users}"));
    let ran = listed(&zoom, "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (1_001, TITLES));
    assert_eq!(lines[1_000], "id-999,u999@example.com,,,,2,,Europe/Berlin,active,2,");
    assert!(!ran.out.contains('\r') && ran.out.ends_with('\n'));
    assert_eq!(zoom.sandbox.requests().len(), 4, "pages of 300");
    let again = Zoom { sandbox: Sandbox::builder().token(TOKEN).users_csv(&ran.out).start().expect("valid users") };
    assert_eq!(listed(&again, "").out, ran.out);
}

#[test]
fn rows_are_selected_and_columns_chosen() {
    let zoom = zoom(
        "email,id,status,role_id,group_ids,custom_attributes,dept\n\
         a@example.com,A,,1,\"[\"\"g\"\"]\",\"[{\"\"key\"\":\"\"k\"\",\"\"value\"\":\"\"v\"\"}]\",=1+1\n\
         b@example.com,B,inactive,,,,\"R, D\"\n\
         c@example.com,C,pending,,,,-\n",
    );
    let some = "user_id,email,status,dept,custom_attributes.k";
    let all = listed(&zoom, &format!("--status all --columns {some}")).out;
    let rows = ["A,a@example.com,active,'=1+1,v", "B,b@example.com,inactive,\"R, D\",", ",c@example.com,pending,'-,"];
    assert_eq!(all, format!("{some}\n{}\n", rows.join("\n")));
    assert_eq!(listed(&zoom, "--role 1 --columns email").out, "email\na@example.com\n");
    assert_eq!(listed(&zoom, "--group g --columns email --json").out, "{\"email\":\"a@example.com\"}\n");
    assert_eq!(listed(&zoom, "--group h --columns email --bom").out, "\u{feff}email\n", "a header without users");
    let included = listed(&zoom, "--include custom_attributes").out;
    assert!(included.contains(r#"role_id,last_login_time,custom_attributes"#), "{included}");
    assert!(included.contains(r#""[{""key"":""k"",""value"":""v""}]""#), "{included}");
    let table = listed(&zoom, "--table --columns email,dept").out;
    assert_eq!(table, "email          dept\na@example.com  =1+1\n");
    for line in listed(&zoom, "--status all --json").out.lines() {
        let user: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(user.get("id").is_none(), user["status"] == "pending", "{user}");
    }
}

#[test]
fn what_was_printed_before_a_failure_stays() {
    let zoom = Zoom::start();
    for (words, out) in
        [("--columns email", "email\na@example.com\n"), ("--json", "{\"email\":\"a@example.com\",\"type\":1}\n")]
    {
        zoom.sandbox.script(page("a@example.com", "T"));
        zoom.sandbox.script(Response::http(503, &[("x-zm-trackingid", "y")], ""));
        let ran = listed(&zoom, words);
        assert_eq!((ran.code, ran.out.as_str()), (8, out));
        assert!(ran.err.starts_with("listing the users: "), "{}", ran.err);
    }
    zoom.sandbox.script(page("a@example.com", "T"));
    zoom.sandbox.script(page("b@example.com", "T"));
    let ran = listed(&zoom, "--columns email");
    assert_eq!((ran.code, ran.out.as_str()), (8, "email\na@example.com\n"));
    assert!(ran.err.contains("the token T of the next page was there before"), "{}", ran.err);
    let ran: Ran = zoom.command("list", &[]).env("ZOOM_TOKEN", "wrong-token").output().expect("runs").into();
    assert_eq!((ran.code, ran.out.as_str()), (4, ""), "no header without a page");
    assert_eq!(run(&["list", "--sandbox", "--token-env", "X"]).code, 2);
}

#[test]
fn a_host_program_can_end_a_list() {
    let sandbox = Sandbox::start().expect("the sandbox starts");
    sandbox.script(page("a@example.com", "T"));
    sandbox.script(Response { delay: Duration::from_secs(60), ..page("b@example.com", "") });
    let sandbox = Arc::new(sandbox);
    let asked = Arc::clone(&sandbox);
    let (url, token) = (sandbox.http_base_url(), sandbox.token().to_owned());
    let words = ["list", "--columns", "email", "--plan", "none", "--base-url", &url];
    let (mut stdin, mut stdout, mut stderr) = (std::io::empty(), Vec::new(), Vec::new());
    let code = zoomuser_cli::run(
        words.iter().map(Into::into),
        Streams {
            stdin: &mut stdin,
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            env: &|name| (name == "ZOOM_TOKEN").then(|| token.clone().into()),
            start_log: &|_, _| {},
            interrupt: Some(Arc::new(move || asked.requests().len() > 1)),
        },
    );
    assert_eq!((code, String::from_utf8_lossy(&stdout).as_ref()), (10, "email\na@example.com\n"));
    assert!(!stderr.is_empty());
}

#[cfg(unix)]
#[test]
fn a_list_ends_when_nobody_reads_it() {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    let zoom = Zoom::start();
    // Without an end: only the closed pipe can stop it.
    (0..50).for_each(|number| zoom.sandbox.script(page("a@example.com", &format!("T{number}"))));
    let (reader, writer) = UnixStream::pair().expect("a pair");
    drop(reader);
    let mut list = zoom.command("list", &["--plan", "none"]);
    let ran = list.env("ZOOM_TOKEN", TOKEN).stdout(OwnedFd::from(writer)).output().expect("runs");
    assert_eq!((ran.status.code(), ran.stderr), (Some(0), vec![]));
    assert_eq!(zoom.sandbox.requests().len(), 1);
}

#[test]
fn the_users_of_a_sandbox_come_from_a_file() {
    let file = File::new("users.csv", "email,dept\nfirst@example.com,One\n");
    let mut child = command(&["sandbox", "--json", "--users", &file.0]).stdout(Stdio::piped()).spawn().expect("runs");
    let mut json = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut json).expect("a line");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["users"].is_null(), "{json}");
    let base_url = json["http_base_url"].as_str().expect("text");
    let mut list = command(&["list", "--columns", "email,dept", "--base-url", base_url]);
    let ran: Ran = list.env("ZOOM_TOKEN", json["token"].as_str().expect("text")).output().expect("runs").into();
    child.kill().and_then(|()| child.wait()).expect("ended");
    // The process was killed, so its certificate stays.
    std::fs::remove_file(json["ca_file"].as_str().expect("a path")).expect("removed");
    assert_eq!((ran.code, ran.out.as_str()), (0, "email,dept\nfirst@example.com,One\n"), "{}", ran.err);

    let ran = with_stdin(command(&["sandbox", "--users", "-"]), "email,type\na@b,two\n");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    let expected = "--users: line 2, column type: the value does not fit the type of the member\n";
    assert_eq!(ran.err, expected);
    let ran = line("sandbox --users /nowhere/users.csv");
    assert!(ran.code == 3 && ran.err.starts_with("--users: the file cannot be read: "), "{}", ran.err);
}

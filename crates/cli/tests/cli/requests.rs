//! `zoomuser request`, and `--render`.

use crate::program::{Ran, TOKEN, Zoom, line, run};
use std::process::Command;
use zoomuser_sandbox::Response;

/// `zoomuser request` to a sandbox that outlives it.
fn request(zoom: &Zoom, words: &[&str]) -> Command {
    zoom.command("request", words)
}

fn ran(zoom: &Zoom, words: &[&str]) -> Ran {
    request(zoom, words).env("ZOOM_TOKEN", TOKEN).output().expect("runs").into()
}

fn file(name: &str, content: &[u8]) -> String {
    let path = format!("{}/{name}-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    std::fs::write(&path, content).expect("written");
    path
}

#[test]
fn the_response_is_shown() {
    let zoom = Zoom::start();
    let ran = ran(&zoom, &["GET", "users/me"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("Received\n  HTTP 200 OK\n") && ran.out.contains("jane@example.com"), "{}", ran.out);
    assert!(ran.out.contains("\nZoom answered GET with HTTP 200 ("), "{}", ran.out);
    assert!(!ran.both().contains(TOKEN));
}

#[test]
fn every_kind_of_body_arrives() {
    let zoom = Zoom::start();
    let headers = file("headers", b"X-B: 2\r\nAuthorization: Basic SECRET==\r\n");
    let picture = file("picture", b"\x89PNG\0\xff");
    zoom.sandbox.script(Response::http(200, &[("X-Echo", "SECRET==")], ""));
    let ran: Ran = request(&zoom, &["PUT", "/a/:b?c=%zz", "--header", "X-A: 1", "--header", &format!("@{headers}")])
        .args(["--data", &format!("@{picture}"), "-v"])
        .output()
        .expect("runs")
        .into();
    assert_eq!(ran.code, 0, "{}", ran.both());
    assert!(!ran.both().contains("SECRET") && ran.out.contains("  Authorization: Basic ********\n"), "{}", ran.out);
    let arrived = zoom.sandbox.requests().pop().expect("a request");
    assert_eq!((arrived.target.as_str(), arrived.body.as_slice()), ("/a/:b?c=%zz", &b"\x89PNG\0\xff"[..]));
    for (name, value) in [("X-A", "1"), ("X-B", "2"), ("Authorization", "Basic SECRET==")] {
        assert!(arrived.headers.contains(&(name.to_owned(), value.to_owned())), "{name}");
    }

    zoom.sandbox.script(Response::http(201, &[], ""));
    let part = format!(r#"{{"name":"pic_file","file":"{picture}","file_name":"a.png","content_type":"image/png"}}"#);
    let ran = ran_form(&zoom, &part);
    assert_eq!(ran.code, 0, "{}", ran.both());
    let arrived = zoom.sandbox.requests().pop().expect("a request");
    let body = String::from_utf8_lossy(&arrived.body).into_owned();
    let places: Vec<_> = [
        "name=\"a\"\r\n\r\n=b\r\n--",
        "filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n",
        "form-data\r\n\r\n\r\n--",
    ]
    .iter()
    .map(|part| body.find(part).unwrap_or_else(|| panic!("{part}: {body}")))
    .collect();
    assert!(places.is_sorted());
    for path in [headers, picture] {
        std::fs::remove_file(path).expect("removed");
    }
}

fn ran_form(zoom: &Zoom, part: &str) -> Ran {
    ran(zoom, &["POST", "users/me/picture", "--form", "a==b", "--part", part, "--part", "{}"])
}

#[test]
fn failures_have_the_codes_of_other_commands() {
    let zoom = Zoom::start();
    assert_eq!(ran(&zoom, &["GET", "users/nobody"]).code, 5);
    assert_eq!(ran(&zoom, &["GET", "users/fields-error@sandbox.test"]).code, 6);
    assert_eq!(ran(&zoom, &["GET", "a b"]).code, 3);
    assert_eq!(ran(&zoom, &["GET", "x", "--data", "y"]).code, 3);
    assert_eq!(ran(&zoom, &["GET", "x", "--header", "@/no/such/file"]).code, 3);
    assert_eq!(ran(&zoom, &["GET"]).code, 2);
    let missing: Ran = request(&zoom, &["GET", "users/me"]).output().expect("runs").into();
    assert_eq!(missing.code, 4);
    zoom.sandbox.script(Response { cut_after: Some(45), ..Response::http(200, &[], "0123456789") });
    assert_eq!(ran(&zoom, &["GET", "x"]).code, 9);
    let json = ran(&zoom, &["GET", "users/nobody", "--json"]).json();
    assert_eq!((&json["http_status"], &json["reason"]), (&404.into(), &"Not Found".into()));
}

#[test]
fn a_token_argument_is_refused() {
    let ran = run(&["request", "GET", "users/me", "--header", "Authorization: Bearer Hidden-1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("visible to every user") && !ran.both().contains("Hidden-1"), "{}", ran.err);
}

#[test]
fn the_rendered_request_is_the_one_that_arrives() {
    let zoom = Zoom::start();
    let words = ["PATCH", "users/me?x=1", "--header", "X-A: b", "--data", "{\"dept\":\"d\"}"];
    let shown: Ran = request(&zoom, &[&words[..], &["--render", "http"]].concat()).output().expect("runs").into();
    assert_eq!((shown.code, shown.err.as_str(), zoom.sandbox.requests().len()), (0, "", 0));
    assert_eq!(ran(&zoom, &words).code, 0);
    let arrived = String::from_utf8(zoom.sandbox.requests().pop().expect("a request").raw).expect("text");
    assert_eq!(shown.out.replace("<access_token>", TOKEN), arrived);

    let shown = run(&["update", "jane@example.com", "dept=d", "--render", "http"]);
    assert!(
        shown.out.starts_with("PATCH /v2/users/jane@example.com HTTP/1.1\r\nHost: api.zoom.us\r\n"),
        "{}",
        shown.out
    );
    assert!(shown.out.ends_with("\r\n\r\n{\"dept\":\"d\"}"));
    let json = line("update jane@example.com dept=d --render http --json").json();
    assert_eq!(json["rendered"], shown.out);
    assert_eq!(line("update me email=x --render http").code, 3);
    assert_eq!(line("update me dept=x --render xml").code, 3);
}

#[test]
fn a_temporary_sandbox_shows_everything() {
    let ran = line("request GET users/me --sandbox");
    assert_eq!(ran.code, 0, "{}", ran.both());
    assert!(ran.out.starts_with("Sent to the sandbox\n  GET /v2/users/me HTTP/1.1\n"), "{}", ran.out);
    assert!(ran.out.contains("  Authorization: Bearer ********\n") && ran.out.contains("Received\n  HTTP 200 OK\n"));
}

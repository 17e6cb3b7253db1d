//! Commands that read a user: `get`, `plan`, and `update` with `--confirm` and `--only-changes`.

use crate::program::{Ran, TOKEN, Zoom, line};
use std::process::Command;

/// A command for a sandbox that outlives it.
fn at(zoom: &Zoom, words: &str) -> Command {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut command = zoom.command(words[0], &words[1..]);
    command.env("ZOOM_TOKEN", TOKEN);
    command
}

fn ran(zoom: &Zoom, words: &str) -> Ran {
    at(zoom, words).output().expect("the program runs").into()
}

/// The cells of the row that begins with a name.
fn row<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let row = text.lines().find(|line| line.trim_start().starts_with(&format!("{name}  "))).expect(name);
    row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

#[test]
fn a_user_is_printed() {
    let zoom = Zoom::start();
    let read = ran(&zoom, "get john@example.com");
    assert_eq!((read.code, read.err.as_str()), (0, ""));
    assert_eq!(row(&read.out, "type"), ["type", "2"]);
    assert_eq!(row(&read.out, "email"), ["email", "\"john@example.com\""]);
    let json = ran(&zoom, "get john@example.com --json").json();
    assert_eq!((&json["user"]["type"], &json["exit_code"], &json["http_status"]), (&2.into(), &0.into(), &200.into()));
    assert_eq!(ran(&zoom, "get nobody@example.com").code, 5);
    assert_eq!(ran(&zoom, "get error-400-4711@sandbox.test").code, 4);
    assert_eq!(ran(&zoom, "get john@example.com -q").both(), "");
    assert!(line("get me --sandbox").out.contains("GET /v2/users/me HTTP/1.1"));
}

#[test]
fn a_plan_shows_the_changes_and_makes_none() {
    let zoom = Zoom::start();
    let before = zoom.sandbox.user("john@example.com");
    let plan = ran(&zoom, "plan john@example.com type=1 dept=R host_key=123456 language=en-US");
    assert_eq!((plan.code, plan.err.as_str()), (11, ""), "{}", plan.both());
    assert_eq!(row(&plan.out, "type"), ["type", "2", "->", "1", "differs"]);
    assert_eq!(row(&plan.out, "language"), ["language", "\"en-US\"", "\"en-US\"", "already"]);
    assert_eq!(row(&plan.out, "host_key"), ["host_key", "-", "->", "\"123456\"", "unverifiable"]);
    assert!(plan.out.contains("\n  type: frees a Licensed seat\n"), "{}", plan.out);
    assert!(plan.out.ends_with("\n  Cannot be confirmed, since GET never returns it: host_key\n"), "{}", plan.out);
    assert_eq!(zoom.sandbox.user("john@example.com"), before);
    assert!(zoom.sandbox.requests().iter().all(|request| request.method == "GET"));

    let json = ran(&zoom, "plan john@example.com type=1 dept=R --json").json();
    assert_eq!((&json["ok"], &json["exit_code"], &json["attempts"]), (&true.into(), &11.into(), &0.into()));
    assert_eq!(json["effects"][0]["message"], "frees a Licensed seat");
    let type_of = &json["fields"][0];
    assert_eq!((&type_of["outcome"], &type_of["old"], &type_of["new"]), (&"differs".into(), &2.into(), &1.into()));
    let nothing = ran(&zoom, "plan john@example.com type=2 --json").json();
    assert_eq!((&nothing["exit_code"], &nothing["effects"]), (&0.into(), &serde_json::json!([])));
    assert_eq!(ran(&zoom, "plan john@example.com type=2").code, 0);

    let both = ran(&zoom, "plan john@example.com type=1 zoom_one_type=16");
    assert_eq!(both.code, 3);
    assert!(both.err.contains("set only one of type and"), "{}", both.err);
    let pending = ran(&zoom, "plan pending@example.com dept=x");
    assert_eq!(pending.code, 11);
    assert!(pending.err.starts_with("warning: the user is pending"), "{}", pending.err);
    assert_eq!(ran(&zoom, "plan nobody@example.com dept=x").code, 5);
}

#[test]
fn an_update_is_confirmed_and_only_what_differs_is_sent() {
    let zoom = Zoom::start();
    let verified = ran(&zoom, "update jane@example.com dept=R type=1 --confirm");
    assert_eq!((verified.code, verified.err.as_str()), (0, ""));
    assert_eq!(row(&verified.out, "dept"), ["dept", "\"Sales\"", "->", "\"R\"", "applied"]);
    assert_eq!(row(&verified.out, "type"), ["type", "1", "1", "already"]);

    let ignored = ran(&zoom, "update ignores-dept@sandbox.test dept=R --confirm");
    assert_eq!(ignored.code, 6);
    assert!(ignored.err.contains("\n  dept  \"\"  ->  \"R\"  ignored, is \"\"\n"), "{}", ignored.err);
    let json = ran(&zoom, "update ignores-dept@sandbox.test dept=R --confirm --json").json();
    assert_eq!((&json["name"], &json["http_status"]), (&"NOT_APPLIED".into(), &204.into()));
    assert_eq!(json["fields"][0]["outcome"], "ignored");

    let shown = ran(&zoom, "update jane@example.com dept=S type=1 --only-changes -v");
    assert!(shown.out.contains("  {\"dept\":\"S\"}\n"), "what was sent, not what was asked for: {}", shown.out);
    let nothing = ran(&zoom, "update jane@example.com dept=S --only-changes --confirm=off");
    assert_eq!(nothing.out.lines().next(), Some("jane@example.com: nothing differs; nothing was sent"));
    let wrong = ran(&zoom, "update jane@example.com dept=S --confirm=perhaps");
    assert_eq!(wrong.code, 3);
    assert!(wrong.err.contains("confirm: expected one of on, off"), "{}", wrong.err);
}

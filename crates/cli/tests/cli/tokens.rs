//! The sources of the token, which is never printed.

use crate::program::{File, Ran, TOKEN, Zoom, command, run, with_stdin};
use std::process::Command;

#[test]
fn every_source_works() {
    let zoom = Zoom::start();
    let update = |words: &[&str]| zoom.update(&[&["me", "dept=x"], words].concat());
    let good = |ran: Ran| assert_eq!((ran.code, ran.err.as_str()), (0, ""));

    good(zoom.ran(&["me", "dept=x"]));
    good(
        update(&["--token-env", "MINE"])
            .env("MINE", format!(" {TOKEN}\n"))
            .env("ZOOM_TOKEN", "wrong")
            .output()
            .expect("runs")
            .into(),
    );
    for text in [TOKEN.to_owned(), format!("{TOKEN}\r\nsecond line"), format!("\u{feff}  {TOKEN} \n")] {
        good(with_stdin(update(&["--token-stdin"]), &text));
        let file = File::new("token", &text);
        good(update(&["--token-file", &file.0]).output().expect("runs").into());
    }
    assert!(zoom.sandbox.requests().iter().all(|request| {
        request.headers.iter().any(|(name, value)| name == "Authorization" && *value == format!("Bearer {TOKEN}"))
    }));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_gives_a_warning() {
    let zoom = Zoom::start();
    for mode in [0o640, 0o604, 0o644] {
        let file = File::with_mode(&format!("open-token-{mode:o}"), TOKEN, mode);
        let path = file.0.as_str();
        let ran: Ran = zoom.update(&["me", "dept=x", "--token-file", path]).output().expect("runs").into();
        assert_eq!(ran.code, 0);
        assert!(ran.err.starts_with("warning: --token-file: other users"), "{}", ran.err);
    }
}

#[test]
fn a_missing_token_has_a_hint() {
    let empty = File::new("empty", "\n");
    let empty = empty.0.as_str();
    for (words, message) in [
        (&[][..], "me: no access token"),
        (&["--token-env", "NOT_SET"], "me: --token-env: NOT_SET is not set"),
        (&["--token-env", "EMPTY"], "me: --token-env: the variable is empty"),
        (&["--token-file", empty], "me: --token-file: the first line of the file is empty"),
        (&["--token-file", "no/such/file"], "me: --token-file: the file cannot be read: "),
        (&["--token-stdin"], "me: --token-stdin: the first line is empty"),
    ] {
        let ran: Ran =
            command(&[&["update", "me", "dept=x"], words].concat()).env("EMPTY", "").output().expect("runs").into();
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{words:?}: {}", ran.err);
        assert!(ran.err.starts_with(message), "{words:?}: {}", ran.err);
        assert!(ran.err.contains("try: set the environment variable ZOOM_TOKEN, or give --token-env"), "{}", ran.err);
    }
    let ran = run(&["update", "me", "dept=x", "--token-stdin", "--token-env", "X"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn text_that_is_not_a_token_is_refused_from_every_source() {
    for (text, named) in [
        (format!("ZOOM_TOKEN={TOKEN}"), "token: has the form NAME=value"),
        (format!("\"{TOKEN}\""), "token: has quotes around it"),
        (format!("{{{{{TOKEN}}}}}"), "token: is a variable ({{...}})"),
        ("%ZOOM_TOKEN%".to_owned(), "token: is a variable (%NAME%)"),
        ("$ZOOM_TOKEN".to_owned(), "token: is a variable ($NAME)"),
        (format!("Bearer {TOKEN}"), "token: give the token alone, without the word Bearer"),
    ] {
        let file = File::new("no-token", format!("{text}\nsecond line\n"));
        let update = ["update", "me", "dept=x"];
        let by_file = run(&[&update[..], &["--token-file", &file.0]].concat());
        let by_name = command(&[&update[..], &["--token-env", "MINE"]].concat()).env("MINE", &text).output();
        let usual = command(&update).env("ZOOM_TOKEN", &text).output();
        let by_stdin = with_stdin(command(&[&update[..], &["--token-stdin"]].concat()), &text);
        for ran in [by_file, by_name.expect("runs").into(), usual.expect("runs").into(), by_stdin] {
            assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{text}: {}", ran.err);
            assert!(ran.err.contains(named) && !ran.err.contains(TOKEN), "{text}: {}", ran.err);
        }
    }
    let ran: Ran = command(&["update", "me", "dept=x"])
        .envs([("ZOOM_ACCOUNT_ID", "<id>"), ("ZOOM_CLIENT_ID", "c"), ("ZOOM_CLIENT_SECRET", "app-SECRET")])
        .output()
        .expect("runs")
        .into();
    assert!(ran.err.contains("account_id: is a placeholder in <>"), "{}", ran.err);
}

#[test]
fn a_token_argument_is_refused_with_the_reason() {
    for words in [
        &["update", "me", "dept=x", "--token", TOKEN][..],
        &["update", "me", "dept=x", &format!("--token={TOKEN}")],
        &["update", "me", "dept=x", "--option", &format!("token={TOKEN}")],
        &["check", "dept=x", "--option", &format!("token={TOKEN}")],
    ] {
        let ran = run(words);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("visible to every user of the machine"), "{}", ran.err);
        assert!(!ran.both().contains(TOKEN));
    }
}

#[test]
fn the_token_is_never_printed() {
    let zoom = Zoom::start();
    let (value, json, name) = (format!("dept={TOKEN}"), format!("dept:=\"x{TOKEN}x\""), format!("{TOKEN}=x"));
    let (env, file) = (format!("--token-env={TOKEN}"), format!("--token-file={TOKEN}"));
    for words in [
        &["echo-token@sandbox.test", "dept=x"][..],
        &["me", "dept=x"],
        &["me", &value],
        &["me", &json, "--encoding", "multipart"],
        &["me", &name],
        &["me", &name, "--check", "warn"],
        &["me", TOKEN],
        &["me", "dept=x", &env],
        &["me", "dept=x", &file],
        &["me", "dept=x", "--user-agent", TOKEN],
        &["me", "dept=x", &format!("--token-stdin={TOKEN}")],
        &["me", "dept=x", "--option", TOKEN],
    ] {
        for manner in [&[][..], &["-v"], &["--json"], &["--json", "-v"]] {
            let ran = zoom.ran(&[words, manner].concat());
            assert!(!ran.both().contains(TOKEN), "{words:?} {manner:?}: {}", ran.both());
            assert!(!ran.both().is_empty());
        }
    }
    let ran = run(&["update", "echo-token@sandbox.test", "dept=sandbox-token", "--sandbox", "-v"]);
    assert!(ran.both().contains("Bearer ********") && !ran.both().contains("sandbox-token"), "{}", ran.both());
}

/// Credentials of the sandbox's app, in the environment.
fn with_app<'a>(command: &'a mut Command, names: &[&str]) -> &'a mut Command {
    for (name, value) in [
        ("ZOOM_ACCOUNT_ID", "sandbox-account"),
        ("ZOOM_CLIENT_ID", "sandbox-client"),
        ("ZOOM_CLIENT_SECRET", "sandbox-secret"),
    ] {
        if names.contains(&name) {
            command.env(name, value);
        }
    }
    command
}

#[test]
fn an_app_gets_its_own_token() {
    let zoom = Zoom::start();
    let token_url = format!("{}/oauth/token", zoom.sandbox.https_url());
    let update = |words: &[&str]| zoom.update(&[&["me", "dept=x", "--token-url", &token_url], words].concat());
    let ran = |command: &mut Command| -> Ran { command.output().expect("runs").into() };
    let good = |ran: Ran| assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    let all = ["ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET"];

    good(ran(with_app(&mut update(&[]), &all)));
    let file = File::new("client-secret", "sandbox-secret\n");
    let path = file.0.as_str();
    let app = ["--account-id", "sandbox-account", "--client-id", "sandbox-client", "--client-secret-file", path];
    // Arguments take precedence over the environment.
    good(ran(update(&app).env("ZOOM_TOKEN", "wrong").env("ZOOM_CLIENT_SECRET", "wrong-secret")));
    good(ran(with_app(&mut update(&["--client-secret-env", "MINE"]), &all[..2]).env("MINE", "sandbox-secret")));
    assert_eq!(zoom.sandbox.stats().token_requests, 3);
    good(ran(with_app(&mut update(&["--token-env", "MINE"]), &all).env("MINE", TOKEN)));
    // With a token, the account id is used and no other token is requested.
    good(ran(with_app(&mut update(&[]), &all[..1]).env("ZOOM_TOKEN", TOKEN)));
    assert_eq!(zoom.sandbox.stats().token_requests, 3);

    let both = ran(with_app(&mut update(&[]), &all).env("ZOOM_TOKEN", TOKEN));
    assert_eq!(both.code, 3, "{}", both.err);
    assert!(both.err.contains("are both set"), "{}", both.err);
    let part = ran(with_app(&mut update(&[]), &all[1..]));
    assert_eq!(part.code, 4, "{}", part.err);
    assert!(part.err.contains("account_id: missing"), "{}", part.err);
    let wrong = ran(with_app(&mut update(&["-vvv"]), &all).env("ZOOM_CLIENT_SECRET", "wrong-secret"));
    assert_eq!(wrong.code, 4, "{}", wrong.err);
    assert!(wrong.err.contains("check client_id and client_secret"), "{}", wrong.err);
    assert!(!wrong.both().contains("wrong-secret"), "{}", wrong.both());
    let said = ran(with_app(&mut zoom.update(&["me", "dept=sandbox-secret", "--token-url", &token_url, "-vvv"]), &all));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.both().contains("sandbox-secret"), "{}", said.both());
}

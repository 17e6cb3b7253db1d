//! `zoomuser doctor`.

use crate::program::{Ran, TOKEN, Zoom, command, line, run};

/// The program with options for a sandbox and this token.
fn doctor(zoom: &Zoom, token: &str, more: &[&str]) -> Ran {
    let (url, ca_file) = (zoom.sandbox.base_url(), zoom.sandbox.ca_file().to_string_lossy().into_owned());
    let way = ["doctor", "--base-url", &url, "--ca-file", &ca_file, "--proxy", "off", "--plan", "none"];
    let words: Vec<&str> = way.iter().chain(more).copied().collect();
    command(&words).env("ZOOM_TOKEN", token).output().expect("runs").into()
}

#[test]
fn in_a_temporary_sandbox_every_check_succeeds() {
    for words in ["doctor --sandbox", "doctor --sandbox --plan Business"] {
        let ran = line(words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        assert!(ran.out.starts_with("ok       options      all usable\nhttps://localhost:"), "{}", ran.out);
        assert!(ran.out.contains("\n  ok       certificate  trusted, TLS 1.3; of \"zoomuser sandbox\""), "{}", ran.out);
        assert!(ran.out.contains("\nok       scopes       user:update:user:admin permits updates"), "{}", ran.out);
        assert!(ran.out.ends_with("\nnothing failed (15 ok)\n"), "{}", ran.out);
        assert!(!ran.both().contains("sandbox-secret"));
    }
    assert_eq!(line("doctor --sandbox -q").both(), "");
    let json = line("doctor --sandbox --json").json();
    let checks = json["checks"].as_array().expect("a list");
    assert_eq!((&json["ok"], &json["exit_code"], checks.len()), (&true.into(), &0.into(), 15));
    assert_eq!(checks[0]["name"], "options");
    assert!(checks[1]["url"].as_str().is_some_and(|url| url.ends_with("/oauth/token")));
    assert!(json["body"].is_null() && json["user"].is_null());
}

#[test]
fn the_exit_code_is_that_of_the_first_check_that_failed() {
    let zoom = Zoom::start();
    for (token, more, code, name, check) in [
        ("expired-token", &[][..], 4, "UNAUTHORIZED", "token"),
        ("noscope-token", &["--confirm"], 4, "FORBIDDEN", "scopes"),
        ("sandbox-token", &["--base-url", "https://no-such-host.invalid/v2"], 9, "DNS", "dns"),
        ("sandbox-token", &["--ca-file", "/no/such/file.pem"], 3, "INVALID_ARGUMENT", "options"),
    ] {
        let ran = doctor(&zoom, token, &[more, &["--json"]].concat());
        let json = ran.json();
        assert_eq!((ran.code, &json["name"], &json["exit_code"]), (code, &name.into(), &code.into()), "{}", ran.both());
        let failed = json["checks"].as_array().expect("a list").iter().find(|check| check["outcome"] == "failed");
        assert_eq!(failed.map(|failed| &failed["name"]), Some(&check.into()), "{}", ran.both());

        let ran = doctor(&zoom, token, more);
        assert_eq!(ran.code, code);
        assert!(ran.out.contains(&format!("failed   {check}")), "{}", ran.out);
        assert!(ran.err.starts_with(check), "{}", ran.err);
        assert!(!ran.both().contains(token), "{}", ran.both());
    }
}

#[test]
fn a_missing_token_has_a_hint() {
    let zoom = Zoom::start();
    let ran = doctor(&zoom, "", &[]);
    assert_eq!(ran.code, 4);
    assert!(ran.out.contains("ok       response     HTTP 401"), "{}", ran.out);
    assert!(ran.err.contains("\n  try: set the environment variable ZOOM_TOKEN"), "{}", ran.err);
    let ran = line("doctor --token-file /no/such/file");
    assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{}", ran.err);
}

/// The program with variables that name certificate authorities.
fn with_variables(zoom: &Zoom, words: &[&str], variables: &[(&str, &str)], ca_file: bool) -> Ran {
    let url = zoom.sandbox.base_url();
    let mut command = command(words);
    command.args(["--base-url", &url, "--proxy", "off", "--plan", "none"]).env("ZOOM_TOKEN", TOKEN);
    if ca_file {
        command.arg("--ca-file").arg(zoom.sandbox.ca_file());
    }
    command.envs(variables.iter().copied()).output().expect("runs").into()
}

const UPDATE: &[&str] = &["update", "jane@example.com", "dept=x"];

#[test]
fn authorities_named_by_a_variable_are_used_and_no_others() {
    let zoom = Zoom::start();
    let ca_file = zoom.sandbox.ca_file().to_string_lossy().into_owned();
    let folder = zoom.sandbox.ca_file().with_file_name(format!("zoomuser-roots-{}", std::process::id()));
    let file = |name: &str, content: &str| {
        std::fs::write(folder.join(name), content).expect("written");
        folder.join(name).to_string_lossy().into_owned()
    };
    std::fs::create_dir_all(folder.join("none")).expect("made");
    let (empty, junk) =
        (file("empty.pem", ""), file("junk.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
    let none = folder.join("none").to_string_lossy().into_owned();
    let missing = folder.join("missing").to_string_lossy().into_owned();

    // The authorities that they name are trusted.
    let ran = with_variables(&zoom, UPDATE, &[("SSL_CERT_FILE", &ca_file)], false);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.both());

    for (variable, path) in [
        ("SSL_CERT_FILE", missing.as_str()),
        ("SSL_CERT_FILE", &empty),
        ("SSL_CERT_FILE", &junk),
        ("SSL_CERT_FILE", &none),
        ("SSL_CERT_FILE", ""),
        ("SSL_CERT_DIR", &missing),
        ("SSL_CERT_DIR", &none),
        ("SSL_CERT_DIR", &junk),
    ] {
        // No others are trusted instead.
        let ran = with_variables(&zoom, UPDATE, &[(variable, path)], false);
        assert_eq!(ran.code, 3, "{variable}={path}: {}", ran.both());
        assert!(ran.err.contains(variable) && ran.err.contains(path), "{variable}={path}: {}", ran.err);
        let ran = with_variables(&zoom, &["doctor", "--json"], &[(variable, path)], false);
        let json = ran.json();
        let options = &json["checks"][0];
        assert_eq!((ran.code, &options["outcome"]), (3, &"failed".into()), "{variable}={path}: {}", ran.both());

        // With other authorities it is a warning.
        let named = |text: &str| text.contains(variable) && text.contains(path);
        let ran = with_variables(&zoom, UPDATE, &[(variable, path)], true);
        assert!(ran.code == 0 && named(&ran.err), "{variable}={path}: {}", ran.both());
        let ran = with_variables(&zoom, UPDATE, &[(variable, path), ("SSL_CERT_FILE", &ca_file)], false);
        assert!(variable == "SSL_CERT_FILE" || (ran.code == 0 && named(&ran.err)), "{}", ran.both());
        let ran = with_variables(&zoom, &["doctor", "--json"], &[(variable, path)], true);
        let json = ran.json();
        let options = &json["checks"][0];
        assert_eq!((ran.code, &options["outcome"]), (0, &"warning".into()), "{variable}={path}: {}", ran.both());
        assert!(options["message"].as_str().is_some_and(named), "{options}");

        // Without system_roots the variables are ignored.
        let words = [UPDATE, &["--system-roots", "off"]].concat();
        let ran = with_variables(&zoom, &words, &[(variable, path)], true);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.both());
    }
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn an_unusable_file_is_reported() {
    let missing = format!("{}/none-{}/rate", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    let report = run(&["doctor", "--sandbox", "--json", "--rate-file", &missing]).json();
    let options = &report["checks"][0];
    assert_eq!((&options["name"], &options["outcome"]), (&"options".into(), &"warning".into()), "{report}");
    let message = options["message"].as_str().expect("text");
    assert!(message.starts_with("rate_file: the folder ") && message.contains("/none-"), "{message}");
    let report = run(&["doctor", "--sandbox", "--json", "--token-cache", "~/token"]).json();
    assert!(
        report["exit_code"] == 3 && report["message"].to_string().contains("token_cache: begins with ~"),
        "{report}"
    );
}

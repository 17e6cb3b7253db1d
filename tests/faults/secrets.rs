//! No printable value ever contains the token.

use support::{ClosedPort, http_options, options, patch, sandbox, with};
use zoomuser::internal::outcome_json;
use zoomuser::internal::{FlatClient as Client, Options, into_result};
use zoomuser::{CallOptions, Content, Headers, Request, Status};

/// Everything of an outcome that a face could print.
fn everything(client: &Client, user: &str, fields: &str) -> String {
    let outcome = client.update_user(user, &patch(fields));
    let json = serde_json::Value::Object(outcome_json::outcome(&outcome)).to_string();
    let failure = into_result(outcome.clone()).map_err(|failure| format!("{failure} {failure:?} {failure:#?}"));
    let body = outcome.response().map(|r| String::from_utf8_lossy(r.body()).into_owned());
    format!(
        "{outcome:?} {outcome:#?} {json} {failure:?} {body:?} {client:?} {:?}",
        client.prepare(user, &patch(fields))
    )
}

#[test]
fn the_token_is_in_no_output() {
    let sandbox = sandbox();
    let secret = sandbox.token();
    let client = Client::new(with(http_options(&sandbox), &[("timeout_ms", "300")]));
    for user in [
        "jane@example.com",
        "nobody@example.com",
        "echo-token@sandbox.test",
        "error-401-124@sandbox.test",
        "garbage@sandbox.test",
        "drop@sandbox.test",
        "slow-60000@sandbox.test",
        "..",
    ] {
        let text = everything(&client, user, r#"{"dept":"d"}"#);
        assert!(!text.contains(secret), "{user}: {text}");
    }
    assert!(everything(&client, "echo-token@sandbox.test", r#"{"dept":"d"}"#).contains("Bearer ****"));
    assert!(!everything(&client, "jane@example.com", "{}").contains(secret));
}

/// Keeps every line that any crate logs, dumps of bytes joined.
struct Logger(std::sync::Mutex<String>);

static LOGGER: Logger = Logger(std::sync::Mutex::new(String::new()));

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = record.args().to_string();
        // A dump of bytes ends in sixteen of them as text.
        let text = line.chars().rev().take(16).collect::<String>().chars().rev().collect::<String>();
        let mut all = LOGGER.0.lock().expect("no panic");
        all.push_str(&text);
        all.push('\n');
        all.push_str(&line);
        all.push('\n');
    }

    fn flush(&self) {}
}

#[test]
fn the_token_is_in_no_log_line_of_any_crate() {
    log::set_logger(&LOGGER).expect("the only logger");
    log::set_max_level(log::LevelFilter::Trace);
    let sandbox = zoomuser_sandbox::Sandbox::builder().token("tok-SECRET-1234567890-END").start().expect("started");
    for options in [http_options(&sandbox), support::https_options(&sandbox)] {
        let client = Client::new(options);
        assert!(client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#)).is_ok());
        assert!(!client.update_user("echo-token@sandbox.test", &patch(r#"{"dept":"d"}"#)).is_ok());
        assert!(!client.update_user("error-400-300@sandbox.test", &patch(r#"{"dept":"d"}"#)).is_ok());
        let own = Headers::parse("Authorization: Basic own-SECRET-1234567890-END").expect("valid");
        let request = Request::new("GET", "users/me?x=SECRET", own, Content::None).expect("valid");
        let outcome = client.send(&request);
        assert!(!format!("{outcome:?} {:?}", request.headers()).contains("SECRET-1"));
    }
    // An app's secret, and the tokens it is given.
    let token_url = format!("{}/oauth/token", sandbox.https_url());
    let app = [
        ("token", ""),
        ("account_id", "sandbox-account"),
        ("client_id", "sandbox-client"),
        ("client_secret", "sandbox-secret"),
        ("token_url", &token_url),
    ];
    let client = Client::new(with(support::https_options(&sandbox), &app));
    assert!(client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#)).is_ok());
    // Arguments that were swapped.
    let client = Client::new(http_options(&sandbox));
    for user in [sandbox.token(), "c1.SECRET-1234567890.c3"] {
        assert_eq!(client.update_user(user, &patch(r#"{"dept":"d"}"#)).status(), Status::InvalidArgument);
        assert_eq!(client.get_user(user).status(), Status::InvalidArgument);
    }
    log::set_max_level(log::LevelFilter::Off);
    let last = sandbox.requests().pop().expect("a request").headers;
    let bearer = last.iter().find_map(|(_, value)| value.strip_prefix("Bearer ")).expect("a token").to_owned();
    let all = LOGGER.0.lock().expect("no panic").clone();
    assert!(all.contains("jane@example.com"), "something was logged");
    // Dumps break the token into pieces: none of its parts of a few characters may stand anywhere.
    for part in ["SECRET", "tok-S", "4567890", "-END", "534543524554"] {
        assert!(!all.contains(part), "{part} in the log");
    }
    let parts: Vec<&str> = (0..bearer.len() - 8).step_by(4).filter_map(|at| bearer.get(at..at + 8)).collect();
    assert!(parts.len() > 5);
    for part in parts.into_iter().filter(|part| *part != "sandbox-").chain(["x-secret", "c2FuZGJve"]) {
        assert!(!all.contains(part), "{part} in the log");
    }
}

#[test]
fn a_panic_text_holds_no_token() {
    // The message of a panic is made of what its place shows with Debug or Display: of these types, nothing secret.
    let sandbox = sandbox();
    let options = http_options(&sandbox);
    let client = Client::new(options.clone());
    let payload = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        assert_eq!(format!("{options:?}{client:?}"), "");
    }))
    .expect_err("a panic");
    let text = payload.downcast_ref::<String>().expect("a text");
    assert!(text.contains("Secret(hidden)") && !text.contains(sandbox.token()));
}

#[test]
fn refused_tokens_and_proxies_are_not_repeated() {
    for (name, value) in [
        ("token", "Bearer SECRET-1"),
        ("token", "SECRET 2"),
        ("token", "SECRET-3\r\nX: y"),
        ("proxy", "socks4://user:SECRET-4@localhost:1"),
        ("proxy", "http://user:SECRET/5@localhost:1"),
        ("base_url", "https://user:SECRET-6@localhost:1"),
    ] {
        let error = Options::default().set(name, value).expect_err(name);
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
        let mut options = Options::default();
        let object = serde_json::json!({ name: value }).to_string();
        let error = options.set_all_json(&object).expect_err(name);
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
    }
    let mut broken = Options::default();
    let error = broken.set_all_json(r#"{"token":"SECRET-7" "#).expect_err("broken JSON");
    assert!(!format!("{error:?}").contains("SECRET"));
}

#[test]
fn a_proxy_password_is_in_no_output() {
    for scheme in ["http", "https", "socks5", "socks5h"] {
        let closed = ClosedPort::new().url().replace("http://", &format!("{scheme}://user:SECRET-9@"));
        let client =
            Client::new(options(&[("base_url", "https://localhost:1/v2"), ("token", "SECRET-8"), ("proxy", &closed)]));
        let text = everything(&client, "jane@example.com", r#"{"dept":"d"}"#);
        assert!(!text.contains("SECRET"), "{text}");
    }
}

/// A token as Zoom's are.
const FORMED: &str = "eyJzdiI6IjAwMDAwMSJ9.eyJhdWQiOiJodHRwczovL29hdXRoIn0.c2lnbmF0dXJlLW9mLXRlc3Rz";

#[test]
fn swapped_arguments_are_refused_before_anything_is_sent() {
    let sandbox = sandbox();
    let url = format!("{{\"base_url\":\"{}\"}}", sandbox.http_base_url());
    let dept = patch(r#"{"dept":"d"}"#);
    let refused = |outcome: &zoomuser::internal::Outcome, at: &str| {
        let all = format!("{outcome:?} {}", serde_json::Value::Object(outcome_json::outcome(outcome)));
        assert_eq!((outcome.status(), outcome.attempts()), (Status::InvalidArgument, 0), "{all}");
        assert!(
            outcome.message().starts_with(at) && outcome.message().ends_with("are the arguments swapped?"),
            "{all}"
        );
        assert!(!all.contains("eyJzdiI6") && !all.contains("jane@"), "{all}");
    };
    refused(
        &zoomuser::internal::update_user("jane@example.com", FORMED, &dept, &url, &CallOptions::default()),
        "token: ",
    );
    refused(&zoomuser::internal::update_user("", FORMED, &dept, &url, &CallOptions::default()), "user_id: ");
    let client = Client::new(http_options(&sandbox));
    for user in [
        FORMED.to_owned(),
        format!("Bearer {FORMED}"),
        format!(" {FORMED}"),
        "x".repeat(257),
        sandbox.token().to_owned(),
    ] {
        refused(&client.update_user(&user, &dept), "user_id: ");
        refused(&client.get_user(&user), "user_id: ");
        refused(&client.plan(&user, &dept), "user_id: ");
        refused(&client.render_update(&user, &dept, zoomuser::Format::Http), "user_id: ");
    }
    let error = Options::default().set("token", "jane@example.com").expect_err("an address");
    assert!(error.message().starts_with("token: ") && !error.message().contains("jane@"), "{error}");
    let source =
        Client::with_source(http_options(&sandbox), Some(std::sync::Arc::new(|_| Ok("jane@example.com".to_owned()))));
    let outcome = source.update_user("jane@example.com", &dept);
    assert!(!format!("{outcome:?}").contains("jane@"), "{outcome:?}");
    for path in
        [format!("users/{FORMED}"), format!("/v2/users/{FORMED}/settings"), format!("accounts/a/users/{FORMED}?x")]
    {
        let error = Request::new("GET", &path, Headers::new(), Content::None).expect_err(&path);
        assert!(error.message().contains("arguments swapped") && !error.message().contains("eyJ"), "{error}");
    }
    let request =
        Request::new("GET", &format!("users/{}", sandbox.token()), Headers::new(), Content::None).expect("a path");
    refused(&client.send(&request), "user_id: ");
    let sub = Client::new(with(http_options(&sandbox), &[("sub_account_id", FORMED)]));
    refused(&sub.update_user("me", &dept), "sub_account_id: ");
    assert_eq!(sandbox.requests().len(), 0);
}

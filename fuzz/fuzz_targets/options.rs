//! Options: none panics, a refusal is one line, and what is secret is not repeated.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser::internal::options::OPTIONS;
use zoomuser::internal::{FlatClient as Client, Options};
use zoomuser::{InputError, Status};
use zoomuser_fuzz::is_one_line;

/// What a refusal must not repeat.
const SECRET: &str = "5ecret-of-fuzz";

fn check(result: Result<(), InputError>, before: &Options, after: &Options) -> Option<InputError> {
    assert!(!format!("{after:?} {after:#?}").contains(SECRET));
    let error = result.err()?;
    assert!(before == after, "a refusal changes nothing");
    assert!(is_one_line(error.message()) && error.message().len() < 1_000, "{error:?}");
    assert!(matches!(error.status(), Status::UnknownName | Status::InvalidArgument | Status::InvalidJson), "{error:?}");
    Some(error)
}

fn set(options: &mut Options, name: &str, value: &str) {
    let before = options.clone();
    let error = check(options.set(name, value), &before, options);
    assert!(error.is_none_or(|error| !error.message().contains(SECRET)), "{name}");
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.contains(SECRET) {
        // Not secret where the input chooses to put it, e.g. in user_agent.
        return;
    }
    let mut options = Options::default();

    // The text as an object of options.
    let before = options.clone();
    _ = check(options.set_all_json(text), &before, &options);

    // The text as name and value, and as the value of every option.
    let (name, value) = text.split_once('=').unwrap_or(("", text));
    let before = options.clone();
    _ = check(options.set(name, value), &before, &options);
    for option in OPTIONS {
        set(&mut options, option.name, value);
    }

    // Secrets with the text in them, alone and in an object.
    for secret in [
        format!("{SECRET}{value}"),
        format!("{value}{SECRET}"),
        format!("http://user:{SECRET}{value}@proxy.example.com:8080"),
        format!("http://{value}{SECRET}:8080"),
        format!("socks5h://{SECRET}{value}:{value}@proxy.example.com"),
        format!("rediss://user:{SECRET}{value}@cache.example.com:6379/1"),
    ] {
        for name in ["token", "client_secret", "proxy", "share", "share_password"] {
            set(&mut options, name, &secret);
            let quoted = serde_json::to_string(&secret).expect("a string");
            for object in [format!("{{\"{name}\":{quoted}}}"), format!("{{\"keep\":0,\"{name}\":{quoted},{quoted}")] {
                let before = options.clone();
                let error = check(options.set_all_json(&object), &before, &options);
                assert!(error.is_none_or(|error| !error.message().contains(SECRET)), "{object}");
            }
        }
    }
    assert!(!format!("{:?}", Client::new(options)).contains(SECRET));
});

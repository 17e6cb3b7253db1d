//! `zoomuser sandbox`: runs a local stand-in for Zoom until the program ends.

use crate::args::SandboxArgs;
use crate::args::common_args::OutputOptions;
use crate::exit;
use crate::input::file;
use crate::output::{Output, json, report};
use crate::session::start_sandbox;
use crate::text::escape;
use serde_json::json;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use zoomuser::{InputError, Status};
use zoomuser_sandbox::{Builder, Sandbox};

/// Users that exist at the start.
const USERS: [(&str, &str); 4] = [
    ("jane@example.com", "basic"),
    ("john@example.com", "licensed"),
    ("pending@example.com", "has not accepted the invitation: updates answer 204 and change nothing"),
    ("zoomroom@example.com", "keeps its type"),
];

/// The app that the token service accepts.
pub(crate) const APP: [(&str, &str); 3] =
    [("account_id", "sandbox-account"), ("client_id", "sandbox-client"), ("client_secret", "sandbox-secret")];

/// The longest file of users.
const MAX_USERS_LEN: u64 = 256 * 1024 * 1024;

/// How often the host program is asked whether to end.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

pub(crate) fn run(args: &SandboxArgs, options: OutputOptions, output: &mut Output<'_>) -> i32 {
    let mut builder = Sandbox::builder().http_port(args.http_port).https_port(args.https_port);
    if let Some(file) = &args.ca_file {
        builder = builder.ca_file(file);
    }
    if let Some(plan) = &args.plan {
        builder = builder.plan(plan);
    }
    let sandbox = match with_users(builder, args, output).and_then(|builder| start_sandbox(builder, output)) {
        Ok(sandbox) => sandbox,
        Err(error) => return report::show(&error.into(), options, output),
    };
    let has_file = args.users.is_some();
    let text = match options.json {
        true => json_text(&sandbox, has_file),
        false => text(&sandbox, has_file, is_proxied(output)),
    };
    output.out(&text);
    if args.open {
        open(&sandbox.page_url());
    }
    match output.streams.interrupt.clone() {
        None => loop {
            thread::park();
        },
        Some(interrupt) => {
            while !interrupt() {
                thread::sleep(POLL_INTERVAL);
            }
        }
    }
    exit::DONE
}

/// Opens the page in the browser of this desktop. The address is printed anyway, so a failure is not reported.
fn open(url: &str) {
    let (program, arguments): (_, &[&str]) = match () {
        () if cfg!(windows) => ("cmd", &["/c", "start", ""]),
        () if cfg!(target_os = "macos") => ("open", &[]),
        () => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Nothing waits for a browser; its end is collected.
        thread::spawn(move || child.wait());
    }
}

/// Takes the users from the file that the arguments name.
fn with_users(builder: Builder, args: &SandboxArgs, output: &mut Output<'_>) -> Result<Builder, InputError> {
    let Some(path) = &args.users else { return Ok(builder) };
    let bytes = file::bytes_or_stdin(path, "--users", MAX_USERS_LEN, output)?;
    if bytes.len() as u64 == MAX_USERS_LEN {
        let why = format!("--users: expected a file of less than {MAX_USERS_LEN} bytes");
        return Err(InputError::new(Status::InvalidArgument, why));
    }
    Ok(builder.users_csv(&file::text(&bytes, "--users")?))
}

/// Whether the environment names a proxy, which cannot reach the sandbox.
fn is_proxied(output: &Output<'_>) -> bool {
    ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        .iter()
        .any(|name| (output.streams.env)(name).is_some_and(|value| !value.is_empty()))
}

fn text(sandbox: &Sandbox, has_file: bool, proxied: bool) -> String {
    let (base_url, token) = (sandbox.base_url(), sandbox.token());
    let ca_file = escape(&sandbox.ca_file().display().to_string());
    let quote = if ca_file.contains(' ') { "\"" } else { "" };
    let proxy = if proxied { " --option proxy=off" } else { "" };
    let (users, user): (String, _) = match has_file {
        true => ("  those of the file; the first is also me\n".to_owned(), "me"),
        false => (USERS.iter().map(|(name, what)| format!("  {name:20}  {what}\n")).collect(), USERS[0].0),
    };
    format!(
        "A stand-in for Zoom runs on this machine until Ctrl-C.\n\n  \
         base_url  {base_url}\n            {http} (without TLS)\n  page      {page}\n  ca_file   {ca_file}\n  token     {token}\n\n\
         Tokens of an app: token_url {token_url},\n  account_id {account}, client_id {client}, client_secret {secret}\n\n\
         Users\n{users}\n\
         From another window, with the environment variable ZOOM_TOKEN set to {token}:\n  \
         zoomuser update {user} dept=Research --option base_url={base_url} \
         --option {quote}ca_file={ca_file}{quote}{proxy}\n\n\
         User ids NAME@sandbox.test ask for faults, e.g. rate-second@sandbox.test and error-400-2034@sandbox.test;\n\
         the page and docs/sandbox.md list them.\n",
        http = sandbox.http_base_url(),
        page = sandbox.page_url(),
        token_url = token_url(sandbox),
        account = APP[0].1,
        client = APP[1].1,
        secret = APP[2].1,
    )
}

pub(crate) fn token_url(sandbox: &Sandbox) -> String {
    format!("{}/oauth/token", sandbox.https_url())
}

fn json_text(sandbox: &Sandbox, has_file: bool) -> String {
    json::line(&json!({
        "base_url": sandbox.base_url(),
        "http_base_url": sandbox.http_base_url(),
        "page_url": sandbox.page_url(),
        "ca_file": sandbox.ca_file().display().to_string(),
        "token": sandbox.token(),
        "token_url": token_url(sandbox),
        "app": APP.into_iter().collect::<BTreeMap<_, _>>(),
        "users": (!has_file).then(|| USERS.map(|(name, _)| name)),
    }))
}

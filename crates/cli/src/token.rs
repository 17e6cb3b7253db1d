//! Where the token, or the secret of an app, comes from. None is ever an argument: those are visible to every user of the
//! machine.

use crate::ending::Fault;
use crate::output::Output;
use crate::way::{Source, USUAL_VARIABLE, Way};
use std::fs::File;
use std::io::{self, Read};
use zoomuser::answer::outcome::Problem;
use zoomuser::{Options, Status};

/// No line with a token is longer than this.
const LONGEST: usize = 64 * 1024;

/// The variables of an app's credentials, and the options they are for.
const APP: [(&str, &str); 3] =
    [("ZOOM_ACCOUNT_ID", "account_id"), ("ZOOM_CLIENT_ID", "client_id"), ("ZOOM_CLIENT_SECRET", "client_secret")];

/// Sets the token or the credentials of an app, and gives what must be hidden. What the command line says comes before
/// the environment; with neither nothing is set. May add a warning.
pub(crate) fn set(
    way: &Way,
    options: &mut Options,
    output: &mut Output<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<Vec<String>, Fault> {
    if let Some(source) = &way.token {
        let token = read(source, "token", output, warnings)?;
        options.set("token", &token)?;
        return Ok(vec![token]);
    }
    let is_given = |name: &str| way.options.iter().any(|(given, value)| given == name && !value.is_empty());
    let asks_for_app = way.client_secret.is_some() || is_given("client_id");
    let token = if asks_for_app { String::new() } else { variable(USUAL_VARIABLE, output)? };
    let mut found = Vec::new();
    for (name, option) in APP {
        found.push((option, variable(name, output)?));
    }
    let has_app = asks_for_app || found.iter().any(|(option, value)| *option != "account_id" && !value.is_empty());
    if !token.is_empty() && has_app {
        let why = "ZOOM_TOKEN and ZOOM_CLIENT_ID or ZOOM_CLIENT_SECRET are both set: unset one, or give --token-env ZOOM_TOKEN";
        return Err(Fault::new(Status::InvalidArgument, why));
    }
    let mut hidden = vec![token.clone()];
    options.set("token", &token)?;
    for (option, value) in found {
        if option == "client_secret" {
            let secret = match &way.client_secret {
                Some(source) => read(source, "client-secret", output, warnings)?,
                None => value,
            };
            options.set(option, &secret)?;
            hidden.push(secret);
        } else if !value.is_empty() && !is_given(option) && (has_app || option == "account_id") {
            options.set(option, &value)?;
        }
    }
    Ok(hidden)
}

/// A variable of the environment; "" where it is not set.
fn variable(name: &str, output: &Output<'_>) -> Result<String, Fault> {
    match (output.streams.env)(name) {
        None => Ok(String::new()),
        Some(value) => value.into_string().map_err(|_| not_text(name)).map(trimmed),
    }
}

/// Reads a secret from where `--flag-env`, `--flag-file` or `--flag-stdin` says.
fn read(source: &Source, flag: &str, output: &mut Output<'_>, warnings: &mut Vec<Problem>) -> Result<String, Fault> {
    let (env, file, stdin) = (format!("--{flag}-env"), format!("--{flag}-file"), format!("--{flag}-stdin"));
    let secret = match source {
        Source::Env(name) => match (output.streams.env)(name) {
            // The name is repeated only where it looks like one: somebody may have put the secret here.
            None if is_usual_name(name) => return Err(missing(&format!("{env}: {name} is not set"))),
            None => return Err(missing(&format!("{env}: no variable of this name is set"))),
            Some(value) => trimmed(value.into_string().map_err(|_| not_text(&env))?),
        },
        Source::File(path) => {
            let unreadable = |why: io::Error| missing(&format!("{file}: the file cannot be read: {why}"));
            let opened = File::open(path).map_err(unreadable)?;
            if is_open_to_others(&opened) {
                let message = "other users of this machine can read it: allow it to its owner only (chmod 600)";
                warnings.push(Problem { field: file.clone(), message: message.to_owned() });
            }
            first_line(&mut io::BufReader::new(opened), &file, unreadable)?
        }
        Source::Stdin => {
            let unreadable = |why: io::Error| missing(&format!("{stdin}: nothing can be read: {why}"));
            first_line(output.streams.stdin, &stdin, unreadable)?
        }
    };
    if secret.is_empty() {
        return Err(missing(&match source {
            Source::Env(_) => format!("{env}: the variable is empty"),
            Source::File(_) => format!("{file}: the first line of the file is empty"),
            Source::Stdin => format!("{stdin}: the first line is empty"),
        }));
    }
    Ok(secret)
}

fn missing(message: &str) -> Fault {
    Fault::new(Status::MissingToken, message)
}

fn not_text(what: &str) -> Fault {
    Fault::new(Status::Encoding, format!("{what}: the secret is not UTF-8 text"))
}

fn trimmed(token: String) -> String {
    token.trim_start_matches('\u{feff}').trim().to_owned()
}

fn first_line(from: &mut dyn Read, what: &str, unreadable: impl FnOnce(io::Error) -> Fault) -> Result<String, Fault> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    // Byte by byte: what follows the line stays where it is, and a terminal need not be closed.
    while line.len() < LONGEST {
        match from.read(&mut byte) {
            Ok(0) => break,
            Ok(_) if byte == *b"\n" => break,
            Ok(_) => line.extend(byte),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(unreadable(why)),
        }
    }
    String::from_utf8(line).map_err(|_| not_text(what)).map(trimmed)
}

/// Whether it looks like the name of a variable, and not like a token.
fn is_usual_name(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|facts| facts.is_file() && facts.mode() & 0o044 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_file: &File) -> bool {
    false
}

//! Reads the token or an app's client secret from the environment, a file or standard input.

use super::file as text_file;
use crate::args::common_args::{CommonArgs, DEFAULT_TOKEN_VARIABLE, SecretSource};
use crate::output::Output;
use std::fs::File;
use std::io::{self, Read};
use zoomuser::internal::Options;
use zoomuser::{InputError, Problem, Status};

const MAX_LINE_BYTES: usize = 64 * 1024;

/// The environment variables of an app's credentials, and their options.
const APP: [(&str, &str); 3] =
    [("ZOOM_ACCOUNT_ID", "account_id"), ("ZOOM_CLIENT_ID", "client_id"), ("ZOOM_CLIENT_SECRET", "client_secret")];

/// The environment variables of the server by which machines share rate and token, and their options.
const SHARE: [(&str, &str); 2] = [("ZOOM_SHARE", "share"), ("ZOOM_SHARE_PASSWORD", "share_password")];

/// Sets the token or the credentials of an app, and the server of `share`; returns the secrets to redact. Arguments take precedence over the
/// environment; without either nothing is set. May add a warning.
pub(crate) fn set(
    args: &CommonArgs,
    options: &mut Options,
    output: &mut Output<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<Vec<String>, InputError> {
    let mut secrets = set_token(args, options, output, warnings)?;
    for (name, option) in SHARE {
        let value = variable(name, output)?;
        let is_given = args.options.iter().any(|(given, _)| given == option);
        if !value.is_empty() && !is_given {
            options.set(option, &value)?;
        }
        if option == "share_password" {
            secrets.push(value);
        }
    }
    Ok(secrets)
}

fn set_token(
    args: &CommonArgs,
    options: &mut Options,
    output: &mut Output<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<Vec<String>, InputError> {
    if let Some(source) = &args.token {
        let token = read(source, "token", output, warnings)?;
        options.set("token", &token)?;
        return Ok(vec![token]);
    }
    let is_given = |name: &str| args.options.iter().any(|(given, value)| given == name && !value.is_empty());
    let asks_for_app = args.client_secret.is_some() || is_given("client_id");
    let token = if asks_for_app { String::new() } else { variable(DEFAULT_TOKEN_VARIABLE, output)? };
    let mut found = Vec::new();
    for (name, option) in APP {
        found.push((option, variable(name, output)?));
    }
    let has_app = asks_for_app || found.iter().any(|(option, value)| *option != "account_id" && !value.is_empty());
    if !token.is_empty() && has_app {
        let why = "ZOOM_TOKEN and ZOOM_CLIENT_ID or ZOOM_CLIENT_SECRET are both set: unset one, or give --token-env ZOOM_TOKEN";
        return Err(InputError::new(Status::InvalidArgument, why));
    }
    let mut secrets = vec![token.clone()];
    options.set("token", &token)?;
    for (option, value) in found {
        if option == "client_secret" {
            let secret = match &args.client_secret {
                Some(source) => read(source, "client-secret", output, warnings)?,
                None => value,
            };
            options.set(option, &secret)?;
            secrets.push(secret);
        } else if !value.is_empty() && !is_given(option) && (has_app || option == "account_id") {
            options.set(option, &value)?;
        }
    }
    Ok(secrets)
}

/// An environment variable; "" if it is not set.
fn variable(name: &str, output: &Output<'_>) -> Result<String, InputError> {
    match (output.streams.env)(name) {
        None => Ok(String::new()),
        Some(value) => value.into_string().map_err(|_| not_text(name)).map(trimmed),
    }
}

/// Reads the secret that `--{flag}-env`, `--{flag}-file` or `--{flag}-stdin` names.
fn read(
    source: &SecretSource,
    flag: &str,
    output: &mut Output<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<String, InputError> {
    let (env, file, stdin) = (format!("--{flag}-env"), format!("--{flag}-file"), format!("--{flag}-stdin"));
    let secret = match source {
        SecretSource::Env(name) => match (output.streams.env)(name) {
            // A name is repeated only if it looks like one: it may be the secret, given by mistake.
            None if is_variable_name(name) => return Err(missing(&format!("{env}: {name} is not set"))),
            None => return Err(missing(&format!("{env}: no variable of this name is set"))),
            Some(value) => trimmed(value.into_string().map_err(|_| not_text(&env))?),
        },
        SecretSource::File(path) => {
            let unreadable = |why: io::Error| missing(&text_file::unreadable(path, &file, &why));
            let opened = File::open(path).map_err(unreadable)?;
            if is_open_to_others(&opened) {
                let message = "other users of this machine can read it: allow it to its owner only (chmod 600)";
                warnings.push(Problem { field: file.clone(), message: message.to_owned() });
            }
            first_line(&mut io::BufReader::new(opened), &file, unreadable)?
        }
        SecretSource::Stdin => {
            let unreadable = |why: io::Error| missing(&format!("{stdin}: nothing can be read: {why}"));
            first_line(output.streams.stdin, &stdin, unreadable)?
        }
    };
    if secret.is_empty() {
        return Err(missing(&match source {
            SecretSource::Env(_) => format!("{env}: the variable is empty"),
            SecretSource::File(_) => format!("{file}: the first line of the file is empty"),
            SecretSource::Stdin => format!("{stdin}: the first line is empty"),
        }));
    }
    Ok(secret)
}

fn missing(message: &str) -> InputError {
    InputError::new(Status::MissingToken, message)
}

fn not_text(what: &str) -> InputError {
    InputError::new(Status::Encoding, format!("{what}: the secret is not UTF-8 text"))
}

fn trimmed(token: String) -> String {
    token.trim_start_matches('\u{feff}').trim().to_owned()
}

fn first_line(
    from: &mut dyn Read,
    what: &str,
    unreadable: impl FnOnce(io::Error) -> InputError,
) -> Result<String, InputError> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    // Byte by byte: nothing after the line is consumed, and a terminal need not be closed.
    while line.len() < MAX_LINE_BYTES && !is_complete(&line) {
        match from.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => line.extend(byte),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(unreadable(why)),
        }
    }
    text_file::text(&line, what).map(trimmed)
}

/// Whether a line is complete. In UTF-16, recognized by its byte order mark, the line feed has two bytes.
fn is_complete(line: &[u8]) -> bool {
    match line {
        [0xff, 0xfe, ..] => line.len() % 2 == 0 && line.ends_with(b"\n\0"),
        [0xfe, 0xff, ..] => line.len() % 2 == 0 && line.ends_with(b"\0\n"),
        _ => line.ends_with(b"\n"),
    }
}

/// Whether a text looks like the name of a variable and not like a token.
fn is_variable_name(name: &str) -> bool {
    name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.mode() & 0o044 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_file: &File) -> bool {
    false
}

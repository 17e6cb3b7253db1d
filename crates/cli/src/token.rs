//! Where the access token comes from. It is never an argument: those are visible to every user of the machine.

use crate::ending::Fault;
use crate::output::Output;
use crate::way::{Source, USUAL_VARIABLE};
use std::fs::File;
use std::io::{self, Read};
use zoomuser::Status;
use zoomuser::answer::outcome::Problem;

/// No line with a token is longer than this.
const LONGEST: usize = 64 * 1024;

/// Reads the token; "" where no source is given and the usual variable is not set. May add a warning.
pub(crate) fn read(
    source: Option<&Source>,
    output: &mut Output<'_>,
    warnings: &mut Vec<Problem>,
) -> Result<String, Fault> {
    let token = match source {
        None => match (output.streams.env)(USUAL_VARIABLE) {
            None => return Ok(String::new()),
            Some(value) => return value.into_string().map_err(|_| not_text(USUAL_VARIABLE)).map(trimmed),
        },
        Some(Source::Env(name)) => match (output.streams.env)(name) {
            // The name is repeated only where it looks like one: somebody may have put the token here.
            None if is_usual_name(name) => return Err(missing(&format!("--token-env: {name} is not set"))),
            None => return Err(missing("--token-env: no variable of this name is set")),
            Some(value) => trimmed(value.into_string().map_err(|_| not_text("--token-env"))?),
        },
        Some(Source::File(path)) => {
            let unreadable = |why: io::Error| missing(&format!("--token-file: the file cannot be read: {why}"));
            let file = File::open(path).map_err(unreadable)?;
            if is_open_to_others(&file) {
                let message = "other users of this machine can read it: allow it to its owner only (chmod 600)";
                warnings.push(Problem { field: "--token-file".to_owned(), message: message.to_owned() });
            }
            first_line(&mut io::BufReader::new(file), "--token-file", unreadable)?
        }
        Some(Source::Stdin) => {
            let unreadable = |why: io::Error| missing(&format!("--token-stdin: nothing can be read: {why}"));
            first_line(output.streams.stdin, "--token-stdin", unreadable)?
        }
    };
    if token.is_empty() {
        return Err(missing(match source {
            Some(Source::Env(_)) => "--token-env: the variable is empty",
            Some(Source::File(_)) => "--token-file: the first line of the file is empty",
            _ => "--token-stdin: the first line is empty",
        }));
    }
    Ok(token)
}

fn missing(message: &str) -> Fault {
    Fault::new(Status::MissingToken, message)
}

fn not_text(what: &str) -> Fault {
    Fault::new(Status::Encoding, format!("{what}: the token is not UTF-8 text"))
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

//! `zoomuser request`: sends one request as it is given, to Zoom or to a sandbox of its own.

use crate::ask::{Ask, AskedPart, Bytes, Lines};
use crate::ending::{Ending, Fault};
use crate::output::Output;
use crate::report;
use crate::sandbox::unstarted;
use crate::sent::Sent;
use crate::token;
use crate::update::{options, sandboxed, start_log};
use crate::veil::Veil;
use std::fs::File;
use std::io::{self, Read};
use std::time::Instant;
use zoomuser::{Call, Client, Content, Form, Format, Headers, Options, Part, Request, Status};
use zoomuser_sandbox::Sandbox;

/// No file is read further; the library takes less.
const LONGEST_FILE: u64 = 64 * 1024 * 1024;

pub(crate) fn run(ask: &Ask, output: &mut Output<'_>) -> i32 {
    let mut veil = Veil::none();
    let mut ending = ending(ask, &mut veil, output).unwrap_or_else(Ending::from);
    ending.shows_answer = true;
    if ending.status() == Some(Status::MissingToken) {
        ending.remedy = crate::way::HOW.to_owned();
    }
    report::show(&ending, ask.way.manner, &veil, output)
}

fn ending(ask: &Ask, veil: &mut Veil, output: &mut Output<'_>) -> Result<Ending, Fault> {
    let request = request(ask)?;
    let mut options = options(&ask.way)?;
    if let Some(format) = &ask.way.render {
        return Ok(Client::new(options).render(&request, Format::from_name(format)?).into());
    }
    if ask.way.sandbox {
        return in_sandbox(ask, &request, options, veil, output);
    }
    let mut warnings = Vec::new();
    // The token is read even if a header brings its own credentials: the source may be named on purpose.
    if !request.headers().contains("Authorization") || ask.way.token.is_some() || ask.way.client_secret.is_some() {
        *veil = Veil::of(token::set(&ask.way, &mut options, output, &mut warnings)?);
    }
    start_log(&ask.way, veil, output);
    let client = Client::new(options);
    let mut ending = call(&client, &request, output);
    ending.warnings = warnings;
    if ask.way.manner.verbose > 0 && ending.attempts() > 0 {
        ending.sent = Some(vec![Sent::prepared(&client, &request)]);
    }
    Ok(ending)
}

fn in_sandbox(
    ask: &Ask,
    request: &Request,
    options: Options,
    veil: &mut Veil,
    output: &Output<'_>,
) -> Result<Ending, Fault> {
    let sandbox = Sandbox::start().map_err(|why| unstarted(&why))?;
    *veil = Veil::of(vec![sandbox.token().to_owned()]);
    start_log(&ask.way, veil, output);
    let client = Client::new(sandboxed(options, &sandbox)?);
    let mut ending = call(&client, request, output);
    ending.in_sandbox = true;
    ending.sent = Some(sandbox.requests().iter().map(Sent::recorded).collect());
    Ok(ending)
}

fn call(client: &Client, request: &Request, output: &Output<'_>) -> Ending {
    let call = Call { interrupt: output.streams.interrupt.clone(), ..Call::default() };
    let started = Instant::now();
    let outcome = client.send_with(request, &call);
    Ending { elapsed: started.elapsed(), ..outcome.into() }
}

fn request(ask: &Ask) -> Result<Request, Fault> {
    let mut headers = String::new();
    for lines in &ask.headers {
        match lines {
            // One line: what else is in it would be another header.
            Lines::Given(line) if line.contains(['\r', '\n']) => {
                return Err(Fault::new(Status::InvalidArgument, "--header: expected one line"));
            }
            Lines::Given(line) => headers.push_str(line),
            Lines::File(path) => headers.push_str(
                std::str::from_utf8(&content(path, "--header")?)
                    .map_err(|_| Fault::new(Status::Encoding, "--header: the file is not UTF-8 text"))?
                    .trim_start_matches('\u{feff}'),
            ),
        }
        headers.push('\n');
    }
    let headers = Headers::parse(&headers)?;
    let data = ask.data.as_ref().map(|data| bytes(data, "--data")).transpose()?;
    let mut form = Form::new();
    for asked in &ask.parts {
        form.add_part(part(asked)?)?;
    }
    let content = match &data {
        Some(data) => Content::Bytes(data),
        None if ask.parts.is_empty() => Content::None,
        None => Content::Form(&form),
    };
    Ok(Request::new(&ask.method, &ask.path, headers, content)?)
}

fn part(asked: &AskedPart) -> Result<Part, Fault> {
    Ok(Part {
        name: asked.name.clone(),
        value: bytes(&asked.value, "--part")?,
        file_name: asked.file_name.clone(),
        content_type: asked.content_type.clone(),
        charset: asked.charset.clone(),
    })
}

fn bytes(given: &Bytes, what: &str) -> Result<Vec<u8>, Fault> {
    match given {
        Bytes::Text(text) => Ok(text.clone().into_bytes()),
        Bytes::File(path) => content(path, what),
    }
}

fn content(path: &str, what: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_FILE).read_to_end(&mut bytes));
    let unreadable =
        |why: io::Error| Fault::new(Status::InvalidArgument, format!("{what}: the file cannot be read: {why}"));
    read.map(|_| bytes).map_err(unreadable)
}

//! `zoomuser request`: sends any other request.

use crate::args::Args;
use crate::args::request_args::{Bytes, FormPart, HeaderLines, RequestArgs};
use crate::input::{file, shell_quoting};
use crate::output::command_result::CommandResult;
use crate::output::sent::SentRequest;
use crate::output::{Output, report};
use crate::session::{Session, options};
use serde_json::value::RawValue;
use zoomuser::internal::FlatClient as Client;
use zoomuser::internal::text_file;
use zoomuser::{Content, Form, Format, Headers, InputError, Part, Problem, Request};
use zoomuser_sandbox::Sandbox;

/// More than the library accepts.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

pub(crate) fn run(args: &Args, output: &mut Output<'_>) -> i32 {
    let mut result = execute(args, output).unwrap_or_else(CommandResult::from);
    result.shows_answer = true;
    report::show(&result, args.common.output, output)
}

fn execute(args: &Args, output: &mut Output<'_>) -> Result<CommandResult, InputError> {
    let mut warnings = Vec::new();
    let common = &args.common;
    let request = request(&args.request, &mut warnings)?;
    if let Some(format) = &common.render {
        let rendered = Client::new(options(common)?).render(&request, Format::from_name(format)?);
        return Ok(CommandResult { warnings, ..rendered.into() });
    }
    let mut session = if common.sandbox {
        Session::with_sandbox(common, Sandbox::builder(), |_, _| Ok(()), output)?
    } else {
        // A source that was named is read even if a header has the credentials.
        let has_source = common.token.is_some() || common.client_secret.is_some();
        Session::with_zoom(common, has_source || !request.headers().contains("Authorization"), output)?
    };
    let mut result = session.call(output, |client, call| client.send_with(&request, call));
    warnings.append(&mut result.warnings);
    result.warnings = warnings;
    result.sent = session.received();
    if result.sent.is_none() && common.output.verbose > 0 && result.outcome.attempts() > 0 {
        result.sent = Some(vec![SentRequest::prepared(&session.client, &request)]);
    }
    Ok(result)
}

fn request(args: &RequestArgs, warnings: &mut Vec<Problem>) -> Result<Request, InputError> {
    let mut headers = String::new();
    for lines in &args.headers {
        match lines {
            // A second line would be another header.
            HeaderLines::Line(line) if line.contains(['\r', '\n']) => {
                return Err(InputError::refused("--header", "expected one line"));
            }
            HeaderLines::Line(line) => headers.push_str(line),
            HeaderLines::File(path) => headers.push_str(&file::text(&content(path, "--header")?, "--header")?),
        }
        headers.push('\n');
    }
    let headers = Headers::parse(&headers)?;
    let mut data = args.data.as_ref().map(|data| bytes(data, "--data")).transpose()?;
    if let (Some(data), true) = (&mut data, is_json(&headers)) {
        json(data, matches!(args.data, Some(Bytes::File(_))), warnings)?;
    }
    let mut form = Form::new();
    for FormPart { part, value } in &args.parts {
        form.add_part(Part { value: bytes(value, "--part")?, ..part.clone() })?;
    }
    let content = match &data {
        Some(data) => Content::Bytes(data),
        None if args.parts.is_empty() => Content::None,
        None => Content::Form(&form),
    };
    Request::new(&args.method, &args.path, headers, content)
}

fn bytes(given: &Bytes, what: &str) -> Result<Vec<u8>, InputError> {
    match given {
        Bytes::Text(text) => Ok(text.clone().into_bytes()),
        Bytes::File(path) => content(path, what),
    }
}

fn content(path: &str, what: &str) -> Result<Vec<u8>, InputError> {
    file::bytes(path, what, MAX_FILE_BYTES)
}

/// Whether the body is sent as JSON.
fn is_json(headers: &Headers) -> bool {
    let mut types = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    types.next().is_none_or(|(_, value)| value.to_ascii_lowercase().contains("json"))
}

/// Converts a JSON body to UTF-8, which JSON requires, and warns if it is not valid JSON.
fn json(data: &mut Vec<u8>, is_file: bool, warnings: &mut Vec<Problem>) -> Result<(), InputError> {
    let mut warn = |message: String| warnings.push(Problem { field: "--data".to_owned(), message });
    if is_file && text_file::is_marked(data) {
        *data = file::text(data, "--data")?.into_bytes();
        warn("the file is not plain UTF-8, it has a byte order mark: it is sent as UTF-8 without one".to_owned());
    } else if is_file && matches!(data.as_slice(), [0, b'{' | b'[' | b'"', ..] | [b'{' | b'[' | b'"', 0, ..]) {
        file::text(data, "--data")?;
    }
    if data.is_empty() {
        return Ok(());
    }
    if let Err(why) = serde_json::from_slice::<&RawValue>(data) {
        let place = format!("line {} column {}", why.line(), why.column());
        let advice = match std::str::from_utf8(data) {
            Ok(text) => shell_quoting::advice(text, "give --data @FILE"),
            Err(_) => String::new(),
        };
        warn(format!("is no JSON, and is sent as that where no header Content-Type says otherwise: {place}{advice}"));
    }
    Ok(())
}

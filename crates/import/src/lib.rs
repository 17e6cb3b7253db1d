//! Imports requests written for other programs: curl commands, Postman items and collections, HTTP text.
//!
//! Each parser produces a draft; drafts of all formats are then checked and converted to an update in the same way.
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod body;
mod command;
mod curl;
mod draft;
mod http;
mod imported;
mod normalize;
mod postman;
pub mod program;
mod shell;
mod target;
mod token;

pub use draft::MAX_TEXT_BYTES;
pub use imported::Imported;

use draft::Draft;
use zoomuser::internal::validate::validate;
use zoomuser::{InputError, Status};

/// Imports a curl command (for a POSIX shell, `cmd.exe` or PowerShell), the text of an HTTP request, or a Postman item,
/// request or collection (2.0 or 2.1).
///
/// # Errors
///
/// [`Status::InvalidArgument`] if the text is not an update of a user, or contains what cannot be imported. Neither errors
/// nor defects contain a value of the text.
pub fn import(text: &str) -> Result<Imported, InputError> {
    read(text).map_err(|why| InputError::new(Status::InvalidArgument, why))
}

fn read(text: &str) -> Result<Imported, String> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(format!("the text: expected at most {MAX_TEXT_BYTES} bytes, got {}", text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') {
        return imported(postman::read(text)?);
    }
    if http::is_http(text) {
        return imported(http::read(text)?);
    }
    let Some(pasted) = shell::pasted::find(text) else { return Err(unknown(text).to_owned()) };
    let is_json = pasted.text.trim_start().starts_with('{');
    imported(if is_json { postman::read(&pasted.text)? } else { curl::command::read(&pasted)? })
}

/// The error for a text without a curl command.
fn unknown(text: &str) -> &'static str {
    const INVOKE: [&str; 4] = ["invoke-restmethod", "invoke-webrequest", "irm", "iwr"];
    let mut words = text.split_whitespace().map(str::to_ascii_lowercase);
    if words.any(|word| INVOKE.contains(&word.as_str())) {
        return curl::command::INVOKE;
    }
    "expected a curl command, or the JSON of a Postman item or collection"
}

fn imported(mut draft: Draft) -> Result<Imported, String> {
    let target = target::read(&draft.url, &mut draft.defects)?;
    if !draft.method.eq_ignore_ascii_case("PATCH") {
        return Err(format!("method: expected PATCH, which changes a user, got {}", draft::shown(&draft.method)));
    }
    let (mut fields, encoding) = body::read(&mut draft)?;
    let headers = token::take(&mut draft);
    let query: Vec<_> = target.query.into_iter().chain(std::mem::take(&mut draft.query)).collect();
    let query = token::without(query, &mut draft);
    target::query_fields(&query, &mut fields, &mut draft.defects);
    normalize::normalize(&mut fields, &mut draft.defects);
    if fields.iter().all(|(name, _)| name == "login_type") {
        return Err("the text sets no field of a user, so that the program would change nothing".to_owned());
    }
    let mut imported = Imported {
        method: "PATCH",
        base_url: target.base_url,
        user_id: target.user_id,
        sub_account: target.sub_account,
        query,
        fields,
        encoding,
        headers,
        defects: draft.defects,
    };
    let patch = imported.patch();
    let report = validate(&patch, encoding);
    imported.defects.extend(report.blocking.into_iter().chain(report.errors).chain(report.warnings));
    token::refuse_leaks(&imported, draft.token.as_deref())?;
    Ok(imported)
}

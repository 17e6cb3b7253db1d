//! Reading a request that somebody wrote for another program: a curl command, or a Postman item or collection.
//!
//! Each parser makes the same draft of its text; what a draft says of an update, and what is wrong with it, is then found
//! in one way for all of them.

mod body;
mod cmd_words;
mod command;
mod curl;
mod curl_options;
mod draft;
mod glued;
mod mend;
mod percent;
mod postman;
mod target;
mod token;
mod variables;
mod words;

use crate::answer::error::Error;
use crate::answer::outcome::Problem;
use crate::answer::status::Status;
use crate::update::check::check;
use crate::update::encoding::Encoding;
use crate::update::patch::UserPatch;
use crate::update::value::Value;
use draft::Draft;

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 1024 * 1024;

/// An update as a text describes it. The token that may stand in the text is no part of it.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The HTTP method: `PATCH`.
    pub method: &'static str,
    /// The base URL, "" for Zoom's own.
    pub base_url: String,
    /// The user; `None` where the text leaves it open, e.g. as `:userId`.
    pub user_id: Option<String>,
    /// The sub-account in the path, or "".
    pub sub_account: String,
    /// The parameters of the query, decoded.
    pub query: Vec<(String, String)>,
    /// The fields in their order, those of the query last. Where the meaning is plain their mistakes are mended.
    pub fields: Vec<(String, Value)>,
    /// The form of the body.
    pub encoding: Encoding,
    /// The headers, without those that hold secrets.
    pub headers: Vec<(String, String)>,
    /// What is wrong with the text, and what was done about it.
    pub defects: Vec<Problem>,
}

impl Imported {
    /// The fields as the library takes them.
    pub fn patch(&self) -> UserPatch {
        let mut patch = UserPatch::new();
        for (name, value) in &self.fields {
            patch.set(name, value.clone());
        }
        patch
    }
}

/// Reads a curl command (as a POSIX shell or `cmd.exe` takes it), or a Postman item, request or collection (2.0 or 2.1).
///
/// An error says why the text is no update of a user, or what of it cannot be read here. No error and no defect repeats a
/// value of the text.
pub fn import(text: &str) -> Result<Imported, Error> {
    read(text).map_err(|why| Error::new(Status::InvalidArgument, why))
}

fn read(text: &str) -> Result<Imported, String> {
    if text.len() > LONGEST {
        return Err(format!("the text: expected at most {LONGEST} bytes, got {}", text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    let draft = if text.trim_start().starts_with('{') { postman::read(text)? } else { curl::read(text)? };
    imported(draft)
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
    mend::mend(&mut fields, &mut draft.defects);
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
    let report = check(&imported.patch(), encoding);
    imported.defects.extend(report.blocking.into_iter().chain(report.errors).chain(report.warnings));
    token::hide(&imported, draft.token.as_deref())?;
    Ok(imported)
}

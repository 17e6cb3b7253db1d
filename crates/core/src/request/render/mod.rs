//! A request rendered for people and for other programs. The token is never in it.

mod curl;
mod curl_cmd;
mod curl_powershell;
mod format;
mod http;
mod json;
mod parts;
mod postman;
pub mod quoting;
mod view;

use super::message::Sender;
use super::request::Request;
use crate::response::error::Error;
use view::View;

pub use format::{Export, Format, PLACEHOLDER};

/// Renders a request as its client would send it.
///
/// # Errors
///
/// [`Status::InvalidArgument`](crate::Status::InvalidArgument), naming the format and the part of the request that it cannot
/// express. [`Format::Http`] replaces binary data instead.
pub fn export(request: &Request, sender: &Sender<'_>, format: Format) -> Result<Export, Error> {
    let refused = |why: String| Error::refused(format.name(), why);
    let view = || View::of(request, sender).map_err(refused);
    let written = match format {
        Format::Http => return Ok(http::export(request, sender)),
        Format::Json => Ok(json::export(&view()?)),
        Format::Curl => curl::export(&view()?),
        Format::CurlCmd => curl_cmd::export(&view()?),
        Format::CurlPowershell => curl_powershell::export(&view()?),
        Format::Postman => postman::export(&view()?),
    };
    written.map(|text| Export { text, is_exact: true }).map_err(refused)
}

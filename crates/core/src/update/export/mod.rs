//! A request in other forms, for people and for other programs; and reading such forms back.
//!
//! The token is in none of them: where it belongs stands the variable `ZOOM_TOKEN`, in a collection `zoom_token`.

mod curl;
mod curl_cmd;
mod curl_powershell;
pub mod import;
mod json;
mod parts;
mod postman;
pub mod program;
mod quoting;
mod view;

use super::patch::quoted;
use super::request::Request;
use crate::answer::error::Error;
use crate::answer::status::Status;
use view::View;

/// A form of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One JSON object: method, url, headers, and body or form.
    Json,
    /// A curl command for a POSIX shell.
    Curl,
    /// A curl command for `cmd.exe`, in a batch file or at the prompt.
    CurlCmd,
    /// A curl command for PowerShell 5 and 7 on Windows.
    CurlPowershell,
    /// A Postman collection, version 2.1.
    Postman,
}

impl Format {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::Json, Self::Curl, Self::CurlCmd, Self::CurlPowershell, Self::Postman];

    /// The name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Curl => "curl",
            Self::CurlCmd => "curl-cmd",
            Self::CurlPowershell => "curl-powershell",
            Self::Postman => "postman",
        }
    }

    /// The form of this name.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        Self::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            Error::new(Status::UnknownName, format!("format: expected one of {}", names.join(", ")))
        })
    }
}

/// Writes a request to the API at `base_url` in one of the forms. The text ends with the end of a line.
///
/// What a form cannot hold is an error that names the form and the part of the request.
pub fn export(request: &Request, base_url: &str, format: Format) -> Result<String, Error> {
    let view = View::of(request, base_url);
    let written = match format {
        Format::Json => Ok(json::export(&view)),
        Format::Curl => curl::export(&view),
        Format::CurlCmd => curl_cmd::export(&view),
        Format::CurlPowershell => curl_powershell::export(&view),
        Format::Postman => postman::export(&view),
    };
    written.map_err(|why| Error::new(Status::InvalidArgument, format!("{}: {why}", format.name())))
}

/// What is wrong with a part of the request, which may have a name of the caller's.
fn at(what: &str, why: &str) -> String {
    format!("{}: {why}", quoted(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_names() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Ok(*format));
        }
        let error = Format::from_name("CURL").expect_err("no format");
        assert_eq!(error.status(), Status::UnknownName);
        assert_eq!(error.message(), "format: expected one of json, curl, curl-cmd, curl-powershell, postman");
    }
}

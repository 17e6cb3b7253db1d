//! A request in other forms, for people and for other programs; and reading such forms back. The token is in none of
//! them.

mod curl;
mod curl_cmd;
mod curl_powershell;
mod http;
pub mod import;
mod json;
mod parts;
mod postman;
pub mod program;
mod quoting;
mod view;

use super::message::Sender;
use super::patch::quoted;
use super::request::Request;
use crate::answer::error::Error;
use crate::answer::status::Status;
use view::View;

/// A form of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The text of the HTTP request: head and body as they are sent.
    Http,
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

/// A request in one of the forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The text.
    pub text: String,
    /// Whether the text holds every byte of the request; if not, U+FFFD stands for what is not text.
    pub is_exact: bool,
}

/// What stands where the credentials are sent, in the text of the HTTP request. A command has the variable `ZOOM_TOKEN`
/// there, in the way of its shell, and a collection `{{zoom_token}}`.
pub const PLACEHOLDER: &str = "<access_token>";

impl Format {
    /// Every form.
    pub const ALL: &'static [Self] =
        &[Self::Http, Self::Json, Self::Curl, Self::CurlCmd, Self::CurlPowershell, Self::Postman];

    /// The name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
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

/// Writes a request as its client would send it. What a form cannot hold is an error that names the form and the part of
/// the request; only the text of HTTP has a sign for it.
pub fn export(request: &Request, sender: &Sender<'_>, format: Format) -> Result<Export, Error> {
    let refused = |why: String| Error::new(Status::InvalidArgument, format!("{}: {why}", format.name()));
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

/// What is wrong with a part of the request, which may have a name of the caller's.
fn at(what: &str, why: &str) -> String {
    format!("{}: {why}", quoted(what))
}

/// Bytes as text that every language can hold.
fn text(bytes: Vec<u8>) -> Export {
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Export { text, is_exact: true },
        Ok(text) => Export { text: text.replace('\0', "\u{fffd}"), is_exact: false },
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes()).replace('\0', "\u{fffd}");
            Export { text, is_exact: false }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_names() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Ok(*format));
        }
        let error = Format::from_name("HTTP").expect_err("no format");
        assert_eq!(
            (error.status(), error.message()),
            (Status::UnknownName, "format: expected one of http, json, curl, curl-cmd, curl-powershell, postman")
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        assert_eq!(text(b"a\xc3\xbc".to_vec()), Export { text: "aü".to_owned(), is_exact: true });
        for bytes in [&b"a\0"[..], b"a\xff"] {
            assert_eq!(text(bytes.to_vec()), Export { text: "a\u{fffd}".to_owned(), is_exact: false });
        }
    }
}

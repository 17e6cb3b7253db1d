//! The formats in which a request is shown or exported, and the exported text.

use crate::response::error::InputError;
use crate::response::status::Status;
use crate::text::quoted;

/// The format of a rendered request, for [`Client::render`](crate::Client::render).
///
/// ```
/// use zoomuser::Format;
/// assert_eq!(Format::from_name("curl")?, Format::Curl);
/// assert_eq!(Format::ALL.len(), 6);
/// # Ok::<(), zoomuser::InputError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The HTTP request as sent: head and body.
    Http,
    /// A JSON object with method, url, headers, and body or form.
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

/// A rendered request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The text.
    pub text: String,
    /// Whether the text contains every byte of the request; otherwise U+FFFD replaces binary data.
    pub is_exact: bool,
}

pub use crate::request::message::PLACEHOLDER;

impl Format {
    /// Every format.
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

    /// The format of this name.
    ///
    /// # Errors
    ///
    /// [`Status::UnknownName`] with the list of names.
    pub fn from_name(name: &str) -> Result<Self, InputError> {
        Self::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            InputError::of(Status::UnknownName, "format", format!("expected one of {}", names.join(", ")))
        })
    }
}

/// An error message about a part of the request, whose name may be the caller's.
pub(super) fn at(what: &str, why: &str) -> String {
    format!("{}: {why}", quoted(what))
}

/// Bytes as text without NUL, which every language can represent.
pub(super) fn text(bytes: Vec<u8>) -> Export {
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
    fn binary_data_is_replaced_and_reported() {
        assert_eq!(text(b"a\xc3\xbc".to_vec()), Export { text: "aü".to_owned(), is_exact: true });
        for bytes in [&b"a\0"[..], b"a\xff"] {
            assert_eq!(text(bytes.to_vec()), Export { text: "a\u{fffd}".to_owned(), is_exact: false });
        }
    }
}

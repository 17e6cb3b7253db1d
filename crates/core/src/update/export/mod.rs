//! A request in other forms, for people and for other programs. The token is in none of them.

mod http;

use super::message::Sender;
use super::request::Request;
use crate::answer::error::Error;
use crate::answer::status::Status;

/// A form of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The text of the HTTP request: head and body as they are sent.
    Http,
}

/// A request in one of the forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The text.
    pub text: String,
    /// Whether the text holds every byte of the request; if not, U+FFFD stands for what is not text.
    pub is_exact: bool,
}

/// What stands where the credentials are sent.
pub const PLACEHOLDER: &str = "<access_token>";

impl Format {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::Http];

    /// The name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
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

/// Writes a request as its client would send it.
pub fn export(request: &Request, sender: &Sender<'_>, format: Format) -> Export {
    match format {
        Format::Http => http::export(request, sender),
    }
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
        assert_eq!((error.status(), error.message()), (Status::UnknownName, "format: expected one of http"));
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        assert_eq!(text(b"a\xc3\xbc".to_vec()), Export { text: "aü".to_owned(), is_exact: true });
        for bytes in [&b"a\0"[..], b"a\xff"] {
            assert_eq!(text(bytes.to_vec()), Export { text: "a\u{fffd}".to_owned(), is_exact: false });
        }
    }
}

//! The encoding of an update's body, and an encoded body.

/// The encoding of an update's body.
///
/// ```
/// use zoomuser::{Client, Encoding, Format, UserPatch};
/// let client = Client::builder().encoding(Encoding::Multipart).build()?;
/// let text = client.render_update("me", &UserPatch::new().dept("Research"), Format::Http)?;
/// assert!(text.contains("Content-Type: multipart/form-data"));
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// `application/json` with typed values.
    #[default]
    Json,
    /// `multipart/form-data` with every value as text.
    Multipart,
}

impl Encoding {
    /// The value of the option `encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Multipart => "multipart",
        }
    }
}

/// A body and its content type.
#[derive(Debug, Clone)]
pub struct Body {
    /// The value of the header `Content-Type`.
    pub content_type: String,
    /// The encoded bytes.
    pub bytes: Vec<u8>,
}

//! The text of the HTTP request.

use super::format::{Export, PLACEHOLDER, text};
use crate::request::message::{Sender, message};
use crate::request::request::Request;

pub(crate) fn export(request: &Request, sender: &Sender<'_>) -> Export {
    text(message(request, sender, PLACEHOLDER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::headers::Headers;
    use crate::request::request::Content;

    #[test]
    fn credentials_become_the_placeholder() {
        let sender = Sender { base_url: "https://api.zoom.us/v2", user_agent: "a" };
        for (given, shown) in [
            ("", "\r\nAuthorization: Bearer <access_token>\r\n"),
            ("authorization: Basic c2VjcmV0", "\r\nauthorization: Basic <access_token>\r\n"),
            ("Authorization: c2VjcmV0", "\r\nAuthorization: <access_token>\r\n"),
        ] {
            let headers = Headers::parse(given).expect("valid");
            let request = Request::new("GET", "x", headers, Content::None).expect("valid");
            let text = export(&request, &sender).text;
            assert!(text.contains(shown) && !text.contains("c2VjcmV0"), "{text}");
        }
    }
}

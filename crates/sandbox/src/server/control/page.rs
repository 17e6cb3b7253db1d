//! The page: one file without anything from elsewhere.

use crate::http::response::Response;
use crate::random;

/// The path of the page.
pub(crate) const PAGE: &str = "/_sandbox/";

const HTML: &str = include_str!("../../console.html");

/// The page. Only its own script and style are run, and it connects to the sandbox alone.
pub(super) fn page() -> Response {
    let nonce = random::hex();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; \
         img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", &*policy),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];
    Response::http(200, &headers, HTML.replace("{{nonce}}", &nonce))
}

//! `CONNECT`: every tunnel ends in the sandbox, whatever its host.

use crate::account::state::State;
use crate::http::request::Request;
use crate::http::response::Response;
use crate::text;

/// Checks whether a tunnel may be opened; otherwise the response.
pub(crate) fn tunnel(state: &State, request: &Request) -> Result<(), Response> {
    if request.tls {
        return Err(Response::http(405, &[], "").with_connection_close());
    }
    let credentials = request.header("proxy-authorization").and_then(text::basic_credentials);
    if state.proxy_password.is_some() && credentials != state.proxy_password {
        let headers = [("Proxy-Authenticate", "Basic realm=\"zoomuser sandbox\"")];
        return Err(Response::http(407, &headers, "The proxy requires a password.\n").with_connection_close());
    }
    Ok(())
}

/// The response that opens a tunnel.
pub(crate) fn opened() -> Response {
    Response::raw("HTTP/1.1 200 Connection established\r\n\r\n")
}

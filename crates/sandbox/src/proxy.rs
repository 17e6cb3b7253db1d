//! `CONNECT`: whatever host is named, the tunnel ends in the sandbox itself.

use crate::answer::Answer;
use crate::request::Request;
use crate::state::State;
use crate::text;

/// Whether the request may have its tunnel, or what it gets instead.
pub(crate) fn tunnel(state: &State, request: &Request) -> Result<(), Answer> {
    if request.tls {
        return Err(Answer::http(405, &[], "").last());
    }
    let given = request.header("proxy-authorization").and_then(text::basic_credentials);
    if state.proxy_password.is_some() && given != state.proxy_password {
        let headers = [("Proxy-Authenticate", "Basic realm=\"zoomuser sandbox\"")];
        return Err(Answer::http(407, &headers, "The proxy needs a password.\n").last());
    }
    Ok(())
}

/// The answer that opens a tunnel.
pub(crate) fn opened() -> Answer {
    Answer::raw("HTTP/1.1 200 Connection established\r\n\r\n")
}

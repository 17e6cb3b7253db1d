//! Which requests may use the control endpoint: those of programs on this machine and of the page itself, not those of other
//! web pages.

use crate::http::request::Request;
use crate::server::control::page::PAGE;

/// Refuses a request to another host name (DNS rebinding) and a request of another web page (cross-site request forgery).
/// Programs send neither `Origin` nor `Sec-Fetch-Site`.
pub(super) fn check(request: &Request) -> Result<(), String> {
    let host = request.header("host");
    if host.is_some_and(|host| !is_this_machine(host)) {
        return Err(
            "Host: expected 127.0.0.1, localhost or [::1]; the control endpoint is for this machine only.".to_owned()
        );
    }
    let origin = request.header("origin");
    if origin.is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != host) {
        return Err("Origin: expected the address of the sandbox; other web pages may not use it.".to_owned());
    }
    let is_link = request.method == "GET"
        && request.path() == PAGE
        && request.header("sec-fetch-mode") == Some("navigate")
        && request.header("sec-fetch-dest") == Some("document");
    match request.header("sec-fetch-site") {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) if is_link => Ok(()),
        Some(_) => Err("Sec-Fetch-Site: expected same-origin; other web pages may not use the sandbox.".to_owned()),
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["127.0.0.1", "[::1]"].contains(&name) || name.eq_ignore_ascii_case("localhost")
}

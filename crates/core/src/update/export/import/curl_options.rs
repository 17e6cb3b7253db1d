//! The options of curl that stand in commands for an API.

/// What an option means for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Method,
    Url,
    Header,
    /// A body; `@` in front of its value names a file.
    Data,
    /// A body as it is.
    DataRaw,
    DataUrlencode,
    Json,
    Form,
    FormString,
    /// The body goes into the query.
    Get,
    Head,
    /// The value is a token.
    Bearer,
    /// Changes nothing of what is asked for.
    Idle,
    /// Is not taken over; what to do instead.
    Told(&'static str),
    /// What it asks for cannot be read from the text alone.
    Refused(&'static str),
}

/// An option.
#[derive(Debug)]
pub(super) struct CurlOption {
    pub(super) long: &'static str,
    /// Its letter, or NUL.
    pub(super) short: char,
    pub(super) takes_value: bool,
    pub(super) role: Role,
}

const fn with(long: &'static str, short: char, role: Role) -> CurlOption {
    CurlOption { long, short, takes_value: true, role }
}

const fn flag(long: &'static str, short: char, role: Role) -> CurlOption {
    CurlOption { long, short, takes_value: false, role }
}

const NONE: char = '\0';
const SECRET: Role = Role::Told("it may hold a secret and is left out");
const FILE: Role = Role::Refused("what it reads is not in the text");

/// The options.
pub(super) const OPTIONS: &[CurlOption] = &[
    with("request", 'X', Role::Method),
    with("url", NONE, Role::Url),
    with("header", 'H', Role::Header),
    with("data", 'd', Role::Data),
    with("data-ascii", NONE, Role::Data),
    with("data-binary", NONE, Role::Data),
    with("data-raw", NONE, Role::DataRaw),
    with("data-urlencode", NONE, Role::DataUrlencode),
    with("json", NONE, Role::Json),
    with("form", 'F', Role::Form),
    with("form-string", NONE, Role::FormString),
    flag("get", 'G', Role::Get),
    flag("head", 'I', Role::Head),
    with("oauth2-bearer", NONE, Role::Bearer),
    with("user", 'u', Role::Told("Zoom wants a bearer token: the program takes one from ZOOM_TOKEN")),
    with("cookie", 'b', SECRET),
    with("cookie-jar", 'c', Role::Idle),
    with("cert", 'E', SECRET),
    with("key", NONE, SECRET),
    with("pass", NONE, SECRET),
    with("proxy-user", 'U', SECRET),
    flag("insecure", 'k', Role::Told("the program always verifies who answers")),
    with("proxy", 'x', Role::Told("give the option proxy")),
    with("cacert", NONE, Role::Told("give the option ca_file")),
    with("max-time", 'm', Role::Told("give the option timeout_ms")),
    with("connect-timeout", NONE, Role::Told("give the option connect_timeout_ms")),
    with("retry", NONE, Role::Told("it is not taken over")),
    with("retry-delay", NONE, Role::Told("it is not taken over")),
    with("retry-max-time", NONE, Role::Told("it is not taken over")),
    with("connect-to", NONE, Role::Told("it is not taken over")),
    with("resolve", NONE, Role::Told("it is not taken over")),
    with("interface", NONE, Role::Told("it is not taken over")),
    with("config", 'K', FILE),
    with("upload-file", 'T', FILE),
    flag("next", ':', Role::Refused("expected one request")),
    with("user-agent", 'A', Role::Idle),
    with("referer", 'e', Role::Idle),
    with("output", 'o', Role::Idle),
    with("write-out", 'w', Role::Idle),
    with("dump-header", 'D', Role::Idle),
    with("stderr", NONE, Role::Idle),
    with("trace", NONE, Role::Idle),
    with("trace-ascii", NONE, Role::Idle),
    flag("location", 'L', Role::Idle),
    flag("silent", 's', Role::Idle),
    flag("show-error", 'S', Role::Idle),
    flag("verbose", 'v', Role::Idle),
    flag("include", 'i', Role::Idle),
    flag("show-headers", NONE, Role::Idle),
    flag("compressed", NONE, Role::Idle),
    flag("fail", 'f', Role::Idle),
    flag("fail-with-body", NONE, Role::Idle),
    flag("globoff", 'g', Role::Idle),
    flag("path-as-is", NONE, Role::Idle),
    flag("no-progress-meter", NONE, Role::Idle),
    flag("progress-bar", '#', Role::Idle),
    flag("no-buffer", 'N', Role::Idle),
    flag("no-keepalive", NONE, Role::Idle),
    flag("disable", 'q', Role::Idle),
    flag("http1.0", '0', Role::Idle),
    flag("http1.1", NONE, Role::Idle),
    flag("http2", NONE, Role::Idle),
    flag("http3", NONE, Role::Idle),
    flag("ipv4", '4', Role::Idle),
    flag("ipv6", '6', Role::Idle),
    flag("tlsv1", '1', Role::Idle),
    flag("tlsv1.2", NONE, Role::Idle),
    flag("tlsv1.3", NONE, Role::Idle),
    flag("ssl-no-revoke", NONE, Role::Idle),
    flag("post301", NONE, Role::Idle),
    flag("post302", NONE, Role::Idle),
];

/// The option of a word such as `--data`.
pub(super) fn long(name: &str) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.long == name)
}

/// The option of a letter such as the `d` of `-d`.
pub(super) fn short(letter: char) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.short == letter && letter != NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_and_no_letter_stands_twice() {
        for (i, option) in OPTIONS.iter().enumerate() {
            for other in &OPTIONS[..i] {
                assert_ne!(option.long, other.long);
                assert!(option.short == NONE || option.short != other.short, "{} {}", option.long, other.long);
            }
        }
    }
}

//! The options of curl that occur in API examples.

/// The effect of an option on the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Method,
    Url,
    Header,
    /// The body; a value that begins with `@` names a file.
    Data,
    /// The body, taken literally.
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
    /// No effect on the request.
    Ignored,
    /// Not imported; the warning says what to do instead.
    Warning(&'static str),
    /// Cannot be imported from the text alone.
    Refused(&'static str),
}

/// An option.
#[derive(Debug)]
pub(crate) struct CurlOption {
    pub(crate) long: &'static str,
    /// The letter, or NUL.
    pub(crate) short: char,
    pub(crate) takes_value: bool,
    pub(crate) role: Role,
}

const fn with(long: &'static str, short: char, role: Role) -> CurlOption {
    CurlOption { long, short, takes_value: true, role }
}

const fn flag(long: &'static str, short: char, role: Role) -> CurlOption {
    CurlOption { long, short, takes_value: false, role }
}

const NONE: char = '\0';
const SECRET: Role = Role::Warning("it may contain a secret and is left out");
const FILE: Role = Role::Refused("the file is not in the text");

/// The options.
pub(crate) const OPTIONS: &[CurlOption] = &[
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
    with("user", 'u', Role::Warning("Zoom requires a bearer token: the program takes one from ZOOM_TOKEN")),
    with("cookie", 'b', SECRET),
    with("cookie-jar", 'c', Role::Ignored),
    with("cert", 'E', SECRET),
    with("key", NONE, SECRET),
    with("pass", NONE, SECRET),
    with("proxy-user", 'U', SECRET),
    flag("insecure", 'k', Role::Warning("the program always verifies the server's certificate")),
    with("proxy", 'x', Role::Warning("set the option proxy")),
    with("cacert", NONE, Role::Warning("set the option ca_file")),
    with("max-time", 'm', Role::Warning("set the option timeout_ms")),
    with("connect-timeout", NONE, Role::Warning("set the option connect_timeout_ms")),
    with("retry", NONE, Role::Warning("it is not imported")),
    with("retry-delay", NONE, Role::Warning("it is not imported")),
    with("retry-max-time", NONE, Role::Warning("it is not imported")),
    with("connect-to", NONE, Role::Warning("it is not imported")),
    with("resolve", NONE, Role::Warning("it is not imported")),
    with("interface", NONE, Role::Warning("it is not imported")),
    with("config", 'K', FILE),
    with("upload-file", 'T', FILE),
    flag("next", ':', Role::Refused("expected one request")),
    with("user-agent", 'A', Role::Ignored),
    with("referer", 'e', Role::Ignored),
    with("output", 'o', Role::Ignored),
    with("write-out", 'w', Role::Ignored),
    with("dump-header", 'D', Role::Ignored),
    with("stderr", NONE, Role::Ignored),
    with("trace", NONE, Role::Ignored),
    with("trace-ascii", NONE, Role::Ignored),
    flag("location", 'L', Role::Ignored),
    flag("silent", 's', Role::Ignored),
    flag("show-error", 'S', Role::Ignored),
    flag("verbose", 'v', Role::Ignored),
    flag("include", 'i', Role::Ignored),
    flag("show-headers", NONE, Role::Ignored),
    flag("compressed", NONE, Role::Ignored),
    flag("fail", 'f', Role::Ignored),
    flag("fail-with-body", NONE, Role::Ignored),
    flag("globoff", 'g', Role::Ignored),
    flag("path-as-is", NONE, Role::Ignored),
    flag("no-progress-meter", NONE, Role::Ignored),
    flag("progress-bar", '#', Role::Ignored),
    flag("no-buffer", 'N', Role::Ignored),
    flag("no-keepalive", NONE, Role::Ignored),
    flag("disable", 'q', Role::Ignored),
    flag("http1.0", '0', Role::Ignored),
    flag("http1.1", NONE, Role::Ignored),
    flag("http2", NONE, Role::Ignored),
    flag("http3", NONE, Role::Ignored),
    flag("ipv4", '4', Role::Ignored),
    flag("ipv6", '6', Role::Ignored),
    flag("tlsv1", '1', Role::Ignored),
    flag("tlsv1.2", NONE, Role::Ignored),
    flag("tlsv1.3", NONE, Role::Ignored),
    flag("ssl-no-revoke", NONE, Role::Ignored),
    flag("post301", NONE, Role::Ignored),
    flag("post302", NONE, Role::Ignored),
];

/// The option of a word such as `--data`.
pub(crate) fn long(name: &str) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.long == name)
}

/// The option of a letter such as the `d` of `-d`.
pub(crate) fn short(letter: char) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.short == letter && letter != NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_are_unique() {
        for (i, option) in OPTIONS.iter().enumerate() {
            for other in &OPTIONS[..i] {
                assert_ne!(option.long, other.long);
                assert!(option.short == NONE || option.short != other.short, "{} {}", option.long, other.long);
            }
        }
    }
}

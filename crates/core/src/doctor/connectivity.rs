//! The connection to one server: DNS, connection, proxy, certificate, response.

use crate::doctor::recorder::{Head, Leg};
use crate::net::base_url::BaseUrl;
use crate::net::proxy::{Choice, Proxy};
use crate::net::tls::roots::{Source, Trust};
use crate::response::doctor_check::Check;
use crate::response::error::Error;
use crate::response::outcome::Outcome;
use crate::response::retry_after::written;
use crate::response::status::Status;
use std::net::IpAddr;
use std::time::SystemTime;

/// The checks of a connection, in order; each needs those before it.
pub(crate) const NAMES: [&str; 5] = [DNS, CONNECTION, PROXY, CERTIFICATE, RESPONSE];

const DNS: &str = "dns";
const CONNECTION: &str = "connection";
const PROXY: &str = "proxy";
const CERTIFICATE: &str = "certificate";
const RESPONSE: &str = "response";

const FIND: &str = "check the host name and this machine's DNS; if this network requires a proxy, set the option proxy";
const REACH: &str = "check host and port, and whether a firewall blocks the connection; if this network requires a proxy, set the option proxy";
const BETWEEN: &str =
    "find out which server responds: a proxy, a filter or a captive portal may intercept the connection";

/// The checks of the server at `url`. `ended` is the outcome of the call that used it.
pub(crate) fn checks(url: &BaseUrl, legs: &[Leg], ended: Option<&Outcome>, trust: &Trust) -> Vec<Check> {
    let Some((last, before)) = legs.split_last() else {
        let why = format!("nothing was sent: {}", ended.map_or("no token", Outcome::message));
        return NAMES.map(|name| Check::skipped(name, &why).at(url.as_str())).into();
    };
    // After redirects, the outcome of the call belongs to the last exchange.
    let legs = before.iter().map(|leg| (leg, None)).chain([(last, ended)]);
    legs.flat_map(|(leg, ended)| View { leg, ended, trust }.checks()).collect()
}

/// One exchange.
struct View<'a> {
    leg: &'a Leg,
    ended: Option<&'a Outcome>,
    trust: &'a Trust,
}

impl View<'_> {
    fn checks(&self) -> [Check; 5] {
        let failed = self.failed();
        let mut is_reached = true;
        NAMES.map(|name| {
            let check = match &failed {
                // Whether there is a proxy does not depend on the earlier checks.
                _ if name == PROXY && !self.leg.info.proxied => self.passed(name),
                Some((step, error)) if *step == name => {
                    is_reached = false;
                    Check::failed(name, &with_hint(name, error.clone()))
                }
                Some((step, _)) if !is_reached => Check::skipped(name, &format!("needs {step}, which failed")),
                _ => self.passed(name),
            };
            check.at(self.leg.base_url.as_str())
        })
    }

    /// The first step that failed, and its error.
    fn failed(&self) -> Option<(&'static str, Error)> {
        let Leg { info, result, .. } = self.leg;
        let error = match (result, self.ended) {
            (Err(error), _) => error.clone(),
            (Ok(_), Some(ended)) if is_no_response(ended.status()) => return Some((RESPONSE, ended.error())),
            _ => return None,
        };
        let step = match () {
            () if info.addresses.is_empty() => DNS,
            () if info.address.is_none() => CONNECTION,
            () if info.proxied && !info.tunnelled => PROXY,
            () if self.is_https() && info.session.is_none() => CERTIFICATE,
            () => RESPONSE,
        };
        Some((step, error))
    }

    fn is_https(&self) -> bool {
        self.leg.base_url.is_https()
    }

    fn passed(&self, name: &'static str) -> Check {
        match name {
            DNS => Check::ok(DNS, &self.addresses()),
            CONNECTION => {
                let address = self.leg.info.address.map_or_else(String::new, |address| format!(" to {address}"));
                Check::ok(CONNECTION, &format!("connected{address}"))
            }
            PROXY => match &self.leg.choice {
                Some(Choice::Through(proxy)) => Check::ok(PROXY, &format!("tunnel open: {}", described(proxy))),
                Some(Choice::Direct(why)) => Check::ok(PROXY, &format!("none: {why}")),
                None => Check::ok(PROXY, "none"),
            },
            CERTIFICATE if !self.is_https() => Check::skipped(CERTIFICATE, "none: http on this machine"),
            CERTIFICATE => Check::ok(CERTIFICATE, &self.certificate()),
            _ => {
                self.leg.result.as_ref().map_or_else(|error| Check::failed(RESPONSE, error), |head| self.response(head))
            }
        }
    }

    fn addresses(&self) -> String {
        const SHOWN: usize = 3;
        let info = &self.leg.info;
        let shown: Vec<String> = info.addresses.iter().take(SHOWN).map(|address| address.ip().to_string()).collect();
        let more = match info.addresses.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let server = self.leg.base_url.server();
        let is_server = info.server == server.to_string();
        if is_server && server.host.parse::<IpAddr>().is_ok() {
            return format!("{} is an IP address", info.server);
        }
        let what = match () {
            () if info.proxied => " (the proxy)",
            () if !is_server => " (by the option connect_to)",
            () => "",
        };
        format!("{}{what} is {}{more}", info.server, shown.join(", "))
    }

    fn certificate(&self) -> String {
        let Trust { system, source, of_file, .. } = *self.trust;
        let whose = if source == Source::Variables { "SSL_CERT_FILE and SSL_CERT_DIR" } else { "the system" };
        let trusted = match (system, of_file) {
            (0, file) => format!("{file} of ca_file"),
            (system, 0) => format!("{system} of {whose}"),
            (system, file) => format!("{system} of {whose} and {file} of ca_file"),
        };
        let built_in = if source == Source::Mozilla { " (none), so Mozilla's are used" } else { "" };
        let session = self.leg.info.session.as_ref();
        let version = session.map_or("TLS", |session| session.version);
        let shown = match session.and_then(|session| session.certificate.as_ref()) {
            None => String::new(),
            Some(shown) => {
                let ends = shown.expires.map(|ends| format!(", until {}{}", written(ends), days_left(ends)));
                let ends = ends.unwrap_or_default();
                format!("; of {:?}, issued by {:?}{ends}", shown.subject, shown.issuer)
            }
        };
        format!("trusted, {version}{shown}; authorities: {trusted}{built_in}")
    }

    fn response(&self, head: &Head) -> Check {
        let mut message = format!("HTTP {} after {} ms", head.http_status, self.leg.took.as_millis());
        if !head.tracking_id.is_empty() {
            message.push_str(&format!(", tracking id {}", head.tracking_id));
        }
        if head.is_marked || head.http_status < 400 {
            return Check::ok(RESPONSE, &message);
        }
        message.push_str(", without the headers of Zoom's responses: another server may have sent it");
        Check::warning(RESPONSE, &message, BETWEEN)
    }
}

/// Whether a call with this status had no complete response, or none that the operation has.
fn is_no_response(status: Status) -> bool {
    matches!(status, Status::Server | Status::Unexpected | Status::Io | Status::Timeout | Status::Cancelled)
}

/// What to do, where the step that failed does not say it.
fn with_hint(name: &str, error: Error) -> Error {
    let hint = match (name, error.status()) {
        _ if !error.hint().is_empty() => return error,
        (_, Status::Cancelled) => "",
        (DNS, _) => FIND,
        (CONNECTION, _) => REACH,
        (RESPONSE, _) => BETWEEN,
        _ => "",
    };
    error.with_hint(hint)
}

fn described(proxy: &Proxy) -> String {
    let login = if proxy.login.is_some() { "with a login" } else { "without a login" };
    let origin = proxy.origin.unwrap_or("the option proxy");
    format!("{} at {}, {login}, named by {origin}", proxy.protocol.name(), proxy.server)
}

fn days_left(ends: SystemTime) -> String {
    let days = ends.duration_since(SystemTime::now()).unwrap_or_default().as_secs() / 86_400;
    format!(" ({days} days)")
}

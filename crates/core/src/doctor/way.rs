//! The way to one server: name, connection, proxy, certificate, answer. Pure.

use crate::answer::check::Check;
use crate::answer::error::Error;
use crate::answer::outcome::Outcome;
use crate::answer::retry_after::written;
use crate::answer::status::Status;
use crate::send::proxy::{Choice, Proxy};
use crate::send::transport::Trust;
use crate::send::transport::watched::{Head, Leg};
use crate::send::url::{bare, host, place};
use std::net::IpAddr;
use std::time::SystemTime;

/// The checks of a way, in order; each needs those before it.
pub(super) const NAMES: [&str; 5] = [DNS, CONNECTION, PROXY, CERTIFICATE, ANSWER];

const DNS: &str = "dns";
const CONNECTION: &str = "connection";
const PROXY: &str = "proxy";
const CERTIFICATE: &str = "certificate";
const ANSWER: &str = "answer";

const FIND: &str =
    "check the host name and this machine's name service; where the way out is a proxy, set the option proxy";
const REACH: &str = "check host and port, and whether a firewall lets this machine out; where the way out is a proxy, set the option proxy";
const BETWEEN: &str =
    "look at who answers there: a proxy, a filter or a login page of the network may stand in the way";

/// The checks of a server that was to be reached at `url`. `ended` is how the call that needed it ended.
pub(super) fn checks(url: &str, legs: &[Leg], ended: Option<&Outcome>, trust: &Trust) -> Vec<Check> {
    let Some((last, before)) = legs.split_last() else {
        let why = format!("nothing was sent: {}", ended.map_or("there is no token", Outcome::message));
        return NAMES.map(|name| Check::skipped(name, &why).at(url)).into();
    };
    // A redirect is an answer like others; how the call ended is a matter of the last.
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
                // Whether there is a proxy does not depend on what comes before.
                _ if name == PROXY && !self.leg.way.proxied => self.passed(name),
                Some((step, error)) if *step == name => {
                    is_reached = false;
                    Check::failed(name, &with_remedy(name, error.clone()))
                }
                Some((step, _)) if !is_reached => Check::skipped(name, &format!("needs {step}, which failed")),
                _ => self.passed(name),
            };
            check.at(&self.leg.base_url)
        })
    }

    /// The first step that failed, and why.
    fn failed(&self) -> Option<(&'static str, Error)> {
        let Leg { way, ending, .. } = self.leg;
        let error = match (ending, self.ended) {
            (Err(error), _) => error.clone(),
            (Ok(_), Some(ended)) if is_no_answer(ended.status()) => return Some((ANSWER, ended.error())),
            _ => return None,
        };
        let step = match () {
            () if way.addresses.is_empty() => DNS,
            () if way.address.is_none() => CONNECTION,
            () if way.proxied && !way.tunnelled => PROXY,
            () if self.is_https() && way.session.is_none() => CERTIFICATE,
            () => ANSWER,
        };
        Some((step, error))
    }

    fn is_https(&self) -> bool {
        self.leg.base_url.starts_with("https://")
    }

    fn passed(&self, name: &'static str) -> Check {
        match name {
            DNS => Check::ok(DNS, &self.addresses()),
            CONNECTION => {
                let address = self.leg.way.address.map_or_else(String::new, |address| format!(" to {address}"));
                Check::ok(CONNECTION, &format!("made{address}"))
            }
            PROXY => match &self.leg.choice {
                Some(Choice::Through(proxy)) => Check::ok(PROXY, &format!("its tunnel is made: {}", described(proxy))),
                Some(Choice::Direct(why)) => Check::ok(PROXY, &format!("none is used: {why}")),
                None => Check::ok(PROXY, "none is used"),
            },
            CERTIFICATE if !self.is_https() => Check::skipped(CERTIFICATE, "http on this machine has none"),
            CERTIFICATE => Check::ok(CERTIFICATE, &self.certificate()),
            _ => self.leg.ending.as_ref().map_or_else(|error| Check::failed(ANSWER, error), |head| self.answer(head)),
        }
    }

    fn addresses(&self) -> String {
        const SHOWN: usize = 3;
        let way = &self.leg.way;
        let shown: Vec<String> = way.addresses.iter().take(SHOWN).map(|address| address.ip().to_string()).collect();
        let more = match way.addresses.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        if way.place == place(&self.leg.base_url) && bare(&host(&self.leg.base_url)).parse::<IpAddr>().is_ok() {
            return format!("{} is an address already", way.place);
        }
        let what = match () {
            () if way.proxied => " (the proxy)",
            () if way.place != place(&self.leg.base_url) => " (by the option connect_to)",
            () => "",
        };
        format!("{}{what} is {}{more}", way.place, shown.join(", "))
    }

    fn certificate(&self) -> String {
        let Trust { system, built_in, of_file } = *self.trust;
        let trusted = match (system, of_file) {
            (0, file) => format!("{file} of ca_file"),
            (system, 0) => format!("{system} of the system"),
            (system, file) => format!("{system} of the system and {file} of ca_file"),
        };
        let built_in = if built_in { ", which has none, so that Mozilla's stand in" } else { "" };
        let session = self.leg.way.session.as_ref();
        let version = session.map_or("TLS", |session| session.version);
        let shown = match session.and_then(|session| session.certificate.as_ref()) {
            None => String::new(),
            Some(shown) => {
                let ends = shown.ends.map(|ends| format!(", until {}{}", written(ends), days_left(ends)));
                let ends = ends.unwrap_or_default();
                format!("; of {:?}, issued by {:?}{ends}", shown.subject, shown.issuer)
            }
        };
        format!("trusted, {version}{shown}; authorities: {trusted}{built_in}")
    }

    fn answer(&self, head: &Head) -> Check {
        let mut message = format!("HTTP {} after {} ms", head.http_status, self.leg.took.as_millis());
        if !head.tracking_id.is_empty() {
            message.push_str(&format!(", tracking id {}", head.tracking_id));
        }
        if head.is_marked || head.http_status < 400 {
            return Check::ok(ANSWER, &message);
        }
        message.push_str(", without any mark of Zoom's answers: somebody else may have given it");
        Check::warning(ANSWER, &message, BETWEEN)
    }
}

/// Whether a call that ended so had an answer that is none of Zoom's regular ones, or not a whole one.
fn is_no_answer(status: Status) -> bool {
    matches!(status, Status::Server | Status::Unexpected | Status::Io | Status::Timeout | Status::Cancelled)
}

/// What to do, where the step that failed does not say it.
fn with_remedy(name: &str, error: Error) -> Error {
    let remedy = match (name, error.status()) {
        _ if !error.remedy().is_empty() => return error,
        (_, Status::Cancelled) => "",
        (DNS, _) => FIND,
        (CONNECTION, _) => REACH,
        (ANSWER, _) => BETWEEN,
        _ => "",
    };
    error.with_remedy(remedy)
}

fn described(proxy: &Proxy) -> String {
    let login = if proxy.login.is_some() { "with a login" } else { "without a login" };
    let origin = proxy.origin.unwrap_or("the option proxy");
    format!("{} at {}, {login}, named by {origin}", proxy.protocol.name(), proxy.place())
}

fn days_left(ends: SystemTime) -> String {
    let days = ends.duration_since(SystemTime::now()).unwrap_or_default().as_secs() / 86_400;
    format!(" ({days} days)")
}

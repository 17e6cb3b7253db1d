//! Where connections are made instead: the option `connect_to`.

use super::url::{bare, is_host};

/// Hosts whose connections lead elsewhere. Names, certificates, the header `Host` and all rules stay those of the host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ConnectTo(Vec<Rule>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    from: Place,
    to: Place,
}

/// A host, IPv6 addresses in brackets, and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    host: String,
    port: u16,
}

/// The longest value, in bytes.
const LONGEST: usize = 4096;

impl ConnectTo {
    /// Reads `HOST:PORT=ADDRESS:PORT`, several separated by commas.
    pub(super) fn read(value: &str) -> Result<Self, String> {
        if value.len() > LONGEST {
            return Err(format!("expected at most {LONGEST} characters"));
        }
        if value.is_empty() {
            return Ok(Self::default());
        }
        let rule = |text: &str| {
            let (from, to) = text.split_once('=')?;
            Some(Rule { from: Place::read(from)?, to: Place::read(to)? })
        };
        let rules: Option<_> = value.split(',').map(rule).collect();
        rules.map(Self).ok_or_else(|| {
            "expected HOST:PORT=ADDRESS:PORT, e.g. api.zoom.us:443=127.0.0.1:8443, several separated by commas"
                .to_owned()
        })
    }

    /// Host and port to connect to, where they are not these. The first rule that fits counts.
    pub(super) fn place(&self, host: &str, port: u16) -> Option<String> {
        let fits = |rule: &&Rule| rule.from.port == port && rule.from.host.eq_ignore_ascii_case(host);
        self.0.iter().find(fits).map(|Rule { to, .. }| format!("{}:{}", to.host, to.port))
    }
}

impl Place {
    fn read(text: &str) -> Option<Self> {
        let (host, port) = text.trim_ascii().rsplit_once(':')?;
        let is_bracketed = host.starts_with('[') && host.ends_with(']') && bare(host).contains(':');
        let is_good = is_bracketed || !host.contains([':', '[', ']']);
        let port = port.parse().ok().filter(|number| *number > 0 && port.bytes().all(|byte| byte.is_ascii_digit()))?;
        (is_good && is_host(host)).then(|| Self { host: host.to_ascii_lowercase(), port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_fits_counts() {
        let rules = ConnectTo::read("API.zoom.us:443=127.0.0.1:8443, a:1=[::1]:2,api.zoom.us:443=b:3").expect("valid");
        assert_eq!(rules.place("api.zoom.US", 443).as_deref(), Some("127.0.0.1:8443"));
        assert_eq!(rules.place("A", 1).as_deref(), Some("[::1]:2"));
        assert_eq!(rules.place("a", 2), None);
        assert_eq!(ConnectTo::default().place("a", 1), None);
    }

    #[test]
    fn other_forms_are_refused() {
        for value in [
            "a",
            "a:1",
            "a:1=",
            "=b:1",
            "a=b:1",
            "a:1=b",
            "a:0=b:1",
            "a:1=b:0",
            "a:1=b:65536",
            "a:1=b:+2",
            ":1=b:2",
            "a:1=:2",
            "a:1=::1:2",
            "a:1=b:2,",
            ",",
            "a b:1=c:2",
            "a:1=[b]:2",
            "a:1=b/c:2",
            "http://a:1=b:2",
            "a:1=b:2=c:3",
            "a:1=u@b:2",
        ] {
            assert!(ConnectTo::read(value).is_err_and(|why| why.starts_with("expected HOST:PORT")), "{value}");
        }
    }
}

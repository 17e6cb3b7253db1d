//! The option `connect_to`: connections to another host and port.

use super::host::HostPort;

/// Rules that replace the host and port that a connection is made to. The certificate, the header `Host` and the proxy
/// rules stay those of the original host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ConnectTo(Vec<Rule>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    from: HostPort,
    to: HostPort,
}

/// The longest value, in bytes.
const MAX_OPTION_LEN: usize = 4096;

impl ConnectTo {
    /// Reads `HOST:PORT=ADDRESS:PORT`, several separated by commas.
    pub(crate) fn read(value: &str) -> Result<Self, String> {
        if value.len() > MAX_OPTION_LEN {
            return Err(format!("expected at most {MAX_OPTION_LEN} characters"));
        }
        if value.is_empty() {
            return Ok(Self::default());
        }
        let rule = |text: &str| {
            let (from, to) = text.split_once('=')?;
            Some(Rule { from: HostPort::parse(from.trim_ascii())?, to: HostPort::parse(to.trim_ascii())? })
        };
        let rules: Option<_> = value.split(',').map(rule).collect();
        rules.map(Self).ok_or_else(|| {
            "expected HOST:PORT=ADDRESS:PORT, e.g. api.zoom.us:443=127.0.0.1:8443, several separated by commas"
                .to_owned()
        })
    }

    /// The host and port to connect to for `server`: those of the first rule that matches.
    pub(crate) fn resolve<'a>(&'a self, server: &'a HostPort) -> &'a HostPort {
        self.0.iter().find(|rule| rule.from == *server).map_or(server, |rule| &rule.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_matches_counts() {
        let rules = ConnectTo::read("API.zoom.us:443=127.0.0.1:8443, a:1=[::1]:2,api.zoom.us:443=b:3").expect("valid");
        let resolved = |rules: &ConnectTo, host, port| rules.resolve(&HostPort::new(host, port)).to_string();
        assert_eq!(resolved(&rules, "api.zoom.US", 443), "127.0.0.1:8443");
        assert_eq!(resolved(&rules, "A", 1), "[::1]:2");
        assert_eq!(resolved(&rules, "a", 2), "a:2");
        assert_eq!(resolved(&ConnectTo::default(), "a", 1), "a:1");
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

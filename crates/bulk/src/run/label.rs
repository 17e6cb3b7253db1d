//! What the sandbox shows of a run.

use std::process;
use std::time::{SystemTime, UNIX_EPOCH};
use zoomuser::Headers;
use zoomuser::internal::FlatClient;

/// The header that names the run and the row of an update.
const NAME: &str = "X-Zoomuser-Run";
/// The name of runs without a folder.
pub const NO_FOLDER: &str = "without a folder";
/// The longest name of a run that is sent.
const MAX_NAME: usize = 100;

/// The name and the size of a run, which a server on this machine gets with each update: the page of the sandbox shows them.
#[derive(Debug, Clone)]
pub struct Label {
    name: String,
    /// What tells runs of one name apart.
    id: String,
    /// Unknown if rows are added while the run goes on.
    rows: Option<u64>,
}

impl Label {
    /// A label for a run with this client; `None` if its server is elsewhere, as Zoom's is.
    pub fn new(client: &FlatClient, name: &str, rows: Option<u64>) -> Option<Self> {
        // A header has one line, and no proxy changes ASCII.
        let plain = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '_' };
        let name = name.chars().take(MAX_NAME).map(plain).collect();
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let id = format!("{}-{:x}", process::id(), since_epoch.as_nanos());
        client.is_local().then_some(Self { name, id, rows })
    }

    /// The headers of the update of a row, which is counted from 0.
    pub(crate) fn headers(&self, row: u64) -> Headers {
        let rows = self.rows.map(|rows| format!("rows={rows}; ")).unwrap_or_default();
        let mut headers = Headers::new();
        // The value has no character that a header must not have.
        let _: Result<(), _> = headers.add(NAME, &format!("row={}; {rows}id={}; run={}", row + 1, self.id, self.name));
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zoomuser::internal::Options;

    fn label(base_url: &str, name: &str, rows: Option<u64>) -> Option<String> {
        let mut options = Options::default();
        options.set("base_url", base_url).expect("a URL");
        let label = Label::new(&FlatClient::new(options), name, rows)?;
        let headers = label.headers(4);
        let value = headers.iter().map(|(_, value)| value.to_owned()).next()?;
        let (before, rest) = value.split_once("id=")?;
        Some(format!("{before}{}", rest.split_once("; ")?.1))
    }

    #[test]
    fn a_name_is_sent_in_one_line_of_ascii() {
        let local = "http://127.0.0.1:1/v2";
        assert_eq!(label(local, "users.csv.run-1", Some(9)).as_deref(), Some("row=5; rows=9; run=users.csv.run-1"));
        assert_eq!(label(local, "B\u{fc}cher\r\nx: y", None).as_deref(), Some("row=5; run=B_cher__x: y"));
    }

    #[test]
    fn only_servers_on_this_machine_get_it() {
        assert!(label("https://localhost/v2", "r", None).is_some());
        for base_url in ["", "https://api.zoom.us/v2", "https://localhost.example.com/v2"] {
            assert_eq!(label(base_url, "r", None), None, "{base_url}");
        }
    }
}

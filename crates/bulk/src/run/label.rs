//! What the sandbox shows of a run.

use zoomuser::Headers;

/// The header that names the run and the row of an update.
const NAME: &str = "X-Zoomuser-Run";
/// The longest name of a run that is sent.
const MAX_NAME: usize = 100;

/// The name and the size of a run, which a server on this machine gets with each update: the page of the sandbox shows them.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    name: String,
    /// Unknown if rows are added while the run goes on.
    rows: Option<u64>,
}

impl Label {
    pub(crate) fn new(name: &str, rows: Option<u64>) -> Self {
        // A header has one line, and no proxy changes ASCII.
        let plain = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '_' };
        Self { name: name.chars().take(MAX_NAME).map(plain).collect(), rows }
    }

    /// The headers of the update of a row, which is counted from 0.
    pub(crate) fn headers(&self, row: u64) -> Headers {
        let rows = self.rows.map(|rows| format!("rows={rows}; ")).unwrap_or_default();
        let mut headers = Headers::new();
        // The value has no character that a header must not have.
        let _: Result<(), _> = headers.add(NAME, &format!("row={}; {rows}run={}", row + 1, self.name));
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sent_in_one_line_of_ascii() {
        let of = |name: &str, rows| Label::new(name, rows).headers(4).iter().map(|(_, value)| value.to_owned()).next();
        assert_eq!(of("users.csv.run-1", Some(9)).as_deref(), Some("row=5; rows=9; run=users.csv.run-1"));
        assert_eq!(of("Bücher\r\nx: y", None).as_deref(), Some("row=5; run=B_cher__x: y"));
    }
}

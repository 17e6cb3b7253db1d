//! What went wrong: rows that failed for the same reason, together.

use super::page::escape::escaped;
use super::page::number::{counted, percent};
use super::privacy::Private;
use crate::outcome::RowOutcome;
use crate::results::RowResult;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The most groups that are shown.
const MAX_GROUPS: usize = 50;
/// The lines that a group names.
const MAX_LINES: usize = 3;

/// Rows that failed for the same reason, together.
#[derive(Debug, Default)]
pub(super) struct Failures {
    groups: BTreeMap<Reason, Group>,
    rows: u64,
}

/// The reason of a failure.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reason {
    outcome: RowOutcome,
    status: String,
    http_status: Option<u16>,
    api_code: Option<i64>,
}

/// The rows of one reason.
#[derive(Debug)]
struct Group {
    rows: u64,
    /// The first lines, with what they say.
    lines: Vec<(u64, String)>,
    hint: String,
}

impl Failures {
    /// Counts a row, if it is a problem.
    pub(super) fn add(&mut self, row: &RowResult, private: &Private) {
        let done = &row.done;
        if !done.outcome.is_problem() {
            return;
        }
        let status = row.status_name();
        let reason = Reason { outcome: done.outcome, status, http_status: done.http_status, api_code: done.api_code };
        let group = self.groups.entry(reason).or_insert_with(|| Group {
            rows: 0,
            lines: Vec::new(),
            hint: private.text(&done.hint),
        });
        self.rows += 1;
        group.rows += 1;
        if group.lines.len() < MAX_LINES {
            group.lines.push((row.line, private.text(&done.message)));
        }
    }

    /// The groups, the largest first.
    pub(super) fn html(&self) -> String {
        let mut groups: Vec<(&Reason, &Group)> = self.groups.iter().collect();
        if groups.is_empty() {
            return "<p>Nothing: no row failed, and none is in doubt.</p>\n".to_owned();
        }
        groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.rows));
        let mut html: String =
            groups.iter().take(MAX_GROUPS).map(|(reason, group)| self.group(reason, group)).collect();
        if groups.len() > MAX_GROUPS {
            let more = counted((groups.len() - MAX_GROUPS) as u64, "further reason");
            let _ = writeln!(html, "<p>{more}, each with fewer rows: see results.csv.</p>");
        }
        html
    }

    fn group(&self, reason: &Reason, group: &Group) -> String {
        let word = reason.outcome.word();
        let mut names = vec![format!("<span class=\"badge\"><i class=\"key\"></i>{word}</span>")];
        if !reason.status.is_empty() {
            names.push(format!("<code>{}</code>", escaped(&reason.status)));
        }
        names.extend(reason.http_status.map(|status| format!("HTTP {status}")));
        names.extend(reason.api_code.map(|code| format!("Zoom's code {code}")));
        let share = percent(group.rows, self.rows);
        let width = (u128::from(group.rows) * 100).checked_div(u128::from(self.rows)).unwrap_or_default().max(1);
        let mut html = format!(
            "<div class=\"group o-{word}\"><h3><span>{}</span><span>{} ({share})</span></h3>\n<div class=\"meter\"><i \
             style=\"width:{width}%\"></i></div>\n",
            names.join(" · "),
            counted(group.rows, "row")
        );
        html.push_str(&group.lines());
        if !group.hint.is_empty() {
            let _ = writeln!(html, "<p><b>What to do:</b> {}</p>", escaped(&group.hint));
        }
        html.push_str("</div>\n");
        html
    }
}

impl Group {
    /// The first lines, with what they say.
    fn lines(&self) -> String {
        let more = if self.rows > MAX_LINES as u64 { ", …" } else { "" };
        let noun = if self.rows == 1 { "Line" } else { "Lines" };
        let numbers: Vec<String> = self.lines.iter().map(|(line, _)| line.to_string()).collect();
        let place = format!("<p class=\"quiet\">{noun} {}{more}</p>\n", numbers.join(", "));
        let (_, first) = self.lines.first().map_or((0, ""), |(line, message)| (*line, message.as_str()));
        if self.lines.iter().any(|(_, message)| message != first) {
            let item = |(line, message): &(u64, String)| format!("<li>Line {line}: {}</li>", escaped(message));
            let more = if more.is_empty() { "" } else { "<li>…</li>" };
            return format!("<ul>{}{more}</ul>\n", self.lines.iter().map(item).collect::<String>());
        }
        if first.is_empty() { place } else { format!("<p>{}</p>\n{place}", escaped(first)) }
    }
}

//! Files that are written by hand except for generated parts: constants and declarations.

use super::layers::{self, Layer};
use super::raw::each;
use super::{autoit, compare, foxpro, purebasic, vba};
use crate::c_api::Api;
use crate::c_api::function::base;
use crate::parts;

/// A generated part: from the C API and the functions that the file leaves out.
type Part = fn(&Api, &[&str]) -> String;

/// A file with generated parts.
pub(super) struct File {
    pub(super) path: &'static str,
    /// How its language begins a comment.
    comment: &'static str,
    parts: &'static [Part],
    /// Faults in what is written by hand.
    check: fn(&str, &Api) -> Vec<String>,
}

/// All of them.
pub(super) const FILES: &[File] = &[
    File { path: "bindings/autoit/zoomuser.au3", comment: ";", parts: &[autoit::constants], check: autoit::check },
    File { path: "bindings/foxpro/zoomuser.h", comment: "*", parts: &[foxpro::constants], check: |_, _| Vec::new() },
    File { path: "bindings/foxpro/zoomuser.prg", comment: "*", parts: &[foxpro::declarations], check: foxpro::check },
    File {
        path: "bindings/purebasic/zoomuser.pbi",
        comment: ";",
        parts: &[purebasic::statuses, purebasic::prototypes, purebasic::symbols],
        check: |_, _| Vec::new(),
    },
    File {
        path: "bindings/vba/Zoomuser.bas",
        comment: "'",
        parts: &[vba::constants, vba::declarations],
        check: vba::check,
    },
];

impl File {
    /// The file with the parts as they have to be.
    pub(super) fn generated(&self, old: &str, api: &Api) -> Result<String, String> {
        let left_out = self.left_out(old);
        let parts: Vec<String> = self.parts.iter().map(|part| part(api, &left_out)).collect();
        parts::replaced(old, &parts).map_err(|why| format!("{}: {why}", self.path))
    }

    /// Faults in what is written by hand.
    pub(super) fn faults(&self, text: &str, api: &Api) -> Vec<String> {
        let by_hand = self.by_hand(text);
        let mut wrong = (self.check)(&by_hand, api);
        wrong.extend(compare::own_statuses(&by_hand));
        if !self.path.ends_with(".pbi") {
            wrong.extend(compare::form(text));
        }
        if !self.path.ends_with(".h") {
            let layer = Layer { text: &by_hand, calls: "zoom_", unused: &self.left_out(text) };
            wrong.extend(layers::check(&layer, api));
        }
        wrong
    }

    /// What is written by hand, without comments.
    pub(super) fn by_hand(&self, text: &str) -> String {
        let text = parts::without(text);
        each(text.lines().filter(|line| !line.trim_start().starts_with(self.comment)), |line| format!("{line}\n"))
    }

    /// The functions, without the form of their text, in comments that begin with `Left out:`.
    pub(super) fn left_out<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let mark = format!("{} Left out:", self.comment);
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix(mark.as_str()));
        lines.flat_map(str::split_whitespace).filter(|word| word.starts_with("zoom_")).map(base).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::{BEGIN, DO_NOT_EDIT, END};

    #[test]
    fn what_is_generated_and_what_is_left_out_are_not_written_by_hand() {
        let file = File { path: "a.bas", comment: "'", parts: &[], check: |_, _| Vec::new() };
        let text =
            format!("a\r\n' {BEGIN}`; {DO_NOT_EDIT}\r\nx\r\n' {END}\r\nb\r\n' Left out: zoom_a_utf16 zoom_b (why)\r\n");
        assert_eq!(file.by_hand(&text), "a\nb\n");
        assert_eq!(file.left_out(&text), ["zoom_a", "zoom_b"]);
    }
}

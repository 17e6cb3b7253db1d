//! The program of Visual FoxPro and its header. FoxPro has 32 bits, so that an address is an INTEGER.

use super::compare::{self, Declared, Types};
use super::header::{Header, Type};
use std::collections::BTreeMap;

const LEFT_OUT: &str = "* Left out:";

struct FoxPro;

/// Everything in the program that is not as the header says.
pub(super) fn check(text: &str, header: &Header) -> Vec<String> {
    let mut wrong = compare::form(text);
    let joined = joined(text);
    let mut declared = Vec::new();
    for line in joined.lines().map(str::trim).filter(|line| line.contains(" IN zoomuser.dll") && !line.starts_with('*'))
    {
        match declaration(line) {
            Some(declaration) => declared.push(declaration),
            None => wrong.push(format!("cannot read `{line}`")),
        }
    }
    wrong.extend(compare::functions(&declared, &compare::left_out(text, LEFT_OUT), header, &FoxPro));
    wrong.extend(joined.lines().flat_map(|line| calls(line.trim(), header)));
    wrong
}

/// Everything in its constants that is not as the header says.
pub(super) fn check_constants(text: &str, header: &Header) -> Vec<String> {
    let mut wrong = compare::form(text);
    let pairs = text.lines().filter_map(|line| line.trim().strip_prefix("#DEFINE ")?.split_once(' '));
    wrong.extend(compare::constants(&pairs.collect::<BTreeMap<_, _>>(), "ZOOM_ABI_VERSION", header));
    wrong
}

/// Lines that are continued, as one.
fn joined(text: &str) -> String {
    text.replace("\t", " ").replace(" ;\r\n", " ")
}

/// `DECLARE INTEGER name IN zoomuser.dll INTEGER a, STRING b`.
fn declaration(line: &str) -> Option<Declared<'_>> {
    let (head, parameters) = line.strip_prefix("DECLARE ")?.split_once(" IN zoomuser.dll")?;
    let (result, name) = head.split_once(' ').unwrap_or(("", head));
    Some(Declared { name, result, parameters: compare::arguments(parameters, &[]) })
}

impl Types for FoxPro {
    fn holds_result(&self, declared: &str, kind: &Type) -> bool {
        match kind {
            Type::Void => declared.is_empty(),
            // Copied by FoxPro, or as an address for SYS(2600).
            Type::Utf8 => matches!(declared, "STRING" | "INTEGER"),
            // UTF-16 would end at its first zero byte.
            Type::Utf16 => false,
            // Of 64 bits the lower half arrives, which holds every number of a result.
            _ => declared == "INTEGER",
        }
    }

    fn holds_parameter(&self, declared: &str, kind: &Type) -> bool {
        let Some((given, name)) = declared.trim().split_once(' ') else { return false };
        let is_reference = name.trim_start().starts_with('@');
        match kind {
            Type::Utf8 | Type::Bytes => given == "STRING" && !is_reference,
            Type::HandleOut(_) | Type::SizeOut => given == "INTEGER" && is_reference,
            Type::Int64 | Type::Utf16 | Type::Void => false,
            _ => given == "INTEGER" && !is_reference,
        }
    }
}

/// Calls of the library with another number of arguments than it takes, or with a result that is not put by reference.
fn calls(line: &str, header: &Header) -> Vec<String> {
    let mut wrong = Vec::new();
    if line.starts_with('*') || line.starts_with("DECLARE ") {
        return wrong;
    }
    for function in &header.functions {
        let call = format!("{}(", function.name);
        for (at, _) in line
            .match_indices(&call)
            .filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        {
            let given = compare::arguments(&line[at + call.len()..], &['"']);
            if given.len() != function.parameters.len() {
                let (name, takes) = (&function.name, function.parameters.len());
                wrong.push(format!("{name}: it has {takes} parameters, a call gives {}", given.len()));
                continue;
            }
            for (argument, parameter) in given.iter().zip(&function.parameters) {
                let is_out = matches!(parameter.kind, Type::HandleOut(_) | Type::SizeOut);
                if argument.starts_with('@') != is_out {
                    wrong.push(format!("{}: a call gives `{argument}` for {}", function.name, parameter.name));
                }
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::root;
    use std::fs;

    fn read(path: &str) -> String {
        fs::read_to_string(root().join(path)).expect(path)
    }

    #[test]
    fn seeded_faults_are_found() {
        let header = Header::read(&read("include/zoomuser.h")).expect("a header");
        let faults = [
            ("DECLARE STRING zoom_version ", "DECLARE SINGLE zoom_version ", "zoom_version: the result is Utf8"),
            ("DECLARE zoom_cleanup ", "DECLARE INTEGER zoom_cleanup ", "zoom_cleanup: the result is Void"),
            ("STRING optionName", "INTEGER optionName", "zoom_client_set: parameter 2 is Utf8"),
            (
                "INTEGER @out, INTEGER message",
                "INTEGER out, INTEGER message",
                "zoom_update_user: parameter 5 is HandleOut",
            ),
            (
                "zoom_status_name IN zoomuser.dll INTEGER status",
                "zoom_status_name IN zoomuser.dll LONG status",
                "zoom_status_name: parameter 1 is Int32",
            ),
            (
                "INTEGER client, STRING optionName, ",
                "INTEGER client, ",
                "zoom_client_set: it has 3 parameters, declared are 2",
            ),
            (
                "INTEGER zoom_form_new IN",
                "INTEGER zoom_form_knew IN",
                "zoom_form_knew: the header has no such function",
            ),
            ("* Left out: zoom_client_cancel", "* Left out:", "zoom_client_cancel: neither declared nor left out"),
            (
                "THIS.HandleOf(toPatch, \"ZoomPatch\"), @lnResult)",
                "THIS.HandleOf(toPatch, \"ZoomPatch\"), lnResult)",
                "a call gives `lnResult` for out",
            ),
            ("zoom_form_new())", "zoom_form_new(0))", "zoom_form_new: it has 0 parameters, a call gives 1"),
        ];
        compare::expect_found(&read("bindings/foxpro/zoomuser.prg"), |text| check(text, &header), &faults);
    }

    #[test]
    fn seeded_faults_of_constants_are_found() {
        let header = Header::read(&read("include/zoomuser.h")).expect("a header");
        let faults = [
            ("#DEFINE ZOOM_E_BUSY 7", "#DEFINE ZOOM_E_BUSY 6", "ZOOM_E_BUSY: the header says 7"),
            ("#DEFINE ZOOM_E_IO 25", "#DEFINE ZOOM_E_I 25", "ZOOM_E_IO: missing"),
            ("#DEFINE ZOOM_E_IO 25", "#DEFINE ZOOM_E_I 25", "ZOOM_E_I: the header has no such status"),
            ("#DEFINE ZOOM_ABI_VERSION 1", "#DEFINE ZOOM_ABI_VERSION 2", "ZOOM_ABI_VERSION: the header says"),
        ];
        compare::expect_found(&read("bindings/foxpro/zoomuser.h"), |text| check_constants(text, &header), &faults);
    }
}

//! The VBA module, in each of the three ways in which it is compiled: 64-bit Office, 32-bit Office, VB6.

use super::compare::{self, Declared, Types};
use super::header::{Header, Type};
use std::collections::{BTreeMap, BTreeSet};

/// A host, and what its compiler defines.
#[derive(Debug, Clone, Copy)]
struct Host {
    name: &'static str,
    vba7: bool,
    win64: bool,
}

const HOSTS: [Host; 3] = [
    Host { name: "64-bit VBA", vba7: true, win64: true },
    Host { name: "32-bit VBA", vba7: true, win64: false },
    Host { name: "VB6", vba7: false, win64: false },
];

const LIBRARY: &str = "\"zoomuser.dll\"";
const LEFT_OUT: &str = "' Left out:";

/// Everything that is not as the header says.
pub(super) fn check(text: &str, header: &Header) -> Vec<String> {
    let mut wrong = compare::form(text);
    let left_out = compare::left_out(text, LEFT_OUT);
    for host in HOSTS {
        let found = check_host(text, &left_out, header, host);
        wrong.extend(found.into_iter().map(|why| format!("{}: {why}", host.name)));
    }
    wrong
}

fn check_host(text: &str, left_out: &[&str], header: &Header, host: Host) -> Vec<String> {
    let lines = match compiled(text, host) {
        Ok(lines) => lines,
        Err(why) => return vec![why],
    };
    let (mut wrong, mut declared) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| line.contains("Declare ") && !line.trim_start().starts_with('\'')) {
        match declaration(line, host) {
            Ok(declaration) => declared.extend(declaration),
            Err(why) => wrong.push(why),
        }
    }
    let names: BTreeSet<&str> = declared.iter().map(|declaration| declaration.name).collect();
    if names.len() != declared.len() {
        wrong.push("a function is declared twice".to_owned());
    }
    if lines.iter().any(|line| line.trim() == "Public Enum LongPtr") == host.vba7 {
        wrong.push("LongPtr is the compiler's own in VBA 7, and has to be an Enum elsewhere".to_owned());
    }
    wrong.extend(compare::functions(&declared, left_out, header, &host));
    wrong.extend(compare::constants(&constants(&lines), "ZOOM_ABI_VERSION", header));
    wrong.extend(lines.iter().flat_map(|line| calls(line, header)));
    wrong
}

/// The lines that this host compiles, those that are continued as one.
fn compiled(text: &str, host: Host) -> Result<Vec<String>, String> {
    let joined = text.replace(" _\r\n", " ");
    let (mut lines, mut open) = (Vec::new(), Vec::new());
    for line in joined.lines() {
        match line.trim() {
            "#If VBA7 Then" => open.push(host.vba7),
            "#If Win64 Then" => open.push(host.win64),
            "#Else" => {
                let branch = open.pop().ok_or("#Else without #If")?;
                open.push(!branch);
            }
            "#End If" => {
                open.pop().ok_or("#End If without #If")?;
            }
            directive if directive.starts_with('#') => return Err(format!("the directive `{directive}` is not known")),
            _ if open.iter().all(|branch| *branch) => lines.push(line.to_owned()),
            _ => {}
        }
    }
    if open.is_empty() { Ok(lines) } else { Err("#If without #End If".to_owned()) }
}

/// A line `Private Declare PtrSafe Function name Lib "file" (...) As type`; nothing for a function of Windows.
fn declaration(line: &str, host: Host) -> Result<Option<Declared<'_>>, String> {
    let line = line.trim();
    let fail = || format!("cannot read `{line}`");
    let rest = line.strip_prefix("Private Declare ").ok_or_else(fail)?;
    let (is_safe, rest) = match rest.strip_prefix("PtrSafe ") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    if is_safe != host.vba7 {
        return Err(format!("PtrSafe is for VBA 7, and needed there: `{line}`"));
    }
    let (form, rest) = rest.split_once(' ').ok_or_else(fail)?;
    let (name, rest) = rest.split_once(" Lib ").ok_or_else(fail)?;
    let (library, rest) = rest.split_once(" (").ok_or_else(fail)?;
    let parameters = compare::arguments(rest, &['"']);
    let (_, after) = rest.rsplit_once(')').ok_or_else(fail)?;
    let result = after.trim().strip_prefix("As ").unwrap_or_default();
    if (form == "Sub") != result.is_empty() {
        return Err(format!("a Function has a type, a Sub has none: `{line}`"));
    }
    match library {
        "\"kernel32\"" => Ok(None),
        LIBRARY => Ok(Some(Declared { name, result, parameters })),
        other => Err(format!("{name}: expected {LIBRARY}, got {other}")),
    }
}

impl Types for Host {
    fn holds_result(&self, declared: &str, kind: &Type) -> bool {
        match kind {
            Type::Void => declared.is_empty(),
            Type::Int32 | Type::Uint32 => declared == "Long",
            // A Currency is a number of 64 bits in ten-thousandths, and comes back in the same registers.
            Type::Int64 => declared == if self.win64 { "LongLong" } else { "Currency" },
            _ => declared == "LongPtr",
        }
    }

    fn holds_parameter(&self, declared: &str, kind: &Type) -> bool {
        let (by, kind_given) = match declared.split_once(' ') {
            Some((by, rest)) => (by, rest.split_once(" As ").map_or("", |(_, kind)| kind)),
            None => return false,
        };
        match kind {
            Type::HandleOut(_) | Type::SizeOut => by == "ByRef" && kind_given == "LongPtr",
            // By value, or an address would be passed; not a String, which would be made ANSI.
            _ => by == "ByVal" && self.holds_result(kind_given, kind),
        }
    }
}

fn constants(lines: &[String]) -> BTreeMap<&str, &str> {
    let pairs = lines.iter().filter_map(|line| line.trim().split_once(" = "));
    let pairs = pairs.map(|(name, value)| (name.strip_prefix("Private Const ").unwrap_or(name), value));
    let pairs = pairs.map(|(name, value)| (name.strip_suffix(" As Long").unwrap_or(name), value));
    pairs.filter(|(name, _)| name.starts_with("ZOOM_") && !name.contains(' ')).collect()
}

/// Calls of the library with another number of arguments than it takes.
fn calls(line: &str, header: &Header) -> Vec<String> {
    let mut wrong = Vec::new();
    let code = line.trim_start();
    if code.starts_with('\'') || code.contains("Declare ") {
        return wrong;
    }
    for (at, _) in code.match_indices("zoom_") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"') {
            continue;
        }
        let rest = &code[at..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let Some(function) = header.function(name) else { continue };
        let given = compare::arguments(rest.strip_prefix('(').unwrap_or(rest), &['"']).len();
        if given != function.parameters.len() {
            wrong.push(format!("{name}: it has {} parameters, a call gives {given}", function.parameters.len()));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::root;
    use std::fs;

    #[test]
    fn seeded_faults_are_found() {
        let read = |path: &str| fs::read_to_string(root().join(path)).expect(path);
        let header = Header::read(&read("include/zoomuser.h")).expect("a header");
        let set = "PtrSafe Function zoom_client_set_utf16 Lib \"zoomuser.dll\" (ByVal client As LongPtr";
        let faults = [
            // Text that would become ANSI, an address by reference, a number too narrow or too wide.
            (
                "ByVal optionName As LongPtr",
                "ByVal optionName As String",
                "zoom_client_set_utf16: parameter 2 is Utf16",
            ),
            ("ByRef out As LongPtr", "ByVal out As LongPtr", "zoom_update_user_utf16: parameter 5 is HandleOut"),
            (set, &set.replace("ByVal", "ByRef"), "zoom_client_set_utf16: parameter 1 is Handle"),
            (set, &set.replace("LongPtr", "Long"), "64-bit VBA: zoom_client_set_utf16: parameter 1 is Handle"),
            ("(ByVal status As Long)", "(ByVal status As LongPtr)", "zoom_status_name_utf16: parameter 1 is Int32"),
            ("As LongLong", "As Long", "64-bit VBA: zoom_result_number_utf16: the result is Int64"),
            ("As Currency", "As Long", "32-bit VBA: zoom_result_number_utf16: the result is Int64"),
            (
                "zoom_client_new Lib \"zoomuser.dll\" () As LongPtr",
                "zoom_client_new Lib \"zoomuser.dll\" () As Long",
                "zoom_client_new: the result is Handle",
            ),
            ("Sub zoom_cleanup Lib", "Function zoom_cleanup Lib", "a Function has a type"),
            // A parameter less, a name that is not there, another file, a host without PtrSafe or with it.
            (
                "zoom_form_free Lib \"zoomuser.dll\" (ByVal form As LongPtr)",
                "zoom_form_free Lib \"zoomuser.dll\" ()",
                "declared are 0",
            ),
            (
                "PtrSafe Function zoom_form_new ",
                "PtrSafe Function zoom_form_knew ",
                "zoom_form_knew: the header has no such function",
            ),
            (
                "zoom_form_new Lib \"zoomuser.dll\"",
                "zoom_form_new Lib \"zoom.dll\"",
                "zoom_form_new: expected \"zoomuser.dll\"",
            ),
            ("PtrSafe Function zoom_form_new ", "Function zoom_form_new ", "64-bit VBA: PtrSafe is for VBA 7"),
            (
                "Private Declare Function zoom_form_new ",
                "Private Declare PtrSafe Function zoom_form_new ",
                "VB6: PtrSafe is for VBA 7",
            ),
            ("Public Enum LongPtr", "Public Enum LongPointer", "VB6: LongPtr is the compiler's own"),
            // Calls.
            ("zoom_form_new())", "zoom_form_new(0))", "zoom_form_new: it has 0 parameters, a call gives 1"),
            (
                "Then zoom_client_free Client",
                "Then zoom_client_free",
                "zoom_client_free: it has 1 parameters, a call gives 0",
            ),
            // What is left out, constants, the form of the file.
            ("' Left out: zoom_client_cancel", "' Left out:", "zoom_client_cancel: neither declared nor left out"),
            ("' Left out: zoom_client_cancel", "' Left out: zoom_gone zoom_client_cancel", "zoom_gone: left out, but"),
            ("ZOOM_E_BUSY = 7", "ZOOM_E_BUSY = 6", "ZOOM_E_BUSY: the header says 7"),
            ("    ZOOM_E_IO = 25\r\n", "", "ZOOM_E_IO: missing"),
            ("ZOOM_ABI_VERSION As Long = 1", "ZOOM_ABI_VERSION As Long = 2", "ZOOM_ABI_VERSION: the header says"),
            ("ZOOM_E_IO = 25\r\n", "ZOOM_E_IO = 25\n", "expected CR LF"),
            ("#If VBA7 Then", "#If VBA6 Then", "the directive `#If VBA6 Then` is not known"),
        ];
        compare::expect_found(&read("bindings/vba/Zoomuser.bas"), |text| check(text, &header), &faults);
    }
}

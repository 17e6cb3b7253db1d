//! The include of AutoIt, whose declarations stand in its calls.

use super::compare::{self, Declared, Types};
use super::header::{Header, Type};
use std::collections::BTreeMap;

const LEFT_OUT: &str = "; Left out:";
const CALL: &str = "DllCall($__g_hZoomDll, ";
const QUOTES: &[char] = &['"', '\''];

struct AutoIt;

/// Everything that is not as the header says.
pub(super) fn check(text: &str, header: &Header) -> Vec<String> {
    let mut wrong = compare::form(text);
    let joined = text.replace(" _\r\n", " ");
    let mut declared = Vec::new();
    for line in joined.lines().map(str::trim).filter(|line| line.contains("DllCall(") && !line.starts_with(';')) {
        match line.split_once(CALL).and_then(|(_, rest)| declaration(rest)) {
            Some(declaration) => {
                wrong.extend(results(&joined, line, &declaration));
                declared.push(declaration);
            }
            None => wrong.push(format!("cannot read `{line}`")),
        }
    }
    wrong.extend(compare::functions(&declared, &compare::left_out(text, LEFT_OUT), header, &AutoIt));
    let constants = joined.lines().filter_map(|line| line.strip_prefix("Global Const $")?.split_once(" = "));
    wrong.extend(compare::constants(&constants.collect::<BTreeMap<_, _>>(), "ZOOM_ABI_VERSION", header));
    wrong
}

/// `"int", "zoom_name", "ptr", $a, "wstr", $b)`: types and values by turns.
fn declaration(rest: &str) -> Option<Declared<'_>> {
    let given = compare::arguments(rest, QUOTES);
    let quoted = |text: &str| text.len() > 2 && text.starts_with('"') && text.ends_with('"');
    let [result, name, types @ ..] = given.as_slice() else { return None };
    // Types have quotes, and each its value.
    if types.len() % 2 != 0 || ![result, name].into_iter().chain(types.iter().step_by(2)).all(|text| quoted(text)) {
        return None;
    }
    let parameters = types.iter().step_by(2).map(|kind| kind.trim_matches('"')).collect();
    Some(Declared { name: name.trim_matches('"'), result: result.trim_matches('"'), parameters })
}

/// What a call puts by reference is read from its place in the array that comes back.
fn results(text: &str, line: &str, declaration: &Declared<'_>) -> Vec<String> {
    let places = declaration.parameters.iter().enumerate().filter(|(_, kind)| kind.ends_with('*'));
    let after = text.split_once(line).map_or("", |(_, after)| after);
    let function = after.split_once("EndFunc").map_or("", |(body, _)| body);
    let (name, mut wrong) = (declaration.name, Vec::new());
    for place in places.map(|(i, _)| i + 1).filter(|place| !function.contains(&format!("$aCall[{place}]"))) {
        wrong.push(format!("{name}: what parameter {place} gives is not read from $aCall[{place}]"));
    }
    wrong
}

impl Types for AutoIt {
    fn holds_result(&self, declared: &str, kind: &Type) -> bool {
        match kind {
            Type::Void => declared == "none",
            Type::Int32 => declared == "int",
            Type::Uint32 => declared == "uint",
            Type::Int64 => declared == "int64",
            Type::Size => declared == "ulong_ptr",
            Type::Utf16 => declared == "wstr",
            _ => declared == "ptr",
        }
    }

    fn holds_parameter(&self, declared: &str, kind: &Type) -> bool {
        match kind {
            // A text, or an address, which may be 0.
            Type::Utf16 => matches!(declared, "wstr" | "ptr"),
            Type::HandleOut(_) => declared == "ptr*",
            Type::SizeOut => declared == "ulong_ptr*",
            _ => self.holds_result(declared, kind),
        }
    }
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
        let faults = [
            (
                "\"wstr\", \"zoom_version_utf16\"",
                "\"str\", \"zoom_version_utf16\"",
                "zoom_version_utf16: the result is Utf16",
            ),
            ("\"none\", \"zoom_cleanup\"", "\"int\", \"zoom_cleanup\"", "zoom_cleanup: the result is Void"),
            ("\"int64\", \"zoom_result_number_utf16\"", "\"int\", \"zoom_result_number_utf16\"", "the result is Int64"),
            ("\"int64\", $vValue", "\"int\", $vValue", "zoom_user_patch_set_int_utf16: parameter 3 is Int64"),
            (
                "\"ptr\", $hClient, \"wstr\", $sOption",
                "\"int\", $hClient, \"wstr\", $sOption",
                "zoom_client_set_utf16: parameter 1 is Handle",
            ),
            ("\"wstr\", $sOption, ", "\"str\", $sOption, ", "zoom_client_set_utf16: parameter 2 is Utf16"),
            ("\"wstr\", $sOption, ", "", "zoom_client_set_utf16: it has 3 parameters, declared are 2"),
            ("\"ulong_ptr\", $iIndex", "\"uint\", $iIndex", "zoom_result_item_utf16: parameter 3 is Size"),
            ("\"ulong_ptr*\", 0", "\"ulong_ptr\", 0", "zoom_result_body: parameter 2 is SizeOut"),
            (
                "\"ptr*\", 0, \"ptr\", 0, \"ulong_ptr\", 0",
                "\"ptr\", 0, \"ptr\", 0, \"ulong_ptr\", 0",
                "zoom_update_user_utf16: parameter 5 is HandleOut",
            ),
            (
                "__Zoom_Ended($aCall[0], $aCall[5])",
                "__Zoom_Ended($aCall[0], $aCall[4])",
                "what parameter 5 gives is not read",
            ),
            ("\"zoom_form_new\"", "\"zoom_form_knew\"", "zoom_form_knew: the header has no such function"),
            ("; Left out: zoom_client_cancel", "; Left out:", "zoom_client_cancel: neither declared nor left out"),
            ("$ZOOM_E_BUSY = 7", "$ZOOM_E_BUSY = 6", "ZOOM_E_BUSY: the header says 7"),
            ("$ZOOM_E_NOT_LOADED = -1", "$ZOOM_E_NOT_LOADED = 70", "ZOOM_E_NOT_LOADED: the header has no such status"),
        ];
        compare::expect_found(&read("bindings/autoit/zoomuser.au3"), |text| check(text, &header), &faults);
    }
}

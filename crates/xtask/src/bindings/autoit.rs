//! The include of AutoIt, whose calls contain the declarations.

use super::compare;
use super::raw::status_constants;
use crate::c_api::Api;
use crate::c_api::function::Type;

const CALL: &str = "DllCall($__g_hZoomDll, ";
const QUOTES: &[char] = &['"', '\''];

/// The statuses, and the number of the ABI.
pub(super) fn constants(api: &Api, _: &[&str]) -> String {
    let before = "Global Const $";
    format!("{}{before}ZOOM_ABI_VERSION = {}\n", status_constants(before, " = "), api.abi_version)
}

/// Faults in the calls.
pub(super) fn check(text: &str, api: &Api) -> Vec<String> {
    let mut wrong = Vec::new();
    let joined = text.replace(" _\n", " ");
    for line in joined.lines().filter(|line| line.contains("DllCall(")) {
        let Some((name, result, parameters)) = line.split_once(CALL).and_then(|(_, rest)| declaration(rest)) else {
            wrong.push(format!("cannot read `{}`", line.trim()));
            continue;
        };
        wrong.extend(results(&joined, line, name, &parameters));
        let Some(function) = api.function(name) else {
            wrong.push(format!("{name}: the header has no such function"));
            continue;
        };
        let fits = |(given, wanted): (&&str, &Type)| {
            // A text, or an address, which may be 0.
            *given == word(wanted) || (*given == "ptr" && *wanted == Type::Utf16)
        };
        let wanted = function.parameters.iter().map(|parameter| &parameter.kind);
        let all_fit = parameters.len() == wanted.len() && parameters.iter().zip(wanted).all(fits);
        if result != word(&function.result) || !all_fit {
            let wanted = function.list(", ", |parameter| word(&parameter.kind).to_owned());
            let (given, answer) = (parameters.join(", "), word(&function.result));
            wrong.push(format!("expected {answer} {name}({wanted}), got {result} {name}({given})"));
        }
    }
    wrong
}

/// The word of AutoIt for a type. An address that is put somewhere has its place in the parameters only.
fn word(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "none",
        Type::Int32 => "int",
        Type::Uint32 => "uint",
        Type::Int64 => "int64",
        Type::Size => "ulong_ptr",
        Type::Utf16 => "wstr",
        Type::HandleOut(_) => "ptr*",
        Type::SizeOut => "ulong_ptr*",
        _ => "ptr",
    }
}

/// `"int", "zoom_name", "ptr", $a, "wstr", $b)`: the name, the type of the result, and those of the parameters, each of which
/// has a value behind it.
fn declaration(rest: &str) -> Option<(&str, &str, Vec<&str>)> {
    let given = compare::arguments(rest, QUOTES);
    let [result, name, types @ ..] = given.as_slice() else { return None };
    let types: Option<Vec<&str>> = types.iter().step_by(2).map(|text| unquoted(text)).collect();
    (given.len() % 2 == 0).then_some((unquoted(name)?, unquoted(result)?, types?))
}

fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// What a call puts by reference is read from its place in the array that comes back.
fn results(text: &str, line: &str, name: &str, parameters: &[&str]) -> Vec<String> {
    let after = text.split_once(line).map_or("", |(_, after)| after);
    let function = after.split_once("EndFunc").map_or("", |(body, _)| body);
    let places = parameters.iter().enumerate().filter(|(_, kind)| kind.ends_with('*')).map(|(i, _)| i + 1);
    let unread = places.filter(|place| !function.contains(&format!("$aCall[{place}]")));
    unread.map(|place| format!("{name}: what parameter {place} gives is not read from $aCall[{place}]")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_faults_are_found() {
        let client_set = "expected int zoom_client_set_utf16(ptr, wstr, wstr)";
        let faults = [
            (
                "\"wstr\", \"zoom_version_utf16\"",
                "\"str\", \"zoom_version_utf16\"",
                "expected wstr zoom_version_utf16()",
            ),
            ("\"none\", \"zoom_cleanup\"", "\"int\", \"zoom_cleanup\"", "expected none zoom_cleanup()"),
            (
                "\"int64\", \"zoom_result_number_utf16\"",
                "\"int\", \"zoom_result_number_utf16\"",
                "expected int64 zoom_result",
            ),
            (
                "\"int64\", $vValue",
                "\"int\", $vValue",
                "expected int zoom_user_patch_set_int64_utf16(ptr, wstr, int64)",
            ),
            ("\"ptr\", $hClient, \"wstr\", $sOption", "\"int\", $hClient, \"wstr\", $sOption", client_set),
            ("\"wstr\", $sOption, ", "\"str\", $sOption, ", client_set),
            ("\"wstr\", $sOption, ", "", client_set),
            (
                "\"ulong_ptr\", $iIndex",
                "\"uint\", $iIndex",
                "expected wstr zoom_result_item_utf16(ptr, wstr, ulong_ptr, wstr)",
            ),
            ("\"ulong_ptr*\", 0", "\"ulong_ptr\", 0", "expected ptr zoom_result_body(ptr, ulong_ptr*)"),
            (
                "\"ptr*\", 0, \"ptr\", 0, \"ulong_ptr\", 0",
                "\"ptr\", 0, \"ptr\", 0, \"ulong_ptr\", 0",
                "zoom_update_user_utf16(wstr, wstr, wstr, wstr, ptr*, ptr, ulong_ptr)",
            ),
            (
                "__Zoom_Ended($aCall[0], $aCall[5])",
                "__Zoom_Ended($aCall[0], $aCall[4])",
                "what parameter 5 gives is not read",
            ),
            ("\"zoom_form_new\"", "\"zoom_form_knew\"", "zoom_form_knew: the header has no such function"),
            ("\"ptr\", $hClient, \"wstr\"", "$hClient, \"wstr\"", "cannot read"),
        ];
        compare::expect_found("bindings/autoit/zoomuser.au3", check, &faults);
    }
}

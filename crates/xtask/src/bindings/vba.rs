//! The VBA module, which is compiled in three ways: by 64-bit Office, 32-bit Office and VB6.

use super::compare;
use super::raw::{each, status_constants, wrapped};
use crate::c_api::Api;
use crate::c_api::function::{Function, Parameter, Type};

/// Functions of Windows; `Declare` becomes `Declare PtrSafe` in VBA 7.
const WINDOWS: &str = "    \
    Private Declare Function LoadLibraryW Lib \"kernel32\" (ByVal fileName As LongPtr) As LongPtr
    Private Declare Function lstrlenW Lib \"kernel32\" (ByVal text As LongPtr) As Long
    Private Declare Sub RtlMoveMemory Lib \"kernel32\" (ByVal target As LongPtr, _
        ByVal source As LongPtr, ByVal byteCount As LongPtr)
    Private Declare Function MultiByteToWideChar Lib \"kernel32\" (ByVal codePage As Long, ByVal flags As Long, _
        ByVal bytes As LongPtr, ByVal byteCount As Long, ByVal text As LongPtr, ByVal textLength As Long) As Long
    Private Declare Function WideCharToMultiByte Lib \"kernel32\" (ByVal codePage As Long, ByVal flags As Long, _
        ByVal text As LongPtr, ByVal textLength As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
        ByVal replacement As LongPtr, ByVal wasReplaced As LongPtr) As Long
";

/// A number of 64 bits in 32-bit VBA and VB6: in ten-thousandths, and in the same registers.
const WIDE_NUMBER: &str = "Currency";

/// The number of the ABI, and the statuses.
pub(super) fn constants(api: &Api, _: &[&str]) -> String {
    let statuses = status_constants("    ", " = ");
    let abi = api.abi_version;
    format!("Private Const ZOOM_ABI_VERSION As Long = {abi}\n\nPublic Enum ZoomStatus\n{statuses}End Enum\n")
}

/// The functions of Windows and of the library.
pub(super) fn declarations(api: &Api, left_out: &[&str]) -> String {
    let functions: Vec<&Function> =
        api.utf16_functions().filter(|function| !left_out.contains(&function.base())).collect();
    let vb6 = format!("{WINDOWS}{}", each(&functions, |function| declaration(function, WIDE_NUMBER)));
    let vba7 = each(functions, |function| match declaration(function, "LongLong") {
        // What has such a number is declared in both ways.
        long_long if long_long.contains("LongLong") => {
            let inside = |text: String| each(text.lines(), |line| format!("    {line}\n"));
            let (long_long, currency) = (inside(long_long), inside(declaration(function, WIDE_NUMBER)));
            format!("    #If Win64 Then\n{long_long}    #Else\n{currency}    #End If\n")
        }
        same => same,
    });
    let vba7 = format!("{WINDOWS}{vba7}").replace(" Declare ", " Declare PtrSafe ");
    format!(
        "#If VBA7 Then
{vba7}#Else
    ' VB6 and VBA 6 know no LongPtr: there it is a Long.
    Public Enum LongPtr
        [_]
    End Enum
{vb6}#End If
"
    )
}

fn declaration(function: &Function, wide: &'static str) -> String {
    let (form, result) = match function.result {
        Type::Void => ("Sub", String::new()),
        _ => ("Function", format!(" As {}", type_of(&function.result, wide))),
    };
    let parameters = function.list(", ", |one| parameter(one, wide));
    let line = format!("Private Declare {form} {} Lib \"zoomuser.dll\" ({parameters}){result}", function.name);
    format!("    {}\n", wrapped(&line, 110, " _\n        "))
}

fn parameter(parameter: &Parameter, wide: &'static str) -> String {
    // By value, or the address of an address would be passed; never a String, which would be made ANSI.
    let by = if matches!(parameter.kind, Type::HandleOut(_) | Type::SizeOut) { "ByRef" } else { "ByVal" };
    format!("{by} {} As {}", compare::parameter_name(&parameter.name), type_of(&parameter.kind, wide))
}

fn type_of(kind: &Type, wide: &'static str) -> &'static str {
    match kind {
        Type::Int32 | Type::Uint32 => "Long",
        Type::Int64 => wide,
        _ => "LongPtr",
    }
}

/// Faults in the calls that are written by hand.
pub(super) fn check(text: &str, api: &Api) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in text.replace(" _\n", " ").lines() {
        compare::calls(line, api, &mut wrong);
    }
    wrong
}

/// The files that call what the module offers.
pub(super) const CALLERS: [&str; 2] = ["bindings/vba/ZoomSheet.bas", "examples/vba/update_user.bas"];

/// Faults in the calls of the module by another file.
pub(super) fn check_caller(module: &str, caller: &str) -> Vec<String> {
    let offered = procedures(module, "Public ");
    let own = procedures(caller, "");
    let mut wrong = compare::form(caller);
    for line in code(caller).lines().filter(|line| !is_declared(line)) {
        for (at, name) in names(line) {
            let rest = &line[at + name.len()..];
            let before = line[..at].trim_end();
            if before.ends_with(" As") || own.iter().any(|(known, ..)| *known == name) {
                continue;
            }
            let Some((_, least, most)) = offered.iter().find(|(known, ..)| *known == name) else {
                wrong.push(format!("{name}: the module has no such procedure"));
                continue;
            };
            let given = compare::arguments(rest.strip_prefix('(').unwrap_or(rest), &['"']).len();
            if !(*least..=*most).contains(&given) {
                wrong.push(format!("{name}: it takes {least} to {most} arguments, a call gives {given}"));
            }
        }
    }
    wrong
}

/// The procedures of a file that begin with this word: name, and the least and most arguments.
fn procedures<'a>(text: &'a str, visible: &str) -> Vec<(&'a str, usize, usize)> {
    let heads = text.match_indices("Function Zoom").chain(text.match_indices("Sub Zoom"));
    let procedure = |(at, _): (usize, &str)| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        if !text[line..at].starts_with(visible) || !matches!(text[line..at].trim_end(), "Public" | "Private" | "") {
            return None;
        }
        let (_, head) = text[at..].split_once(' ')?;
        let (name, parameters) = head.split_once('(')?;
        let parameters = compare::arguments(parameters, &['"']);
        let optional =
            parameters.iter().filter(|one| one.trim_start_matches(['_', '\r', '\n', ' ']).starts_with("Optional"));
        let most = parameters.len();
        Some((name, most - optional.count(), most))
    };
    heads.filter_map(procedure).collect()
}

/// A file without comments, its lines joined where they go on.
fn code(text: &str) -> String {
    let line = |line: &str| {
        let comment = line.match_indices('\'').find(|(at, _)| line[..*at].matches('"').count() % 2 == 0);
        comment.map_or(line, |(at, _)| &line[..at]).trim_end().to_owned() + "\n"
    };
    text.lines().map(line).collect::<String>().replace(" _\n", " ")
}

/// Whether a line begins a procedure or is no code.
fn is_declared(line: &str) -> bool {
    line.contains("Function ") || line.contains("Sub ") || line.starts_with("Attribute ")
}

/// The names such as ZoomUpdate in a line, outside of texts.
fn names(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices("Zoom").filter_map(move |(at, _)| {
        let name = &line[at..at + line[at..].find(|c| !is_name(c)).unwrap_or(line.len() - at)];
        let is_quoted = line[..at].matches('"').count() % 2 == 1;
        let is_whole = !line[..at].ends_with(is_name) && name.len() > "Zoom".len();
        (is_whole && !is_quoted).then_some((at, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_wide_as_those_of_the_library() {
        let text = declarations(&Api::read().expect("the C API"), &["zoom_client_plan"]);
        assert_eq!(text.matches(" As LongLong\n    #Else\n").count(), 1);
        for expected in [
            "Declare PtrSafe Function zoom_result_count_utf16 Lib \"zoomuser.dll\" (ByVal result As LongPtr, ",
            "ByVal what As LongPtr) As Currency\n    #End If\n",
            "Declare PtrSafe Sub zoom_cleanup Lib \"zoomuser.dll\" ()\n",
            "Declare Function zoom_status_name_utf16 Lib \"zoomuser.dll\" (ByVal status As Long) As LongPtr\n",
            "ByRef out As LongPtr, _\n        ByVal message As LongPtr",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
        assert!(!text.contains("zoom_client_plan"));
    }

    #[test]
    fn seeded_faults_of_a_caller_are_found() {
        let [module, sheet] =
            ["bindings/vba/Zoomuser.bas", CALLERS[0]].map(|path| crate::files::read(path).expect(path));
        assert_eq!(check_caller(&module, &sheet), Vec::<String>::new());
        let faults = [
            ("ZoomFreeBulk Bulk", "ZoomFreeBulk", "ZoomFreeBulk: it takes 1 to 1 arguments, a call gives 0"),
            ("ZoomBulkAdd(Bulk, ", "ZoomBulkAdd(", "ZoomBulkAdd: it takes 3 to 3 arguments, a call gives 2"),
            (
                "ZoomCheck(Patches(I))",
                "ZoomCheck(Patches(I), 1)",
                "ZoomCheck: it takes 1 to 1 arguments, a call gives 2",
            ),
            ("ZoomRowText(Row, ", "ZoomRowName(Row, ", "ZoomRowName: the module has no such procedure"),
            ("\r\n' zoomuser.dll", "\n' zoomuser.dll", "expected CR LF at its end"),
        ];
        for (from, to, expected) in faults {
            assert!(sheet.contains(from), "{from}");
            let wrong = check_caller(&module, &sheet.replace(from, to));
            assert!(wrong.iter().any(|why| why.contains(expected)), "{from}: {wrong:?}");
        }
    }

    #[test]
    fn seeded_faults_are_found() {
        let faults = [
            ("zoom_form_new())", "zoom_form_new(0))", "zoom_form_new: it has 0 parameters, a call gives 1"),
            (
                "Then zoom_client_free Client",
                "Then zoom_client_free",
                "zoom_client_free: it has 1 parameters, a call gives 0",
            ),
        ];
        compare::expect_found("bindings/vba/Zoomuser.bas", check, &faults);
    }
}

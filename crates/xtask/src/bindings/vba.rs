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

//! The program of Visual FoxPro and its header. FoxPro has 32 bits, so that an address is an INTEGER.

use super::compare;
use super::raw::{each, status_constants, wrapped};
use crate::c_api::Api;
use crate::c_api::function::{Function, Parameter, Type};

/// The statuses, and the number of the ABI.
pub(super) fn constants(api: &Api, _: &[&str]) -> String {
    format!("{}#DEFINE ZOOM_ABI_VERSION {}\n", status_constants("#DEFINE ", " "), api.abi_version)
}

/// `DECLARE INTEGER name IN zoomuser.dll INTEGER a, STRING b`.
pub(super) fn declarations(api: &Api, left_out: &[&str]) -> String {
    let declaration = |function: &Function| {
        let result = match function.result {
            Type::Void => "",
            // Bytes come as an address, for SYS(2600); other text is copied by FoxPro.
            Type::Utf8 if !function.gives_bytes() => "STRING ",
            // Of 64 bits the lower half arrives, which holds every number of a result.
            _ => "INTEGER ",
        };
        let line = format!("DECLARE {result}{} IN zoomuser.dll {}", function.name, function.list(", ", parameter));
        format!("\t{}\n", wrapped(line.trim_end(), 110, " ;\n\t\t"))
    };
    // FoxPro has no type for the parameter of a function that takes 64 bits.
    let takes_64_bits = |function: &Function| function.parameters.iter().any(|one| one.kind == Type::Int64);
    let functions = api.plain_functions().filter(|one| !left_out.contains(&one.base()) && !takes_64_bits(one));
    each(functions, declaration)
}

fn parameter(parameter: &Parameter) -> String {
    let (kind, by) = match parameter.kind {
        Type::Utf8 | Type::Bytes => ("STRING", ""),
        Type::HandleOut(_) | Type::SizeOut => ("INTEGER", "@"),
        _ => ("INTEGER", ""),
    };
    format!("{kind} {by}{}", compare::parameter_name(&parameter.name))
}

/// Faults in the calls that are written by hand.
pub(super) fn check(text: &str, api: &Api) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in text.replace('\t', " ").replace(" ;\n", " ").lines() {
        for (function, arguments) in compare::calls(line, api, &mut wrong) {
            for (argument, parameter) in arguments.iter().zip(&function.parameters) {
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

    #[test]
    fn texts_are_copied_and_results_are_put_by_reference() {
        let text = declarations(&Api::read().expect("the C API"), &["zoom_client_plan"]).replace(" ;\n\t\t", " ");
        for expected in [
            "\tDECLARE zoom_cleanup IN zoomuser.dll\n",
            "\tDECLARE STRING zoom_status_name IN zoomuser.dll INTEGER status\n",
            "\tDECLARE INTEGER zoom_result_body IN zoomuser.dll INTEGER result, INTEGER @byteCount\n",
            "INTEGER client, STRING method, STRING pathAndQuery, STRING headers, STRING body, INTEGER byteCount, INTEGER @out\n",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
        assert!(!text.contains("zoom_client_plan") && !text.contains("_n IN") && !text.contains("_int64"));
    }

    #[test]
    fn seeded_faults_are_found() {
        let faults = [
            (
                "THIS.HandleOf(toPatch, \"ZoomPatch\"), @lnResult)",
                "THIS.HandleOf(toPatch, \"ZoomPatch\"), lnResult)",
                "a call gives `lnResult` for out",
            ),
            ("zoom_form_new())", "zoom_form_new(0))", "zoom_form_new: it has 0 parameters, a call gives 1"),
        ];
        compare::expect_found("bindings/foxpro/zoomuser.prg", check, &faults);
    }
}

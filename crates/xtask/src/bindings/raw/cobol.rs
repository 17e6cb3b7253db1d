//! COBOL: a copybook of constants, and a program for each C function, which COBOL cannot declare.

use super::{NOTICE, each};
use crate::c_api::function::{Function, Parameter, Type};
use crate::c_api::{Api, statuses};

/// Text between columns 8 and 72 is good for fixed and for free format.
const MARGIN: &str = "       ";

/// `bindings/cobol/zoomuser-constants.cpy`.
pub(in crate::bindings) fn constants(api: &Api) -> String {
    let constant = |(name, value): (&str, String)| {
        let name = cobol_name(name);
        let apart = if name.len() + value.len() > 45 { "\n   " } else { "" };
        format!("78  {name}{apart} VALUE {value}.\n")
    };
    let statuses = each(statuses(), |(name, _, number)| constant((&name, number.to_string())));
    let texts = each(api.texts(), |(name, value)| constant((name, format!("\"{value}\""))));
    let abi = constant(("ZOOM_ABI", api.abi_version.to_string()));
    indented(&format!("*> {}\n{abi}{statuses}{texts}", notice()))
}

/// `bindings/cobol/zoomuser-raw.cbl`.
pub(in crate::bindings) fn programs(api: &Api) -> String {
    indented(&format!(
        "*> {}
*> One program for each C function of UTF-8 text; UTF-16 is
*> left out: PIC N is not that everywhere. ZRAW-CLIENT-SET calls
*> zoom_client_set. All is given by reference, the return value
*> last. Texts end with a NUL: z\"...\". Lengths are BINARY-DOUBLE.
{}",
        notice(),
        each(api.utf8_functions(), program)
    ))
}

/// Short enough for a line of COBOL.
fn notice() -> String {
    NOTICE.replace(" Not to be changed by hand.", "")
}

fn indented(text: &str) -> String {
    each(text.lines(), |line| if line.is_empty() { "\n".to_owned() } else { format!("{MARGIN}{line}\n") })
}

fn program(function: &Function) -> String {
    // A name has at most 31 signs.
    let name = cobol_name(&function.name.replacen("zoom_", "zraw_", 1));
    let is_wide = matches!(function.result, Type::Int64 | Type::Size);
    let of = |kinds: &[Type]| function.parameters.iter().filter(|one| kinds.contains(&one.kind)).collect::<Vec<_>>();
    let mut storage = String::new();
    if is_wide {
        // CALL takes an answer for an int, unless it is an address.
        storage += "01  W-ANSWER USAGE POINTER.\n";
        storage += &as_wide_as_an_address("01  W-NUMBER REDEFINES W-ANSWER", "SIGNED");
    }
    storage += &each(of(&[Type::Size, Type::SizeOut]), |one| {
        as_wide_as_an_address(&format!("01  {}", local(one)), "UNSIGNED")
    });
    let mut names: Vec<String> = function.parameters.iter().map(linkage).collect();
    let mut section = each(&function.parameters, |one| {
        let kind = if one.kind == Type::Utf8 { "PIC X ANY LENGTH" } else { cobol_type(&one.kind) };
        format!("01  {} {kind}.\n", linkage(one))
    });
    if function.result != Type::Void {
        section += &format!("01  P-ANSWER {}.\n", cobol_type(&function.result));
        names.push("P-ANSWER".to_owned());
    }
    let using = if names.is_empty() { String::new() } else { format!(" USING\n    {}", names.join("\n    ")) };
    let (returned, answer) = match function.result {
        Type::Void => ("OMITTED", ""),
        _ if is_wide => ("W-ANSWER", "    MOVE W-NUMBER TO P-ANSWER\n"),
        _ => ("P-ANSWER", ""),
    };
    format!(
        "
IDENTIFICATION DIVISION.
PROGRAM-ID. {name}.
ENVIRONMENT DIVISION.
CONFIGURATION SECTION.
SPECIAL-NAMES.
>>IF OS = \"WINDOWS\"
    CALL-CONVENTION 64 IS ZOOM-CALL.
>>ELSE
    CALL-CONVENTION 0 IS ZOOM-CALL.
>>END-IF
DATA DIVISION.
WORKING-STORAGE SECTION.
{storage}LINKAGE SECTION.
{section}PROCEDURE DIVISION{using}.
{sizes}    CALL ZOOM-CALL \"{c_name}\"
{arguments}{padding}        RETURNING {returned}
{answer}{lengths}    GOBACK.
END PROGRAM {name}.
",
        sizes = each(of(&[Type::Size]), |one| format!("    MOVE {} TO {}\n", linkage(one), local(one))),
        c_name = function.name,
        arguments = each(function.parameters.iter().enumerate(), argument),
        padding = padding(function),
        lengths = each(of(&[Type::SizeOut]), |one| format!("    MOVE {} TO {}\n", local(one), linkage(one))),
    )
}

fn argument((i, parameter): (usize, &Parameter)) -> String {
    let (passed, name) = match parameter.kind {
        Type::HandleOut(_) | Type::Utf8 => ("REFERENCE", linkage(parameter)),
        Type::SizeOut => ("REFERENCE", local(parameter)),
        // Without its size a number is passed as an int, cut.
        Type::Int64 => ("VALUE SIZE 8", linkage(parameter)),
        Type::Size => ("VALUE SIZE AUTO", local(parameter)),
        _ => ("VALUE", linkage(parameter)),
    };
    format!("        {} BY {passed} {name}\n", if i == 0 { "USING" } else { "     " })
}

/// A COBOL program that C calls back receives as many arguments as the last CALL had, and the longest callback has four. A call
/// that may lead to one gets some more, which C does not look at; stdcall, on 32-bit Windows, would not bear them.
fn padding(function: &Function) -> String {
    const LONGEST: usize = 4;
    let may_call_back = function.parameters.iter().any(|parameter| matches!(parameter.kind, Type::HandleOut(_)));
    match LONGEST.saturating_sub(function.parameters.len()) {
        missing if may_call_back && missing > 0 => {
            format!(">>IF P64 IS SET\n{}>>END-IF\n", "              BY VALUE 0\n".repeat(missing))
        }
        _ => String::new(),
    }
}

/// A number of the width of an address.
fn as_wide_as_an_address(declaration: &str, sign: &str) -> String {
    format!(
        ">>IF P64 IS SET\n{declaration} BINARY-DOUBLE {sign}.\n>>ELSE\n{declaration} BINARY-LONG {sign}.\n>>END-IF\n"
    )
}

/// In the linkage section; the prefix keeps it from being a reserved word.
fn linkage(parameter: &Parameter) -> String {
    cobol_name(&format!("p_{}", parameter.name))
}

fn local(parameter: &Parameter) -> String {
    cobol_name(&format!("w_{}", parameter.name))
}

fn cobol_name(name: &str) -> String {
    name.to_ascii_uppercase().replace('_', "-")
}

fn cobol_type(kind: &Type) -> &'static str {
    match kind {
        Type::Int32 => "BINARY-LONG SIGNED",
        Type::Uint32 => "BINARY-LONG UNSIGNED",
        Type::Int64 | Type::Size | Type::SizeOut => "BINARY-DOUBLE SIGNED",
        Type::Callback(_) => "USAGE PROGRAM-POINTER",
        _ => "USAGE POINTER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_column_72() {
        let api = Api::read().expect("the C API");
        let text = constants(&api) + &programs(&api);
        assert!(text.lines().all(|line| line.len() <= 72), "{text}");
    }

    #[test]
    fn wide_numbers_are_passed_whole_and_calls_that_call_back_have_four_arguments() {
        let text = programs(&Api::read().expect("the C API"));
        let program = |name: &str| {
            let (_, rest) = text.split_once(&format!("PROGRAM-ID. {name}.")).expect(name);
            rest.split_once("END PROGRAM").expect(name).0.to_owned()
        };
        assert!(program("ZRAW-USER-PATCH-SET-INT64").contains("BY VALUE SIZE 8 P-VALUE"));
        assert!(program("ZRAW-RESULT-NUMBER").contains("RETURNING W-ANSWER"));
        assert_eq!(program("ZRAW-USER-PATCH-CHECK").matches(" BY VALUE ").count(), 3);
        assert_eq!(program("ZRAW-USER-PATCH-CHECK").matches(" BY REFERENCE ").count(), 1);
        assert!(!program("ZRAW-USER-PATCH-SET-INT64").contains("BY VALUE 0"));
    }
}

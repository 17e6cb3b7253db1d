//! COBOL: a copybook of constants, and a program for each C function, which COBOL cannot declare.

use super::NOTICE;
use crate::bindings::header::{Function, Header, Parameter, Type};
use std::fmt::Write;

/// Text between columns 8 and 72 is good for fixed and for free format.
const MARGIN: &str = "       ";

/// `bindings/cobol/zoomuser-constants.cpy`.
pub(in crate::bindings) fn constants(header: &Header) -> String {
    let mut text = format!("{MARGIN}*> Made from include/zoomuser.h by `cargo xtask bindings`.\n");
    let mut constant = |name: &str, value: &str| {
        let name = cobol_name(name);
        let apart = if name.len() + value.len() > 45 { format!("\n{MARGIN}   ") } else { String::new() };
        _ = writeln!(text, "{MARGIN}78  {name}{apart} VALUE {value}.");
    };
    constant("ZOOM_ABI", &header.abi_version().to_string());
    for (name, number) in header.statuses() {
        constant(name, &number.to_string());
    }
    for named in header.texts.iter().filter(|named| named.name != "ZOOM_VERSION") {
        constant(&named.name, &format!("\"{}\"", named.value));
    }
    text
}

/// `bindings/cobol/zoomuser-raw.cbl`.
pub(in crate::bindings) fn programs(header: &Header) -> String {
    let mut text = comment(&[
        NOTICE,
        "One program for each C function of UTF-8 text; UTF-16 is",
        "left out: PIC N is not that everywhere. ZRAW-CLIENT-SET calls",
        "zoom_client_set. All is given by reference, the answer last.",
        "Texts end with a NUL: z\"...\". Lengths are BINARY-DOUBLE.",
    ]);
    for function in header.functions.iter().filter(|function| !function.is_utf16()) {
        text.push_str(&program(function));
    }
    text
}

fn comment(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{MARGIN}*> {}\n", line.replace(" Not to be changed by hand.", ""))).collect()
}

fn program(function: &Function) -> String {
    // A name has at most 31 signs.
    let name = cobol_name(&function.name.replacen("zoom_", "zraw_", 1));
    let has_answer = function.result != Type::Void;
    let narrow = |kind: &Type| matches!(kind, Type::Size | Type::SizeOut);
    let mut lines = vec![
        "IDENTIFICATION DIVISION.".to_owned(),
        format!("PROGRAM-ID. {name}."),
        "ENVIRONMENT DIVISION.".to_owned(),
        "CONFIGURATION SECTION.".to_owned(),
        "SPECIAL-NAMES.".to_owned(),
        ">>IF OS = \"WINDOWS\"".to_owned(),
        "    CALL-CONVENTION 64 IS ZOOM-CALL.".to_owned(),
        ">>ELSE".to_owned(),
        "    CALL-CONVENTION 0 IS ZOOM-CALL.".to_owned(),
        ">>END-IF".to_owned(),
        "DATA DIVISION.".to_owned(),
        "WORKING-STORAGE SECTION.".to_owned(),
    ];
    let is_wide = matches!(function.result, Type::Int64 | Type::Size);
    if is_wide {
        // CALL takes an answer for an int, unless it is an address.
        lines.push("01  W-ANSWER USAGE POINTER.".to_owned());
        as_wide_as_an_address(&mut lines, "01  W-NUMBER REDEFINES W-ANSWER", "SIGNED");
    }
    for parameter in function.parameters.iter().filter(|parameter| narrow(&parameter.kind)) {
        as_wide_as_an_address(&mut lines, &format!("01  {}", local(parameter)), "UNSIGNED");
    }
    lines.push("LINKAGE SECTION.".to_owned());
    for parameter in &function.parameters {
        let kind = if parameter.kind == Type::Utf8 { "PIC X ANY LENGTH" } else { cobol_type(&parameter.kind) };
        lines.push(format!("01  {} {kind}.", linkage(parameter)));
    }
    if has_answer {
        lines.push(format!("01  P-ANSWER {}.", cobol_type(&function.result)));
    }
    let mut names: Vec<String> = function.parameters.iter().map(linkage).collect();
    names.extend(has_answer.then(|| "P-ANSWER".to_owned()));
    lines.push(if names.is_empty() { "PROCEDURE DIVISION.".to_owned() } else { "PROCEDURE DIVISION USING".to_owned() });
    for (i, name) in names.iter().enumerate() {
        lines.push(format!("    {name}{}", if i + 1 == names.len() { "." } else { "" }));
    }
    for parameter in function.parameters.iter().filter(|parameter| parameter.kind == Type::Size) {
        lines.push(format!("    MOVE {} TO {}", linkage(parameter), local(parameter)));
    }
    lines.push(format!("    CALL ZOOM-CALL \"{}\"", function.name));
    for (i, parameter) in function.parameters.iter().enumerate() {
        let name = if narrow(&parameter.kind) { local(parameter) } else { linkage(parameter) };
        lines.push(format!("        {} BY {} {name}", if i == 0 { "USING" } else { "     " }, passed(&parameter.kind)));
    }
    lines.extend(padding(function));
    lines.push(match &function.result {
        Type::Void => "        RETURNING OMITTED".to_owned(),
        _ if is_wide => "        RETURNING W-ANSWER".to_owned(),
        _ => "        RETURNING P-ANSWER".to_owned(),
    });
    if is_wide {
        lines.push("    MOVE W-NUMBER TO P-ANSWER".to_owned());
    }
    for parameter in function.parameters.iter().filter(|parameter| parameter.kind == Type::SizeOut) {
        lines.push(format!("    MOVE {} TO {}", local(parameter), linkage(parameter)));
    }
    lines.push("    GOBACK.".to_owned());
    lines.push(format!("END PROGRAM {name}."));
    lines.iter().fold("\n".to_owned(), |text, line| text + MARGIN + line + "\n")
}

/// A COBOL program that C calls back is told as many arguments as the last CALL had, and the longest callback has four. A call
/// that may lead to one gets some more, which C does not look at; stdcall, on 32-bit Windows, would not bear them.
fn padding(function: &Function) -> Vec<String> {
    const LONGEST: usize = 4;
    let may_call_back = function.parameters.iter().any(|parameter| matches!(parameter.kind, Type::HandleOut(_)));
    let missing = LONGEST.saturating_sub(function.parameters.len());
    if !may_call_back || missing == 0 {
        return Vec::new();
    }
    let mut lines = vec![">>IF P64 IS SET".to_owned()];
    lines.extend((0..missing).map(|_| "              BY VALUE 0".to_owned()));
    lines.push(">>END-IF".to_owned());
    lines
}

/// A number of the width of an address.
fn as_wide_as_an_address(lines: &mut Vec<String>, declaration: &str, sign: &str) {
    lines.push(">>IF P64 IS SET".to_owned());
    lines.push(format!("{declaration} BINARY-DOUBLE {sign}."));
    lines.push(">>ELSE".to_owned());
    lines.push(format!("{declaration} BINARY-LONG {sign}."));
    lines.push(">>END-IF".to_owned());
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

fn passed(kind: &Type) -> &'static str {
    match kind {
        Type::HandleOut(_) | Type::SizeOut | Type::Utf8 => "REFERENCE",
        // Without its size a number is passed as an int, cut.
        Type::Int64 => "VALUE SIZE 8",
        Type::Size => "VALUE SIZE AUTO",
        _ => "VALUE",
    }
}

#[cfg(test)]
mod tests {
    use super::{constants, programs};
    use crate::bindings::header::Header;

    const HEADER: &str = "#define ZOOM_ABI_VERSION 1\n#define ZOOM_E_NULL 1\n\
        #define ZOOM_FIELD_A_NAME_THAT_IS_AS_LONG_AS_THIS \"a_name_that_is_as_long_as_this\"\n\
        zoom_status ZOOM_CALL zoom_user_patch_set_int(zoom_user_patch *patch, const char *field, int64_t value);\n\
        zoom_status ZOOM_CALL zoom_user_patch_check(const zoom_user_patch *patch, zoom_result **out);\n\
        int64_t ZOOM_CALL zoom_result_number(const zoom_result *result, const char *what);\n";

    #[test]
    fn lines_end_at_column_72() {
        let header = Header::read(HEADER).expect("a header");
        let text = constants(&header) + &programs(&header);
        assert!(text.lines().all(|line| line.len() <= 72), "{text}");
    }

    #[test]
    fn wide_numbers_are_passed_whole_and_calls_that_call_back_have_four_arguments() {
        let text = programs(&Header::read(HEADER).expect("a header"));
        let program = |name: &str| {
            let (_, rest) = text.split_once(&format!("PROGRAM-ID. {name}.")).expect(name);
            rest.split_once("END PROGRAM").expect(name).0.to_owned()
        };
        assert!(program("ZRAW-USER-PATCH-SET-INT").contains("BY VALUE SIZE 8 P-VALUE"));
        assert!(program("ZRAW-RESULT-NUMBER").contains("RETURNING W-ANSWER"));
        assert_eq!(program("ZRAW-USER-PATCH-CHECK").matches(" BY VALUE ").count(), 3);
        assert_eq!(program("ZRAW-USER-PATCH-CHECK").matches(" BY REFERENCE ").count(), 1);
        assert!(!program("ZRAW-USER-PATCH-SET-INT").contains("BY VALUE 0"));
    }
}

//! The PureBasic include: prototypes, the variables that hold functions, constants.

use super::compare;
use super::header::{Function, Header, Width};
use std::collections::BTreeMap;

/// Where stdcall prototypes stand.
const WINDOWS: &str = "CompilerIf #PB_Compiler_OS = #PB_OS_Windows";
/// Where those of the C convention stand: after the other branch.
const OTHERS: &str = "CompilerElse of Windows";

/// What the include declares.
#[derive(Default)]
struct Declared<'a> {
    /// `Prototype` lines by name: result and parameters, for 32-bit Windows.
    stdcall: BTreeMap<&'a str, (&'a str, &'a str)>,
    /// `PrototypeC` lines.
    cdecl: BTreeMap<&'a str, (&'a str, &'a str)>,
    /// Forms of prototypes that stand where another convention holds, and the directive above them.
    misplaced: BTreeMap<&'a str, &'a str>,
    /// Variables of functions, and their prototype.
    variables: BTreeMap<&'a str, &'a str>,
    /// Variables that are filled, and the name that is looked up.
    looked_up: BTreeMap<&'a str, &'a str>,
    /// Numbers.
    constants: BTreeMap<&'a str, &'a str>,
    /// Functions that the include says it does without.
    left_out: Vec<&'a str>,
}

/// Everything that is not as the header says.
pub(crate) fn check(text: &str, header: &Header) -> Vec<String> {
    let declared = read(text);
    let mut wrong = Vec::new();
    for (form, directive) in &declared.misplaced {
        wrong.push(format!("{form} stands under `{directive}`: stdcall is for Windows, the C convention for all else"));
    }
    for (name, declaration) in &declared.stdcall {
        if declared.cdecl.get(name) != Some(declaration) {
            wrong.push(format!("{name}: Prototype and PrototypeC differ"));
        }
    }
    wrong.extend(
        declared
            .cdecl
            .keys()
            .filter(|name| !declared.stdcall.contains_key(*name))
            .map(|name| format!("{name}: there is a PrototypeC, but no Prototype")),
    );
    for (variable, prototype) in &declared.variables {
        wrong.extend(check_function(variable, prototype, &declared, header));
    }
    let names: Vec<&str> = declared.variables.keys().copied().collect();
    wrong.extend(compare::coverage(&names, &declared.left_out, header));
    wrong.extend(compare::constants(&declared.constants, "AbiVersion", header));
    wrong
}

fn read(text: &str) -> Declared<'_> {
    let mut declared = Declared::default();
    let mut branch = "";
    for line in text.lines().map(str::trim).map(|line| line.split(" ; ").next().unwrap_or(line)) {
        if line.starts_with("Compiler") {
            branch = if line == "CompilerElse" && branch == WINDOWS { OTHERS } else { line };
        }
        for (form, place) in [("Prototype", WINDOWS), ("PrototypeC", OTHERS)] {
            let is_form = line.strip_prefix(form).is_some_and(|rest| rest.starts_with([' ', '.']));
            if is_form && branch != place {
                declared.misplaced.insert(form, branch);
            }
        }
        if let Some(names) = line.strip_prefix("; Left out:") {
            declared.left_out.extend(names.split_whitespace());
        } else if let Some(rest) = line.strip_prefix("PrototypeC") {
            declared.cdecl.extend(prototype(rest));
        } else if let Some(rest) = line.strip_prefix("Prototype") {
            declared.stdcall.extend(prototype(rest));
        } else if let Some(rest) = line.strip_prefix("Global zoom_") {
            let rest = &line[line.len() - rest.len() - "zoom_".len()..];
            declared.variables.extend(rest.split_once('.'));
        } else if let Some(rest) = line.strip_prefix('#') {
            declared.constants.extend(rest.split_once(" = "));
        } else if let Some((variable, call)) = line.split_once(" = Symbol(\"") {
            declared.looked_up.insert(variable, call.trim_end_matches("\")"));
        }
    }
    declared
}

/// `.l fnName(*A, B.l)` as name, suffix and parameters.
fn prototype(rest: &str) -> Option<(&str, (&str, &str))> {
    let (suffix, rest) = rest.split_once(' ')?;
    let (name, parameters) = rest.strip_suffix(')')?.split_once('(')?;
    Some((name, (suffix, parameters)))
}

fn check_function(variable: &str, prototype: &str, declared: &Declared<'_>, header: &Header) -> Vec<String> {
    let Some(function) = header.function(variable) else {
        return vec![format!("{variable}: the header has no such function")];
    };
    let mut wrong = Vec::new();
    match declared.looked_up.get(variable) {
        Some(name) if *name == variable => {}
        Some(name) => wrong.push(format!("{variable}: it is given the address of {name}")),
        None => wrong.push(format!("{variable}: it is never looked up")),
    }
    let Some((suffix, parameters)) = declared.cdecl.get(prototype) else {
        wrong.push(format!("{variable}: there is no prototype {prototype}"));
        return wrong;
    };
    wrong.extend(check_widths(variable, suffix, parameters, function));
    wrong
}

fn check_widths(variable: &str, suffix: &str, parameters: &str, function: &Function) -> Vec<String> {
    let mut wrong = Vec::new();
    if !holds_result(suffix, function.result.width()) {
        wrong.push(format!("{variable}: the result is {:?}, declared is `{suffix}`", function.result.width()));
    }
    let parameters: Vec<&str> = parameters.split(',').map(str::trim).filter(|text| !text.is_empty()).collect();
    if parameters.len() != function.parameters.len() {
        let (expected, got) = (function.parameters.len(), parameters.len());
        wrong.push(format!("{variable}: it has {expected} parameters, declared are {got}"));
        return wrong;
    }
    for (i, (parameter, expected)) in parameters.iter().zip(&function.parameters).enumerate() {
        let width = expected.kind.width();
        if !holds(parameter, width) {
            wrong.push(format!("{variable}: parameter {} is {width:?}, declared is `{parameter}`", i + 1));
        }
    }
    wrong
}

/// A result without a type is as wide as an address, and for a procedure that gives nothing.
fn holds_result(suffix: &str, width: Width) -> bool {
    match width {
        Width::Void => suffix.is_empty(),
        Width::Bits32 => suffix == ".l",
        Width::Bits64 => suffix == ".q",
        Width::Size | Width::Utf8 | Width::Utf16 | Width::Address => suffix == ".i",
    }
}

fn holds(parameter: &str, width: Width) -> bool {
    let suffix = parameter.split_once('.').map_or("", |(_, suffix)| suffix);
    let is_address = parameter.starts_with('*');
    match width {
        Width::Void => false,
        Width::Bits32 => suffix == "l",
        Width::Bits64 => suffix == "q",
        Width::Size => suffix == "i" && !is_address,
        Width::Utf8 => is_address || suffix == "p-utf8",
        Width::Utf16 => is_address || matches!(suffix, "s" | "p-unicode"),
        Width::Address => is_address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::root;
    use std::fs;

    fn texts() -> (String, Header) {
        let read = |path: &str| fs::read_to_string(root().join(path)).expect(path);
        (read("bindings/purebasic/zoomuser.pbi"), Header::read(&read("include/zoomuser.h")).expect("a header"))
    }

    #[test]
    fn the_include_is_as_the_header_says() {
        let (text, header) = texts();
        assert_eq!(check(&text, &header), Vec::<String>::new());
    }

    #[test]
    fn seeded_faults_are_found() {
        let (text, header) = texts();
        let faults = [
            // A result of 32 bits that is declared wider.
            ("PrototypeC.l fnClientSet(", "PrototypeC.i fnClientSet(", "zoom_client_set_utf16: the result is Bits32"),
            // 32-bit Windows only.
            ("Prototype.l fnClientSet(", "Prototype.i fnClientSet(", "fnClientSet: Prototype and PrototypeC differ"),
            // A parameter that is declared wider, narrower, as an address, as a number.
            ("fnStatusText(Status.l)", "fnStatusText(Status.i)", "zoom_status_name_utf16: parameter 1 is Bits32"),
            ("fnStatusText(Status.l)", "fnStatusText(Status.i)", "zoom_status_text_utf16: parameter 1 is Bits32"),
            ("Value.q)", "Value.i)", "zoom_user_patch_set_int_utf16: parameter 3 is Bits64"),
            ("Index.i, *What)", "Index.l, *What)", "zoom_result_item_utf16: parameter 3 is Size"),
            ("fnFree(*Object)", "fnFree(Object.i)", "zoom_client_free: parameter 1 is Address"),
            ("Level.l, *Callback", "Level.i, *Callback", "zoom_set_log_callback: parameter 1 is Bits32"),
            (
                "fnClientSetTokenCallback(*Client, *Callback",
                "fnClientSetTokenCallback(*Client, Callback.l",
                "zoom_client_set_token_callback: parameter 2 is Address",
            ),
            ("fnClientDoctor(*Client, *Out)", "fnClientDoctor(*Client)", "zoom_client_doctor: it has 2 parameters"),
            (".l fnClientDoctor(", ".i fnClientDoctor(", "zoom_client_doctor: the result is Bits32"),
            // One parameter less.
            ("fnResultItem(*Result, *List, Index.i, *What)", "fnResultItem(*Result, Index.i, *What)", "declared are 3"),
            // A function that is not declared, not looked up, looked up under another's name, or misspelt.
            ("Global zoom_client_cancel.fnClientCancel", "", "zoom_client_cancel: neither declared nor left out"),
            ("Global zoom_client_doctor.fnClientDoctor", "", "zoom_client_doctor: neither declared nor left out"),
            ("zoom_form_new.fnNew", "zoom_form_new.fnFree", "zoom_form_new: the result is Address"),
            (
                "; Left out: ",
                "; Left out: zoom_set_log_callback ",
                "zoom_set_log_callback: left out, but it is declared",
            ),
            (
                "Symbol(\"zoom_set_log_callback\")",
                "Symbol(\"zoom_client_set_token_callback\")",
                "zoom_set_log_callback: it is given the address of zoom_client_set_token_callback",
            ),
            ("zoom_form_new = Symbol(\"zoom_form_new\")", "", "zoom_form_new: it is never looked up"),
            ("Symbol(\"zoom_form_free\")", "Symbol(\"zoom_form_new\")", "given the address of zoom_form_new"),
            ("Global zoom_cleanup.", "Global zoom_cleanap.", "zoom_cleanap: the header has no such function"),
            ("; Left out: ", "; Left out: zoom_gone ", "zoom_gone: left out, but"),
            // Constants: wrong, missing, too many.
            ("#ZOOM_E_BUSY = 7", "#ZOOM_E_BUSY = 6", "ZOOM_E_BUSY: the header says 7"),
            ("#ZOOM_E_IO = 25\n", "", "ZOOM_E_IO: missing"),
            (
                "#ZOOM_E_IO = 25\n",
                "#ZOOM_E_IO = 25\n  #ZOOM_E_MISC = 27\n",
                "ZOOM_E_MISC: the header has no such status",
            ),
            ("#ZOOM_E_NOT_LOADED = -1", "#ZOOM_E_NOT_LOADED = 7", "ZOOM_E_NOT_LOADED: the header has no such status"),
            // The calling conventions exchanged: 32-bit Windows would lose its stack.
            (
                "  CompilerIf #PB_Compiler_OS = #PB_OS_Windows\n    Prototype",
                "  CompilerIf #PB_Compiler_OS <> #PB_OS_Windows\n    Prototype",
                "Prototype stands under",
            ),
            ("#AbiVersion = ", "#AbiVersion = 1", "AbiVersion: the header says"),
        ];
        for (from, to, expected) in faults {
            assert!(text.contains(from), "{from}");
            let wrong = check(&text.replace(from, to), &header);
            assert!(wrong.iter().any(|why| why.contains(expected)), "{from}: {wrong:?}");
        }
    }
}

//! The PureBasic include: prototypes, the variables that hold functions, constants.

use super::raw::{each, pascal_case, status_constants};
use crate::c_api::Api;
use crate::c_api::function::{Function, Type};

/// The statuses.
pub(super) fn statuses(_: &Api, _: &[&str]) -> String {
    let constants = status_constants("#", " = ");
    in_lines(&constants.lines().map(ToOwned::to_owned).collect::<Vec<_>>(), 3, "  ")
}

/// Statements, so many in a line: the free edition counts lines.
fn in_lines(statements: &[String], count: usize, indent: &str) -> String {
    each(statements.chunks(count), |line| format!("{indent}{}\n", line.join(" : ")))
}

/// The number of the ABI, the prototypes, and the variables that hold the addresses of the functions.
pub(super) fn prototypes(api: &Api, left_out: &[&str]) -> String {
    // Functions of the same widths share the prototype of the first of them: the free edition counts lines.
    let mut shared: Vec<((String, &str), &Function)> = Vec::new();
    let mut variables = Vec::new();
    for function in functions(api, left_out) {
        let widths = (function.list(",", |one| suffix(&one.kind).to_owned()), suffix(&function.result));
        let known = shared.iter().find(|(other, _)| *other == widths).map(|(_, first)| *first);
        variables.push(format!("Global {}.{}", function.name, prototype_name(known.unwrap_or(function))));
        if known.is_none() {
            shared.push((widths, function));
        }
    }
    let prototypes = |word: &str| {
        each(&shared, |(_, function)| {
            format!("    {word}{} {}\n", suffix(&function.result).replace('*', ".i"), prototype(function))
        })
    };
    let variables = in_lines(&variables, 2, "  ");
    format!(
        "  #AbiVersion = {}

  CompilerIf #PB_Compiler_OS = #PB_OS_Windows
{}  CompilerElse
{}  CompilerEndIf

{variables}",
        api.abi_version,
        prototypes("Prototype"),
        prototypes("PrototypeC"),
    )
}

/// The addresses of the functions.
pub(super) fn symbols(api: &Api, left_out: &[&str]) -> String {
    let symbol = |function: &Function| format!("{0} = Symbol(\"{0}\")", function.name);
    in_lines(&functions(api, left_out).map(symbol).collect::<Vec<_>>(), 2, "    ")
}

fn functions<'a>(api: &'a Api, left_out: &[&str]) -> impl Iterator<Item = &'a Function> {
    api.utf16_functions().filter(|function| !left_out.contains(&function.base()))
}

/// `fnClientSet` for `zoom_client_set_utf16`.
fn prototype_name(function: &Function) -> String {
    pascal_case(function.base()).replacen("Zoom", "fn", 1)
}

fn prototype(function: &Function) -> String {
    let parameters = function.list(", ", |parameter| match (suffix(&parameter.kind), pascal_case(&parameter.name)) {
        ("*", name) => format!("*{name}"),
        (suffix, name) => format!("{name}{suffix}"),
    });
    format!("{}({parameters})", prototype_name(function))
}

/// How wide a value is.
fn suffix(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "",
        Type::Int32 | Type::Uint32 => ".l",
        Type::Int64 => ".q",
        Type::Size => ".i",
        _ => "*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_wide_as_those_of_the_library() {
        let text = prototypes(&Api::read().expect("the C API"), &["zoom_client_plan"]);
        for expected in [
            "    Prototype.l fnClientSetTokenCallback(*Client, *Callback, *UserData)\n",
            "    PrototypeC.l fnUserPatchSetInt64(*Patch, *Field, Value.q)\n",
            "    Prototype.q fnResultNumber(*Result, *What)\n",
            "    PrototypeC.i fnResultItem(*Result, *List, I.i, *What)\n",
            "    Prototype fnClientFree(*Client)\n",
            "Global zoom_client_set_utf16.fnClientSetTokenCallback",
            "Global zoom_form_free.fnClientFree",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
        assert!(!text.contains("zoom_client_plan"));
    }
}

//! Node: prototypes for koffi with UTF-16 text, the statuses, and the names as TypeScript types.

use super::c::joined;
use super::{NOTICE, each};
use crate::c_api::function::{Function, Type};
use crate::c_api::{Api, statuses};
use crate::native::soname;
use std::iter;
use zoomuser_bulk::apply::{Command, Settings, TABLE_OPTIONS};
use zoomuser_bulk::outcome::RowOutcome;

/// `bindings/node/raw.js`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    format!(
        "// {NOTICE}

\"use strict\";

const CALL = process.platform === \"win32\" && process.arch === \"ia32\" ? \"__stdcall \" : \"\";

exports.abiVersion = {abi};
exports.library = {{ win32: \"zoomuser.dll\", darwin: \"libzoomuser.dylib\", other: \"{soname}\" }};

exports.status = Object.freeze({{
{statuses}}});

// Left out: functions that have a UTF-16 variant, the variants that take a length, and zoom_text_copy, for the
// strings of JavaScript are UTF-16 and koffi copies them itself; what takes a callback, for koffi runs those of
// another thread on the event loop, and a process that ends before would wait for that thread for ever.
exports.functions = {{
{functions}}};
",
        abi = api.abi_version,
        soname = soname(),
        statuses = each(statuses(), |(_, name, number)| format!("  {name}: {number},\n")),
        functions = each(api.utf16_functions().filter(|function| is_used(function)), |function| {
            format!("  {}: `{}`,\n", function.base(), prototype(function))
        }),
    )
}

/// `bindings/node/names.d.ts`.
pub(in crate::bindings) fn names(api: &Api) -> String {
    let values = |prefix| api.texts_of(prefix).map(|(_, value)| value.to_owned());
    let settings = |command| Settings::names(command).into_iter().map(str::to_owned);
    let outcomes = || RowOutcome::ALL.iter().map(|outcome| outcome.word().to_owned());
    let counts = || iter::once("rows".to_owned()).chain(outcomes().map(|word| word.replace('-', "_")));
    format!(
        "// {NOTICE}

/** The numbers of the statuses. */
export declare const Status: {{
{}}};
{}{}{}{}{}{}{}{}{}",
        each(statuses(), |(_, name, number)| format!("  readonly {name}: {number};\n")),
        union("StatusName", "a status, as in docs/errors.md", statuses().map(|(name, ..)| name)),
        union("OptionName", "an option, as in docs/options.md", values("ZOOM_OPT_")),
        union("FieldName", "a field, as in docs/fields.md", values("ZOOM_FIELD_")),
        union("RunOptionName", "an option of updateUsers and updateFile", settings(Command::Apply)),
        union("ResumeOptionName", "an option of resumeUsers", settings(Command::Resume)),
        union("UndoOptionName", "an option of undoUsers", settings(Command::Undo)),
        union("TableOptionName", "an option of the file of updateFile", TABLE_OPTIONS.into_iter().map(str::to_owned)),
        union("RowOutcome", "an outcome of a row, as in docs/bulk.md", outcomes()),
        union("CountName", "a number of rows", counts()),
    )
}

fn union(name: &str, what: &str, values: impl Iterator<Item = String>) -> String {
    let members = each(values, |value| format!("\n  | \"{value}\""));
    format!("\n/** The name of {what}. */\nexport type {name} ={members};\n")
}

fn is_used(function: &Function) -> bool {
    !function.name.ends_with("_callback") && function.base() != "zoom_text_copy"
}

fn prototype(function: &Function) -> String {
    // Text that comes with a length is bytes: koffi would end it at the first NUL.
    let result = if function.gives_bytes() { "void *" } else { c_type(&function.result) };
    let parameters = function.list(", ", |parameter| joined(c_type(&parameter.kind), &parameter.name));
    format!("{}({parameters})", joined(result, &format!("${{CALL}}{}", function.name)))
}

fn c_type(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "void",
        Type::Int32 => "int32_t",
        Type::Uint32 => "uint32_t",
        Type::Int64 => "int64_t",
        Type::Size => "size_t",
        Type::Utf8 => "const char *",
        Type::Utf16 => "const char16_t *",
        Type::HandleOut(_) => "_Out_ void **",
        Type::SizeOut => "_Out_ size_t *",
        _ => "void *",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_utf16_variant_takes_the_place_of_its_original_and_bytes_stay_bytes() {
        let text = declarations(&Api::read().expect("the C API"));
        for expected in [
            "  zoom_client_get_user: `int32_t ${CALL}zoom_client_get_user_utf16(void *client, const char16_t *user_id, \
             _Out_ void **out)`,\n",
            "  zoom_result_body: `void *${CALL}zoom_result_body(void *result, _Out_ size_t *length)`,\n",
        ] {
            assert!(text.contains(expected), "{text}");
        }
        assert!(!text.contains("zoom_client_set_n") && !text.contains("zoom_client_set("), "{text}");
    }
}

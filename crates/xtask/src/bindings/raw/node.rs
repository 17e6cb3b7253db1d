//! Node: prototypes for koffi with UTF-16 text, the statuses, and the names as TypeScript types.

use super::NOTICE;
use crate::bindings::header::{Function, Header, Type};
use crate::native::soname;

/// `bindings/node/raw.js`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n\n\"use strict\";\n\n");
    text.push_str(
        "const CALL = process.platform === \"win32\" && process.arch === \"ia32\" ? \"__stdcall \" : \"\";\n\n",
    );
    text.push_str(&format!("exports.abiVersion = {};\n", header.abi_version()));
    text.push_str(&format!(
        "exports.library = {{ win32: \"zoomuser.dll\", darwin: \"libzoomuser.dylib\", other: \"{}\" }};\n\n",
        soname()
    ));
    text.push_str("exports.status = Object.freeze({\n");
    for (name, number) in header.statuses() {
        text.push_str(&format!("  {}: {number},\n", short(name)));
    }
    text.push_str("});\n\n// Left out: the originals of twins with UTF-16 text, the twins that take a length, and zoom_text_copy, for the\n");
    text.push_str("// strings of JavaScript are UTF-16 and koffi copies them itself; what takes a callback, for koffi runs those of\n");
    text.push_str(
        "// another thread on the event loop, and a process that ends before would wait for that thread for ever.\n",
    );
    text.push_str("exports.functions = {\n");
    for function in header.functions.iter().filter(|function| is_used(function, header)) {
        text.push_str(&format!("  {}: `{}`,\n", function.name.trim_end_matches("_utf16"), prototype(function)));
    }
    text.push_str("};\n");
    text
}

/// `bindings/node/names.d.ts`.
pub(in crate::bindings) fn names(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n\n/** The numbers of the statuses. */\nexport declare const Status: {{\n");
    for (name, number) in header.statuses() {
        text.push_str(&format!("  readonly {}: {number};\n", short(name)));
    }
    text.push_str("};\n");
    let statuses: Vec<&str> = header.statuses().map(|(name, _)| name).collect();
    let texts = |prefix: &str| {
        header
            .texts
            .iter()
            .filter(|text| text.name.starts_with(prefix))
            .map(|text| text.value.as_str())
            .collect::<Vec<_>>()
    };
    text.push_str(&union("StatusName", "The name of a status, as in docs/errors.md.", &statuses));
    text.push_str(&union("OptionName", "The name of an option, as in docs/options.md.", &texts("ZOOM_OPT_")));
    text.push_str(&union("FieldName", "The name of a field, as in docs/fields.md.", &texts("ZOOM_FIELD_")));
    text
}

fn union(name: &str, what: &str, values: &[&str]) -> String {
    let members: String = values.iter().map(|value| format!("\n  | \"{value}\"")).collect();
    format!("\n/** {what} */\nexport type {name} ={members};\n")
}

fn short(status: &str) -> &str {
    status.trim_start_matches("ZOOM_E_").trim_start_matches("ZOOM_")
}

fn is_used(function: &Function, header: &Header) -> bool {
    let has_twin = header.function(&format!("{}_utf16", function.name)).is_some();
    let is_left_out = ["_n", "_callback"].iter().any(|end| function.name.ends_with(end));
    !(has_twin || is_left_out || function.name.starts_with("zoom_text_copy"))
}

fn prototype(function: &Function) -> String {
    // Text that comes with a length is bytes: koffi would end it at the first NUL.
    let is_bytes = function.parameters.iter().any(|parameter| parameter.kind == Type::SizeOut);
    let result = if is_bytes { "void *" } else { c_type(&function.result) };
    let parameters: Vec<String> =
        function.parameters.iter().map(|parameter| join(c_type(&parameter.kind), &parameter.name)).collect();
    format!("{}({})", join(result, &format!("${{CALL}}{}", function.name)), parameters.join(", "))
}

fn join(kind: &str, name: &str) -> String {
    if kind.ends_with('*') { format!("{kind}{name}") } else { format!("{kind} {name}") }
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
        Type::Handle(_) | Type::Buffer8 | Type::Buffer16 | Type::Bytes | Type::UserData | Type::Callback(_) => "void *",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_takes_the_place_of_its_original_and_bytes_stay_bytes() {
        let header = Header::read(
            "#define ZOOM_OPT_PLAN \"plan\"\n\
             zoom_status ZOOM_CALL zoom_a(const char *name);\nzoom_status ZOOM_CALL zoom_a_n(const char *name, size_t n);\n\
             zoom_status ZOOM_CALL zoom_a_utf16(const uint16_t *name, zoom_result **out);\n\
             const char *ZOOM_CALL zoom_b(const zoom_result *result, size_t *length);\n",
        )
        .expect("a header");
        let text = declarations(&header);
        assert!(text.contains("  zoom_a: `int32_t ${CALL}zoom_a_utf16(const char16_t *name, _Out_ void **out)`,\n"));
        assert!(text.contains("  zoom_b: `void *${CALL}zoom_b(void *result, _Out_ size_t *length)`,\n"), "{text}");
        assert!(!text.contains("zoom_a_n") && !text.contains("zoom_a("), "{text}");
        assert!(names(&header).contains("export type OptionName =\n  | \"plan\";\n"));
    }
}

//! Java: the functions for JNA's direct mapping, with UTF-8 text, and the names of statuses, options and fields.

use super::{NOTICE, camel_case, pascal_case};
use crate::bindings::header::{Function, Header, Type};

const HEAD: &str = "package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of zoomuser.h, registered by {@link Zoom#load}. Text that goes in is UTF-8 with a NUL at its end; text that
 * comes back is an address that belongs to the library.
 */
final class ZoomLibrary {
";

/// `bindings/java/zoomuser/ZoomLibrary.java`.
pub(in crate::bindings) fn functions(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n{HEAD}");
    text.push_str(&format!("    static final int ABI_VERSION = {};\n", header.abi_version()));
    text.push_str("\n    private ZoomLibrary() {\n    }\n");
    for function in header.utf8_functions() {
        text.push_str(&declaration(function));
    }
    text.push_str("}\n");
    text
}

/// `bindings/java/zoomuser/ZoomStatus.java`.
pub(in crate::bindings) fn statuses(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\npackage zoomuser;\n\n");
    text.push_str("/** How a call ended; docs/errors.md. The numbers never change. */\npublic enum ZoomStatus {\n");
    let constants: Vec<String> = header
        .statuses()
        .map(|(name, number)| {
            let java = name.trim_start_matches("ZOOM_").trim_start_matches("E_");
            format!("    /** {name}. */\n    {java}({number})")
        })
        .collect();
    text.push_str(&constants.join(",\n"));
    text.push_str(",\n    /** One that this binding does not know: {@link ZoomResult#getStatusName} names it. */\n    OTHER(-1);\n");
    text.push_str(STATUS);
    text
}

const STATUS: &str = "
    private final int code;

    ZoomStatus(int code) {
        this.code = code;
    }

    /** The number of zoomuser.h. */
    public int code() {
        return code;
    }

    /** The status with this number; {@link #OTHER} for one of a later library. */
    static ZoomStatus of(int code) {
        for (ZoomStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return OTHER;
    }
}
";

/// `bindings/java/zoomuser/ZoomOption.java`.
pub(in crate::bindings) fn options(header: &Header) -> String {
    constants(header, "ZoomOption", "ZOOM_OPT_", "options of a client; docs/options.md")
}

/// `bindings/java/zoomuser/ZoomField.java`.
pub(in crate::bindings) fn fields(header: &Header) -> String {
    constants(header, "ZoomField", "ZOOM_FIELD_", "fields of a user; docs/fields.md")
}

fn constants(header: &Header, class: &str, prefix: &str, what: &str) -> String {
    let mut text = format!("// {NOTICE}\npackage zoomuser;\n\n/** The names of the {what}. */\n");
    text.push_str(&format!("public final class {class} {{\n"));
    for (name, value) in header.texts_of(prefix) {
        text.push_str(&format!("    public static final String {name} = \"{value}\";\n"));
    }
    text.push_str(&format!("\n    private {class}() {{\n    }}\n}}\n"));
    text
}

fn declaration(function: &Function) -> String {
    let parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| format!("{} {}", parameter_type(&parameter.kind), camel_case(&parameter.name)))
        .collect();
    format!("\n    static native {} {}({});\n", result_type(&function.result), function.name, parameters.join(", "))
}

fn parameter_type(kind: &Type) -> String {
    match kind {
        Type::Utf8 | Type::Bytes => "byte[]".to_owned(),
        // A size_t is as wide as an address.
        Type::HandleOut(_) | Type::SizeOut => "PointerByReference".to_owned(),
        Type::Callback(name) => format!("Callbacks.{}", pascal_case(name).trim_start_matches("Zoom")),
        other => result_type(other),
    }
}

fn result_type(kind: &Type) -> String {
    match kind {
        Type::Void => "void",
        Type::Int32 | Type::Uint32 => "int",
        Type::Int64 => "long",
        Type::Size => "SizeT",
        _ => "Pointer",
    }
    .to_owned()
}

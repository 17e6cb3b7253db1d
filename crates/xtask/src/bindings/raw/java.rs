//! Java: the functions for JNA's direct mapping, with UTF-8 text, and the names of statuses, options and fields.

use super::{FIELDS, NOTICE, OPTIONS, camel_case, each, pascal_case};
use crate::c_api::function::{Function, Type};
use crate::c_api::{Api, statuses};
use zoomuser_bulk::apply::members::NUMBERS;
use zoomuser_bulk::outcome::RowOutcome;

/// `bindings/java/zoomuser/ZoomLibrary.java`.
pub(in crate::bindings) fn functions(api: &Api) -> String {
    format!(
        "// {NOTICE}
package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of zoomuser.h, registered by {{@link Zoom#load}}. Text that goes in is UTF-8 with a NUL at its end; text that
 * comes back is an address that belongs to the library.
 */
final class ZoomLibrary {{
    static final int ABI_VERSION = {};

    private ZoomLibrary() {{
    }}
{}}}
",
        api.abi_version,
        each(api.plain_functions(), declaration)
    )
}

/// `bindings/java/zoomuser/ZoomStatus.java`.
pub(in crate::bindings) fn status_enum(_: &Api) -> String {
    format!(
        "// {NOTICE}
package zoomuser;

/** How a call ended; docs/errors.md. The numbers never change. */
public enum ZoomStatus {{
{}    /** One that this binding does not know: {{@link ZoomResult#getStatusName}} names it. */
    OTHER(-1);

    private final int code;

    ZoomStatus(int code) {{
        this.code = code;
    }}

    /** The number of zoomuser.h. */
    public int code() {{
        return code;
    }}

    /** The status with this number; {{@link #OTHER}} for one of a later library. */
    static ZoomStatus of(int code) {{
        for (ZoomStatus status : values()) {{
            if (status.code == code) {{
                return status;
            }}
        }}
        return OTHER;
    }}
}}
",
        each(statuses(), |(c_name, name, number)| format!("    /** {c_name}. */\n    {name}({number}),\n"))
    )
}

/// `bindings/java/zoomuser/ZoomOutcome.java`.
pub(in crate::bindings) fn outcome_enum(_: &Api) -> String {
    format!(
        "// {NOTICE}
package zoomuser;

/** How a row of {{@link ZoomClient#updateUsers}} ended; docs/bulk.md. */
public enum ZoomOutcome {{
{}    /** One that this binding does not know: {{@link RowOutcome#getOutcomeName}} names it. */
    OTHER(\"\");

    private final String word;

    ZoomOutcome(String word) {{
        this.word = word;
    }}

    /** The outcome with this word; {{@link #OTHER}} for one of a later library. */
    static ZoomOutcome of(String word) {{
        for (ZoomOutcome outcome : values()) {{
            if (outcome.word.equals(word)) {{
                return outcome;
            }}
        }}
        return OTHER;
    }}

    /** Its word in results.csv, e.g. \"not-tried\". */
    @Override
    public String toString() {{
        return word;
    }}
}}
",
        each(RowOutcome::ALL, |outcome| {
            let word = outcome.word();
            let number = word.replace('-', "_");
            let help = NUMBERS.iter().find(|(name, _)| *name == number).map_or("", |(_, help)| help);
            let help = help.replacen("rows", "Rows", 1);
            format!("    /** {help}. */\n    {}(\"{word}\"),\n", number.to_uppercase())
        })
    )
}

/// `bindings/java/zoomuser/ZoomOption.java`.
pub(in crate::bindings) fn options(api: &Api) -> String {
    constants(api, OPTIONS)
}

/// `bindings/java/zoomuser/ZoomField.java`.
pub(in crate::bindings) fn fields(api: &Api) -> String {
    constants(api, FIELDS)
}

fn constants(api: &Api, (class, prefix, what): (&str, &str, &str)) -> String {
    format!(
        "// {NOTICE}
package zoomuser;

/** The names of the {what}. */
public final class Zoom{class} {{
{}
    private Zoom{class}() {{
    }}
}}
",
        each(api.texts_of(prefix), |(name, value)| format!("    public static final String {name} = \"{value}\";\n"))
    )
}

fn declaration(function: &Function) -> String {
    let parameters = function.list(", ", |one| format!("{} {}", parameter_type(&one.kind), camel_case(&one.name)));
    format!("\n    static native {} {}({parameters});\n", result_type(&function.result), function.name)
}

fn parameter_type(kind: &Type) -> String {
    match kind {
        Type::Utf8 | Type::Bytes => "byte[]".to_owned(),
        // A size_t is as wide as an address.
        Type::HandleOut(_) | Type::SizeOut => "PointerByReference".to_owned(),
        Type::Callback(name) => format!("Callbacks.{}", pascal_case(name).trim_start_matches("Zoom")),
        other => result_type(other).to_owned(),
    }
}

fn result_type(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "void",
        Type::Int32 | Type::Uint32 => "int",
        Type::Int64 => "long",
        Type::Size => "SizeT",
        _ => "Pointer",
    }
}

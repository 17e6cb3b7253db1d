//! C#: the functions for P/Invoke, with UTF-16 text, and the names of statuses, options and fields.

use super::{FIELDS, NOTICE, OPTIONS, camel_case, each, pascal_case};
use crate::c_api::Api;
use crate::c_api::function::{Function, Type};
use zoomuser::Status;

/// `bindings/csharp/NativeMethods.cs`.
pub(in crate::bindings) fn functions(api: &Api) -> String {
    format!(
        "// {NOTICE}

using System;
using System.Runtime.InteropServices;

namespace Zoomuser
{{
    /// <summary>A function of the program that gives access tokens: zoom_token_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate int NativeTokenCallback(IntPtr userData, int wasRefused, IntPtr buffer, UIntPtr capacity);

    /// <summary>A function of the program that is called for each row: zoom_row_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate int NativeRowCallback(IntPtr userData, UIntPtr index, IntPtr row);

    /// <summary>A function of the program that receives the log: zoom_log_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate void NativeLogCallback(int level, IntPtr line, IntPtr userData);

    /// <summary>The functions of zoomuser.h. Winapi, the default, is stdcall on 32-bit Windows and the only convention
    /// elsewhere. Texts that come back are addresses: they belong to the library.</summary>
    internal static class NativeMethods
    {{
        internal const string Library = \"zoomuser\";
        internal const uint AbiVersion = {};
{}    }}
}}
",
        api.abi_version,
        each(api.utf16_functions(), declaration)
    )
}

/// `bindings/csharp/Names.cs`.
pub(in crate::bindings) fn names(api: &Api) -> String {
    let status = |status: &Status| {
        let (text, name, number) = (status.text(), pascal_case(status.name()), status.code());
        format!("        /// <summary>{text}</summary>\n        {name} = {number},\n")
    };
    let class = |(class, prefix, what)| {
        let names = each(api.texts_of(prefix), |(name, value)| {
            format!("        public const string {} = \"{value}\";\n", pascal_case(name))
        });
        format!(
            "\n    /// <summary>The {what}.</summary>\n    public static class Zoom{class}\n    {{\n{names}    }}\n"
        )
    };
    format!(
        "// {NOTICE}

namespace Zoomuser
{{
    /// <summary>How a call ended; docs/errors.md. The numbers never change.</summary>
    public enum ZoomStatus
    {{
{}    }}
{}}}
",
        each(Status::ALL, status),
        each([OPTIONS, FIELDS], class)
    )
}

fn declaration(function: &Function) -> String {
    let parameters = function.list(", ", |parameter| {
        // A handle that ends itself has nothing but its address to give.
        let ends = function.name.ends_with("_free");
        let kind = if ends { "IntPtr".to_owned() } else { parameter_type(&parameter.kind) };
        format!("{kind} {}", identifier(&parameter.name))
    });
    let (result, name) = (result_type(&function.result), &function.name);
    format!(
        "\n        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]\n        internal static extern {result} {name}({parameters});\n"
    )
}

fn identifier(name: &str) -> String {
    let name = camel_case(name);
    // A word of the language.
    if name == "out" { "@out".to_owned() } else { name }
}

fn parameter_type(kind: &Type) -> String {
    match kind {
        Type::Utf16 => "string".to_owned(),
        Type::Bytes => "byte[]".to_owned(),
        Type::HandleOut(name) => format!("out {}Handle", pascal_case(name)),
        Type::SizeOut => "out UIntPtr".to_owned(),
        Type::Callback(name) => pascal_case(name).replace("Zoom", "Native"),
        other => result_type(other),
    }
}

fn result_type(kind: &Type) -> String {
    match kind {
        Type::Void => "void".to_owned(),
        Type::Int32 => "int".to_owned(),
        Type::Uint32 => "uint".to_owned(),
        Type::Int64 => "long".to_owned(),
        Type::Size => "UIntPtr".to_owned(),
        Type::Handle { name, .. } => format!("{}Handle", pascal_case(name)),
        _ => "IntPtr".to_owned(),
    }
}

//! C#: the functions for P/Invoke, with UTF-16 text, and the names of statuses, options and fields.

use super::{NOTICE, camel_case, pascal_case};
use crate::bindings::header::{Function, Header, Type};

const HEAD: &str = "using System;
using System.Runtime.InteropServices;

namespace Zoomuser
{
    /// <summary>A function of the program that gives access tokens: zoom_token_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate int NativeTokenCallback(IntPtr userData, int wasRefused, IntPtr buffer, UIntPtr capacity);

    /// <summary>A function of the program that receives the log: zoom_log_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate void NativeLogCallback(int level, IntPtr line, IntPtr userData);

    /// <summary>The functions of zoomuser.h. Winapi, the default, is stdcall on 32-bit Windows and the only convention
    /// elsewhere. Texts that come back are addresses: they belong to the library.</summary>
    internal static class NativeMethods
    {
        internal const string Library = \"zoomuser\";
";

/// `bindings/csharp/NativeMethods.cs`.
pub(in crate::bindings) fn functions(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n\n{HEAD}");
    text.push_str(&format!("        internal const uint AbiVersion = {};\n", header.abi_version()));
    for function in header.utf16_functions() {
        text.push_str(&declaration(function));
    }
    text.push_str("    }\n}\n");
    text
}

/// `bindings/csharp/Names.cs`.
pub(in crate::bindings) fn names(header: &Header) -> String {
    let mut text = format!("// {NOTICE}\n\nnamespace Zoomuser\n{{\n");
    text.push_str("    /// <summary>How a call ended; docs/errors.md. The numbers never change.</summary>\n");
    text.push_str("    public enum ZoomStatus\n    {\n");
    for (name, number) in header.statuses() {
        let name = pascal_case(name.trim_start_matches("ZOOM_").trim_start_matches("E_"));
        text.push_str(&format!("        /// <summary>{}</summary>\n        {name} = {number},\n", meaning(number)));
    }
    text.push_str("    }\n");
    for (class, prefix, page) in [
        ("ZoomOption", "ZOOM_OPT_", "options of a client; docs/options.md"),
        ("ZoomField", "ZOOM_FIELD_", "fields of a user; docs/fields.md"),
    ] {
        text.push_str(&format!("\n    /// <summary>The {page}.</summary>\n    public static class {class}\n    {{\n"));
        for (name, value) in header.texts_of(prefix) {
            text.push_str(&format!("        public const string {} = \"{value}\";\n", pascal_case(name)));
        }
        text.push_str("    }\n");
    }
    text.push_str("}\n");
    text
}

fn meaning(number: i64) -> &'static str {
    let status = zoomuser::Status::ALL.iter().find(|status| i64::from(status.code()) == number);
    status.map_or("", |status| status.text())
}

fn declaration(function: &Function) -> String {
    let parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| {
            // A handle that ends itself has nothing but its address to give.
            let ends = function.name.ends_with("_free");
            let kind = if ends { "IntPtr".to_owned() } else { parameter_type(&parameter.kind) };
            format!("{kind} {}", identifier(&parameter.name))
        })
        .collect();
    let (result, name) = (result_type(&function.result), &function.name);
    format!(
        "\n        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]\n        internal static extern {result} {name}({});\n",
        parameters.join(", ")
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
        Type::Handle(name) => handle(name),
        Type::HandleOut(name) => format!("out {}", handle(name)),
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
        Type::Handle(name) => handle(name),
        _ => "IntPtr".to_owned(),
    }
}

fn handle(name: &str) -> String {
    format!("{}Handle", pascal_case(name))
}

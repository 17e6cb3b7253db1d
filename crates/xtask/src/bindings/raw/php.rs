//! PHP: C declarations for its FFI, statuses as constants, and an exception for each status.

use super::{NOTICE, c};
use crate::bindings::header::{Function, Header};

/// `bindings/php/src/raw.php`.
pub(in crate::bindings) fn declarations(header: &Header) -> String {
    let mut text = format!("<?php\n\n// {NOTICE}\n\ndeclare(strict_types=1);\n\nnamespace Zoomuser;\n\n");
    text.push_str("/** @internal The declarations of the library. */\nfinal class Raw\n{\n");
    text.push_str(&format!("    public const ABI_VERSION = {};\n\n", header.abi_version()));
    text.push_str("    /** `CALL ` stands for the calling convention. */\n    public const DECLARATIONS = <<<'C'\n");
    let declarations: String = c::types().lines().map(|line| format!("        {line}\n")).collect();
    text.push_str(&declarations);
    text.extend(c::utf8_functions(header).map(|function| format!("        {}", declaration(function))));
    text.push_str("        C;\n\n    /** The exception of each status. */\n    public const EXCEPTIONS = [\n");
    let errors = || header.statuses().filter_map(|(name, number)| Some((name.strip_prefix("ZOOM_E_")?, number)));
    for (name, _) in errors() {
        text.push_str(&format!("        Status::{name} => {}::class,\n", exception(name)));
    }
    text.push_str(
        "    ];\n}\n\n/** The numbers of the statuses. */\nfinal class Status\n{\n    public const OK = 0;\n",
    );
    for (name, number) in errors() {
        text.push_str(&format!("    public const {name} = {number};\n"));
    }
    text.push_str("}\n");
    for (name, _) in errors() {
        text.push_str(&format!(
            "\n/** ZOOM_E_{name} */\nfinal class {} extends ZoomException\n{{\n}}\n",
            exception(name)
        ));
    }
    text
}

/// PHP makes a string of what is `const char *`, up to a NUL; bytes it has to leave alone.
fn declaration(function: &Function) -> String {
    let text = c::declaration(function);
    if c::gives_bytes(function) { text.replacen("const char *", "char *", 1) } else { text }
}

/// `NOT_FOUND` as `NotFoundException`.
fn exception(status: &str) -> String {
    let words = status.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_owned() + &rest.to_lowercase()
    });
    words.collect::<String>() + "Exception"
}

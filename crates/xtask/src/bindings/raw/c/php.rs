//! PHP: C declarations for its FFI, statuses as constants, and an exception for each status.

use super::super::{NOTICE, each, pascal_case};
use crate::c_api::function::Function;
use crate::c_api::{Api, statuses};

/// `bindings/php/src/raw.php`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    let errors = || statuses().filter(|(_, _, number)| *number != 0);
    format!(
        "<?php

// {NOTICE}

declare(strict_types=1);

namespace Zoomuser;

/** @internal The declarations of the library. */
final class Raw
{{
    public const ABI_VERSION = {abi};

    /** `CALL ` stands for the calling convention. */
    public const DECLARATIONS = <<<'C'
{types}{functions}        C;

    /** The exception of each status. */
    public const EXCEPTIONS = [
{exceptions}    ];
}}

/** The numbers of the statuses. */
final class Status
{{
    public const OK = 0;
{statuses}}}
{classes}",
        abi = api.abi_version,
        types = each(super::types(api).lines(), |line| format!("        {line}\n")),
        functions = each(api.utf8_functions(), declaration),
        exceptions = each(errors(), |(_, name, _)| format!(
            "        Status::{name} => {}Exception::class,\n",
            pascal_case(name)
        )),
        statuses = each(errors(), |(_, name, number)| format!("    public const {name} = {number};\n")),
        classes = each(errors(), |(c_name, name, _)| {
            format!("\n/** {c_name} */\nfinal class {}Exception extends ZoomException\n{{\n}}\n", pascal_case(name))
        }),
    )
}

/// PHP makes a string of what is `const char *`, up to a NUL; bytes it has to leave alone.
fn declaration(function: &Function) -> String {
    let text = format!("        {}", super::declaration(function));
    if function.gives_bytes() { text.replacen("const char *", "char *", 1) } else { text }
}

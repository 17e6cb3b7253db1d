//! Perl: the functions in the types of FFI::Platypus, and the statuses as a hash.

use super::super::{NOTICE, each};
use crate::c_api::function::{Function, Type};
use crate::c_api::{Api, statuses};

/// `bindings/perl/lib/Zoomuser/Raw.pm`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    format!(
        "# {NOTICE}

package Zoomuser::Raw;

use strict;
use warnings;

our $ABI_VERSION = {abi};

our %CALLBACKS = (
    zoom_token_callback => '(opaque,sint32,opaque,size_t)->sint32',
    zoom_row_callback   => '(opaque,size_t,opaque)->sint32',
    zoom_log_callback   => '(sint32,string,opaque)->void',
);

# Name, types of the parameters, type of the result. Callbacks are given as addresses.
our @FUNCTIONS = (
{functions});

our %STATUS = (
{statuses});

1;
",
        abi = api.abi_version,
        functions = each(api.utf8_functions(), row),
        statuses = each(statuses(), |(name, _, number)| format!("    {name} => {number},\n")),
    )
}

fn row(function: &Function) -> String {
    let result = if function.gives_bytes() { "opaque" } else { kind(&function.result) };
    let parameters = function.list(" ", |parameter| kind(&parameter.kind).to_owned());
    format!("    [{} => [qw({parameters})], '{result}'],\n", function.name)
}

fn kind(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "void",
        Type::Int32 => "sint32",
        Type::Uint32 => "uint32",
        Type::Int64 => "sint64",
        Type::Size => "size_t",
        // Bytes as well: a Perl string has any.
        Type::Utf8 | Type::Bytes => "string",
        Type::HandleOut(_) => "opaque*",
        Type::SizeOut => "size_t*",
        _ => "opaque",
    }
}

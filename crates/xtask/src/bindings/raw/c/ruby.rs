//! Ruby: the functions in the types of Fiddle, and the statuses as a hash.

use super::super::{NOTICE, each};
use crate::c_api::function::{Function, Type};
use crate::c_api::{Api, statuses};

/// `bindings/ruby/lib/zoomuser/raw.rb`.
pub(in crate::bindings) fn declarations(api: &Api) -> String {
    format!(
        "# frozen_string_literal: true

# {NOTICE}

require \"fiddle\"

module Zoomuser
  # What the library declares.
  module Raw
    ABI_VERSION = {abi}

    VOID = Fiddle::TYPE_VOID
    INT32 = Fiddle::TYPE_INT32_T
    INT64 = Fiddle::TYPE_INT64_T
    SIZE = Fiddle::TYPE_SIZE_T
    TEXT = Fiddle::TYPE_CONST_STRING
    POINTER = Fiddle::TYPE_VOIDP

    # Name => types of the parameters, type of the result.
    FUNCTIONS = {{
{functions}    }}.freeze

    # Name => types of the parameters, type of the result.
    CALLBACKS = {{
      zoom_token_callback: [[POINTER, INT32, POINTER, SIZE], INT32],
      zoom_row_callback: [[POINTER, SIZE, POINTER], INT32],
      zoom_log_callback: [[INT32, POINTER, POINTER], VOID]
    }}.freeze

    STATUS = {{
{statuses}    }}.freeze
  end
end
",
        abi = api.abi_version,
        functions = each(api.utf8_functions(), row),
        statuses =
            each(statuses(), |(name, _, number)| format!("      {}: {number},\n", name.trim_start_matches("ZOOM_"))),
    )
}

fn row(function: &Function) -> String {
    // Fiddle refuses a NUL in `TEXT`; text with its length beside it may have one.
    let is_counted = |name: &str| function.parameters.iter().any(|other| other.name == format!("{name}_length"));
    let parameters = function
        .list(", ", |parameter| if is_counted(&parameter.name) { "POINTER" } else { kind(&parameter.kind) }.to_owned());
    let result = if function.gives_bytes() { "POINTER" } else { kind(&function.result) };
    format!("      {}: [[{parameters}], {result}],\n", function.name)
}

fn kind(kind: &Type) -> &'static str {
    match kind {
        Type::Void => "VOID",
        Type::Int32 => "INT32",
        Type::Uint32 => "-INT32",
        Type::Int64 => "INT64",
        Type::Size => "SIZE",
        Type::Utf8 => "TEXT",
        _ => "POINTER",
    }
}

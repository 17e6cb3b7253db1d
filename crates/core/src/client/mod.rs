//! The client: builder, options, the request loop, updates and their confirmation, lists.

pub(crate) mod builder;
pub(crate) mod call_options;
#[expect(clippy::module_inception, reason = "the folder is named after the type that it is about")]
pub(crate) mod client;
pub(crate) mod confirm;
pub(crate) mod error;
pub(crate) mod execute;
pub(crate) mod flat_client;
pub(crate) mod list;
pub(crate) mod one_call;
pub mod option_schema;
pub(crate) mod option_value;
pub(crate) mod options;
pub(crate) mod updated;

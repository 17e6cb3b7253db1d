//! The commands.

pub(crate) mod bulk;
pub(crate) mod check;
pub(crate) mod doctor;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod request;
pub(crate) mod sandbox;
pub(crate) mod tables;
pub(crate) mod update;
pub(crate) mod user_operation;

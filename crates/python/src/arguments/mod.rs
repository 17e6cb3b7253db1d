//! The arguments of the package's functions, as options, fields and requests of the core library.

pub(crate) mod form;
pub(crate) mod options;
pub(crate) mod patch;
pub(crate) mod request;
pub(crate) mod token;

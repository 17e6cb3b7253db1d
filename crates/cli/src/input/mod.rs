//! Input: files, standard input, credentials.

pub(crate) mod credentials;
pub(crate) mod fields_file;
pub(crate) mod file;
pub(crate) mod shell_quoting;

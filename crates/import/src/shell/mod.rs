//! Splitting commands for sh, cmd.exe and PowerShell, and finding the command in pasted text.

pub(crate) mod accumulated;
pub(crate) mod cmd_words;
pub(crate) mod here_doc;
pub(crate) mod pasted;
pub(crate) mod powershell_words;
pub(crate) mod typographic;
pub(crate) mod variables;
pub(crate) mod words;

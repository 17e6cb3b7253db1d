//! The scripts, which run on the server.

/// Reads the ledger; the beginning of the scripts that use it.
const LEDGER: &str = include_str!("scripts/ledger.lua");

/// The next turn of an account.
pub(crate) const TURN: [&str; 2] = [LEDGER, include_str!("scripts/turn.lua")];
/// What a response teaches.
pub(crate) const LEARN: [&str; 2] = [LEDGER, include_str!("scripts/learn.lua")];
/// What was not used.
pub(crate) const GIVE_BACK: [&str; 2] = [LEDGER, include_str!("scripts/give_back.lua")];
/// The token of an app.
pub(crate) const TOKEN: [&str; 2] = ["", include_str!("scripts/token.lua")];

/// Tries every command that the other scripts use.
pub(crate) const PROBE: [&str; 2] = [LEDGER, include_str!("scripts/probe.lua")];

/// A script as it is sent, without comments and indentation. It goes with each call: `EVALSHA` would need a second way for a
/// server that was restarted.
pub(crate) fn text(script: [&str; 2]) -> String {
    let mut text = String::with_capacity(script.iter().map(|part| part.len()).sum());
    let lines = script.iter().flat_map(|part| part.lines()).map(str::trim_start);
    for line in lines.filter(|line| !line.starts_with("--") && !line.is_empty()) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

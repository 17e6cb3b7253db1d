//! The processes that this one started, directly or not, which a signal ends together with it.

use crate::command::command;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::collections::BTreeSet;
use std::fs;
use std::process::id;
use std::thread;

/// From now on a signal that ends this process ends its descendants first. Some are in process groups of their own
/// (`timeout` makes one), where Ctrl-C does not reach them.
pub(super) fn end_on_signals() -> Result<(), String> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM]).map_err(|error| error.to_string())?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            end(&descendants(id()));
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
    Ok(())
}

fn end(processes: &[u32]) {
    let _ =
        command("sh").args(["-c", "kill \"$@\" 2>/dev/null", "sh"]).args(processes.iter().map(u32::to_string)).status();
}

/// The descendants of a process, parents before their children.
fn descendants(of: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let all: Vec<u32> = entries.filter_map(|entry| entry.file_name().to_string_lossy().parse().ok()).collect();
    let mut pairs: Vec<(u32, u32)> = all.into_iter().filter_map(|process| Some((parent(process)?, process))).collect();
    let (mut known, mut found) = (BTreeSet::from([of]), Vec::new());
    loop {
        let (children, others): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(parent, _)| known.contains(parent));
        if children.is_empty() {
            return found;
        }
        known.extend(children.iter().map(|(_, child)| *child));
        found.extend(children.iter().map(|(_, child)| *child));
        pairs = others;
    }
}

/// The parent of a process, by `/proc/PID/stat`: behind the name, which may contain anything, are state and parent.
fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    #[test]
    fn a_grandchild_in_a_process_group_of_its_own_is_found_and_ended() {
        // `timeout` makes a group of its own. The line says that all of them run.
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "timeout 60 sh -c 'echo; exec tail -f /dev/null'; exit 3"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut shell = shell.spawn().expect("a shell");
        let mut output = BufReader::new(shell.stdout.take().expect("its output"));
        output.read_line(&mut String::new()).expect("a line");
        let found = descendants(id());
        let position = |process: u32| found.iter().position(|one| *one == process);
        let timeout = found.iter().copied().find(|one| parent(*one) == Some(shell.id())).expect("timeout");
        let tail = found.iter().copied().find(|one| parent(*one) == Some(timeout)).expect("tail");
        assert!(position(shell.id()) < position(timeout) && position(timeout) < position(tail), "{found:?}");
        end(&[tail, timeout]);
        // Ends when the last process that can write to it has ended.
        assert_eq!(output.read_line(&mut String::new()).expect("the end"), 0);
        assert_eq!(shell.wait().expect("its end").code(), Some(3));
    }
}

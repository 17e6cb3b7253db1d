//! Third-party servers, started on local ports for a test.

use crate::folder::Folder;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A running program.
pub struct Daemon {
    command: Command,
    child: Child,
    /// Where it listens.
    pub port: u16,
}

impl Daemon {
    /// Starts what `command` makes for a free port, until the program listens there. Another process may take the port
    /// in between; then it is tried with the next.
    ///
    /// # Panics
    ///
    /// If it does not listen.
    pub fn start(folder: &Folder, mut command: impl FnMut(&Folder, u16) -> Command) -> Self {
        for _ in 0..5 {
            let port = free_port();
            let mut command = command(folder, port);
            let log = std::fs::File::create(folder.file("log")).expect("a log");
            command.stdin(Stdio::null()).stdout(log.try_clone().expect("a log")).stderr(log);
            let child = command.spawn().expect("it starts");
            let mut daemon = Self { command, child, port };
            if daemon.listens() {
                return daemon;
            }
        }
        panic!("it does not listen: {}", std::fs::read_to_string(folder.file("log")).unwrap_or_default());
    }

    /// The number of its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills the program.
    ///
    /// # Panics
    ///
    /// If it has ended before.
    pub fn stop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("it ran");
    }

    /// Starts the program again, on the same port.
    ///
    /// # Panics
    ///
    /// If it does not listen.
    pub fn start_again(&mut self) {
        self.child = self.command.spawn().expect("it starts");
        assert!(self.listens(), "it does not listen again");
    }

    /// Waits until the program owns the listening socket. A successful connection would prove nothing: another process may
    /// listen, and repeated attempts can get this port as their own source port and connect to themselves.
    fn listens(&mut self) -> bool {
        let end = Instant::now() + Duration::from_secs(60);
        while Instant::now() < end && matches!(self.child.try_wait(), Ok(None)) {
            if owns_listener(self.child.id(), self.port) {
                return true;
            }
            thread::yield_now();
        }
        false
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a process has a socket that listens on this port of 127.0.0.1.
fn owns_listener(process: u32, port: u16) -> bool {
    const LISTENS: &str = "0A";
    let address = format!("0100007F:{port:04X}");
    let sockets = std::fs::read_to_string("/proc/net/tcp").expect("the sockets of this machine");
    let listener = sockets.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>());
    let listener = listener.filter(|words| words.get(1) == Some(&address.as_str()) && words.get(3) == Some(&LISTENS));
    let names: Vec<String> = listener.filter_map(|words| Some(format!("socket:[{}]", words.get(9)?))).collect();
    let Ok(open) = std::fs::read_dir(format!("/proc/{process}/fd")) else { return false };
    let is_it = |target: &Path| names.iter().any(|name| target.as_os_str() == name.as_str());
    open.flatten().filter_map(|entry| std::fs::read_link(entry.path()).ok()).any(|target| is_it(&target))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Runs a program to its end.
///
/// # Panics
///
/// If it fails.
pub fn run(program: &str, arguments: &[&str], folder: &Path) {
    let output = Command::new(program).args(arguments).current_dir(folder).output().expect(program);
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::has;

    #[test]
    fn a_port_that_is_taken_is_not_used() {
        if !has("microsocks") {
            return;
        }
        let folder = Folder::new();
        let mut taken = None;
        let daemon = Daemon::start(&folder, |_, port| {
            taken.get_or_insert_with(|| TcpListener::bind(("127.0.0.1", port)).expect("it is free"));
            let mut command = Command::new("microsocks");
            command.args(["-i", "127.0.0.1", "-p", &port.to_string()]);
            command
        });
        let taken = taken.expect("it was asked");
        let taken_port = taken.local_addr().expect("an address").port();
        assert_ne!(daemon.port, taken_port);
        assert!(owns_listener(std::process::id(), taken_port) && owns_listener(daemon.child.id(), daemon.port));
    }
}

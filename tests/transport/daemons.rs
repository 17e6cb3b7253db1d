//! Programs that others wrote, started for a test on ports of this machine and ended with it.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use support::folder::Folder;

/// A running program.
pub(crate) struct Daemon {
    child: Child,
    pub(crate) port: u16,
}

impl Daemon {
    /// Starts what `command` makes for a free port, until the program listens there. Another process may take the port
    /// in between; then it is tried with the next.
    pub(crate) fn start(folder: &Folder, mut command: impl FnMut(&Folder, u16) -> Command) -> Self {
        for _ in 0..5 {
            let port = free_port();
            let mut command = command(folder, port);
            let log = std::fs::File::create(folder.file("log")).expect("a log");
            command.stdin(Stdio::null()).stdout(log.try_clone().expect("a log")).stderr(log);
            let mut daemon = Self { child: command.spawn().expect("it starts"), port };
            if daemon.listens() {
                return daemon;
            }
        }
        panic!("it does not listen: {}", std::fs::read_to_string(folder.file("log")).unwrap_or_default());
    }

    fn listens(&mut self) -> bool {
        let end = Instant::now() + Duration::from_secs(60);
        while Instant::now() < end && matches!(self.child.try_wait(), Ok(None)) {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
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

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Runs a program to its end.
pub(crate) fn run(program: &str, arguments: &[&str], folder: &Path) {
    let output = Command::new(program).args(arguments).current_dir(folder).output().expect(program);
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

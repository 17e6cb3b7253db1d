//! Redis or Valkey, started for a test or a benchmark.

use crate::daemon::Daemon;
use crate::folder::Folder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long a test waits for a reply.
const PATIENCE: Duration = Duration::from_secs(60);

/// The programs that may be there. Debian has the first one, and from version 13 on both.
pub const PROGRAMS: [&str; 2] = ["redis-server", "valkey-server"];

/// Whether the program is installed. Debian 12 has no Valkey, so its absence is no failure anywhere.
#[must_use]
pub fn is_there(program: &str) -> bool {
    if program == PROGRAMS[0] {
        return crate::has(program);
    }
    let is_there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !is_there {
        eprintln!("skipped: {program} is missing (apt-get install {program}, from Debian 13 on)");
    }
    is_there
}

/// A server without any data on disk.
pub struct Redis {
    /// Its process.
    pub daemon: Daemon,
    /// Its folder.
    pub folder: Folder,
}

impl Redis {
    /// Starts each program that is installed, one after the other, for the same test.
    pub fn each(test: impl Fn(&str)) {
        PROGRAMS.into_iter().filter(|program| is_there(program)).for_each(test);
    }

    /// Starts the program with these further arguments.
    #[must_use]
    pub fn start(program: &str, arguments: &[&str]) -> Self {
        let folder = Folder::new();
        let daemon = Daemon::start(&folder, |folder, port| {
            let mut command = Command::new(program);
            command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--dir", folder.text()]);
            command.args(["--save", "", "--appendonly", "no"]).args(arguments);
            command
        });
        Self { daemon, folder }
    }

    /// Starts the program with TLS alone.
    #[must_use]
    pub fn start_tls(program: &str, arguments: &[&str]) -> Self {
        let folder = Folder::new();
        let daemon = Daemon::start(&folder, |folder, port| {
            let mut command = Command::new(program);
            command.args(["--bind", "127.0.0.1", "--port", "0", "--tls-port", &port.to_string()]);
            command.args(["--dir", folder.text(), "--save", "", "--appendonly", "no"]).args(arguments);
            command
        });
        Self { daemon, folder }
    }

    /// The value of `share`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.daemon.port)
    }

    /// A connection.
    #[must_use]
    pub fn connect(&self) -> Connection {
        Connection::to(self.daemon.port)
    }

    /// Carries out one command, its words with blanks between.
    #[must_use]
    pub fn command(&self, command: &str) -> String {
        self.connect().command(&command.split(' ').collect::<Vec<_>>())
    }
}

/// A connection that is not of the library.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    /// Connects to a port of this machine.
    ///
    /// # Panics
    ///
    /// If nothing listens there.
    #[must_use]
    pub fn to(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        Self(BufReader::new(stream))
    }

    /// Carries out one command. The texts of an array come one a line.
    ///
    /// # Panics
    ///
    /// If there is no reply.
    pub fn command(&mut self, words: &[&str]) -> String {
        self.send(words);
        self.reply()
    }

    /// Sends a command.
    ///
    /// # Panics
    ///
    /// If that fails.
    pub fn send(&mut self, words: &[&str]) {
        let mut text = format!("*{}\r\n", words.len());
        for word in words {
            text += &format!("${}\r\n{word}\r\n", word.len());
        }
        self.0.get_mut().write_all(text.as_bytes()).expect("written");
    }

    /// Reads a reply.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn reply(&mut self) -> String {
        let mut line = Vec::new();
        self.0.read_until(b'\n', &mut line).expect("a reply");
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let (mark, rest) = line.split_at_checked(1).expect("a reply");
        let length = || rest.parse::<i64>().expect("a length");
        match mark {
            "$" => {
                let Ok(length) = usize::try_from(length()) else { return "(nil)".to_owned() };
                let mut text = vec![0; length + 2];
                self.0.read_exact(&mut text).expect("a text");
                String::from_utf8_lossy(&text[..length]).into_owned()
            }
            "*" => (0..length()).map(|_| self.reply()).collect::<Vec<_>>().join("\n"),
            _ => rest.to_owned(),
        }
    }
}

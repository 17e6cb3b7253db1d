//! Locks a file, prints `locked`, and holds the lock until the end of standard input.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "the test reads it")]

use rustix::fs::{FlockOperation, fcntl_lock};
use std::fs::OpenOptions;
use std::io::Read;

fn main() {
    let path = std::env::args().nth(1).expect("the path of a file");
    let file = OpenOptions::new().create(true).append(true).open(&path).expect("the file");
    fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive).expect("the lock");
    println!("locked");
    let _ = std::io::stdin().read(&mut [0]);
}

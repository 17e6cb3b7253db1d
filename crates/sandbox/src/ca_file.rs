//! The CA certificate on disk. A temporary file is removed when it is dropped, by [`remove_temporary_files`] before a
//! signal ends the process, or by the next sandbox if the process was killed.

use crate::account::state::lock;
use crate::random;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const PREFIX: &str = "zoomuser-sandbox-";
const SUFFIX: &str = ".pem";

/// The temporary files of this process.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

pub(crate) struct CaFile {
    pub(crate) path: PathBuf,
    temporary: bool,
}

impl CaFile {
    pub(crate) fn write(path: Option<PathBuf>, pem: &str) -> io::Result<CaFile> {
        if let Some(path) = path {
            fs::write(&path, pem)?;
            return Ok(CaFile { path, temporary: false });
        }
        let folder = std::env::temp_dir();
        remove_leftovers(&folder);
        let (namespace, pid) = (pid_namespace(), std::process::id());
        let path = folder.join(format!("{PREFIX}{namespace}-{pid}-{}{SUFFIX}", random::hex()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        lock(&TEMPORARY).push(path.clone());
        let ca_file = CaFile { path, temporary: true };
        file.write_all(pem.as_bytes())?;
        Ok(ca_file)
    }
}

impl Drop for CaFile {
    fn drop(&mut self) {
        if self.temporary {
            let _ = fs::remove_file(&self.path);
            lock(&TEMPORARY).retain(|path| *path != self.path);
        }
    }
}

/// Removes the temporary CA files of this process, before a signal ends it. Its sandboxes cannot be used afterwards.
pub fn remove_temporary_files() {
    for path in lock(&TEMPORARY).drain(..) {
        let _ = fs::remove_file(path);
    }
}

/// The PID namespace of this process: containers that share a folder have separate process ids.
fn pid_namespace() -> u64 {
    let link = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let number = link.to_str().and_then(|link| link.strip_prefix("pid:[")?.strip_suffix(']')?.parse().ok());
    number.unwrap_or(0)
}

/// Removes the files of processes that no longer exist. Needs /proc.
fn remove_leftovers(folder: &Path) {
    let namespace = pid_namespace();
    if namespace == 0 {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(owner).filter(|owner| owner.0 == namespace);
        if owner.is_some_and(|(_, pid)| !Path::new(&format!("/proc/{pid}")).exists()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The PID namespace and the process id in a file name.
fn owner(name: &str) -> Option<(u64, u32)> {
    let mut parts = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split('-');
    let owner = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let random = parts.next()?;
    let is_random = random.len() == 32 && random.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_random && parts.next().is_none()).then_some(owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_contains_its_owner() {
        let random = "0123456789abcdef0123456789abcdef";
        assert_eq!(owner(&format!("zoomuser-sandbox-4026531836-77-{random}.pem")), Some((4_026_531_836, 77)));
        for name in [
            format!("zoomuser-sandbox-{random}.pem"),
            format!("zoomuser-sandbox-1-{random}.pem"),
            format!("zoomuser-sandbox-1-2-{random}x.pem"),
            format!("zoomuser-sandbox-1-2-3-{random}.pem"),
            format!("zoomuser-sandbox-1-2-{random}.pem.old"),
            "zoomuser-sandbox-notes.pem".to_owned(),
        ] {
            assert_eq!(owner(&name), None, "{name}");
        }
    }
}

//! Which certificate authorities are trusted.

use super::pem::PemFile;
use crate::answer::error::Error;
use crate::answer::status::Status;
use crate::send::options::Options;
use crate::send::slots::Slots;
use rustls::RootCertStore;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

/// The system's authorities; reading them takes milliseconds, so a process reads them once.
static SYSTEM: Slots<System, 1> = Slots::new();

#[derive(Clone)]
struct System {
    roots: Arc<RootCertStore>,
    /// They are Mozilla's, because the operating system has none.
    built_in: bool,
}

/// How many authorities are trusted, and whose they are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trust {
    pub(crate) system: usize,
    /// Those of the system are this library's, because the system has none.
    pub(crate) built_in: bool,
    /// Those of `ca_file`.
    pub(crate) of_file: usize,
}

impl Trust {
    /// Counts the authorities that these options trust.
    pub(crate) fn of(options: &Options) -> Result<Self, Error> {
        let all = trusted(options)?.len();
        if !options.system_roots {
            return Ok(Self { of_file: all, ..Self::default() });
        }
        let System { roots, built_in } = system();
        Ok(Self { system: roots.len(), built_in, of_file: all.saturating_sub(roots.len()) })
    }
}

/// The authorities that these options trust: the system's unless switched off, and those of `ca_file`.
pub(super) fn trusted(options: &Options) -> Result<Arc<RootCertStore>, Error> {
    let system = if options.system_roots { system().roots } else { Arc::new(RootCertStore::empty()) };
    let Some(file) = &options.ca_file else {
        if system.is_empty() {
            let why = match options.system_roots {
                true => "ca_file: the system trusts no certificate authority, so this option is needed",
                false => "system_roots: off needs the option ca_file",
            };
            return Err(Error::new(Status::InvalidArgument, why));
        }
        return Ok(system);
    };
    let mut roots = RootCertStore::clone(&system);
    add_file(&mut roots, file)?;
    Ok(Arc::new(roots))
}

/// What the operating system trusts, or what Mozilla trusts where the operating system has no list.
fn system() -> System {
    let load = || {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let built_in = roots.is_empty() && add_built_in(&mut roots);
        System { roots: Arc::new(roots), built_in }
    };
    let Ok(system) = SYSTEM.get_or_make(|| Ok::<_, Infallible>(load()));
    system
}

#[cfg(not(windows))]
fn add_built_in(roots: &mut RootCertStore) -> bool {
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    true
}

/// Windows always has a list, and the library for it is to stay small.
#[cfg(windows)]
fn add_built_in(_roots: &mut RootCertStore) -> bool {
    false
}

fn add_file(roots: &mut RootCertStore, file: &Path) -> Result<(), Error> {
    let file = PemFile::read("ca_file", file)?;
    for (i, certificate) in file.certificates()?.into_iter().enumerate() {
        let number = i + 1;
        roots
            .add(certificate)
            .map_err(|_| file.wrong(&format!("holds a certificate, number {number}, that cannot be used")))?;
    }
    Ok(())
}

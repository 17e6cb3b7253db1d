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
static SYSTEM: Slots<Arc<RootCertStore>, 1> = Slots::new();

/// The authorities that these options trust: the system's unless switched off, and those of `ca_file`.
pub(super) fn trusted(options: &Options) -> Result<Arc<RootCertStore>, Error> {
    let system = if options.system_roots {
        let Ok(roots) = SYSTEM.get_or_make(|| Ok::<_, Infallible>(Arc::new(system())));
        roots
    } else {
        Arc::new(RootCertStore::empty())
    };
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

/// What the operating system trusts, or what Mozilla trusts where the operating system has no list. Windows has one.
fn system() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    #[cfg(not(windows))]
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
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

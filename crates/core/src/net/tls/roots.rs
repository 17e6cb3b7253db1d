//! The trusted certificate authorities.

use super::native_roots;
use super::pem::PemFile;
use crate::net::settings::NetSettings;
use crate::process::per_process::PerProcess;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::response::status::Status;
use crate::text::breaks_line;
use crate::text::describe;
use rustls::RootCertStore;
use rustls_native_certs::ErrorKind;
use std::convert::Infallible;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The system's authorities; reading them takes milliseconds, so a process reads them once.
static SYSTEM: PerProcess<System, 1> = PerProcess::new();

/// All of the system's authorities, where [`SYSTEM`] has those of its file.
static WHOLE_SYSTEM: PerProcess<Arc<RootCertStore>, 1> = PerProcess::new();

#[derive(Clone)]
struct System {
    roots: Arc<RootCertStore>,
    /// Whether `roots` has all of them.
    is_whole: bool,
    source: Source,
    /// Problems with the variables, each named after its variable.
    problems: Arc<[Problem]>,
}

/// Where the system's authorities come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Source {
    #[default]
    System,
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR`, which replace the system's list.
    Variables,
    /// Mozilla's list, because the operating system has none.
    Mozilla,
}

/// The number of trusted authorities, and their source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trust {
    pub(crate) system: usize,
    /// The source of the system's authorities.
    pub(crate) source: Source,
    /// The authorities of `ca_file`.
    pub(crate) of_file: usize,
    /// Problems with the variables that name authorities.
    pub(crate) problems: Vec<Problem>,
}

impl Trust {
    /// Counts the authorities that these options trust.
    pub(crate) fn of(settings: &NetSettings) -> Result<Self, Error> {
        let all = trusted(settings)?.len();
        if !settings.system_roots {
            return Ok(Self { of_file: all, ..Self::default() });
        }
        let System { roots, source, problems, .. } = system();
        let of_file = all.saturating_sub(roots.len());
        let system = whole_system().unwrap_or(roots).len();
        Ok(Self { system, source, of_file, problems: problems.to_vec() })
    }
}

/// The hint for a variable that names no authority.
pub(crate) const VARIABLE_HINT: &str =
    "let the variable name PEM files with certificates, or unset it: then the system's authorities are trusted";

/// Problems with the variables that name the system's authorities, if these were read, in this process or before a fork.
pub(crate) fn problems() -> Vec<Problem> {
    SYSTEM.peek(Duration::MAX, |_| true).map(|system| system.problems.to_vec()).unwrap_or_default()
}

/// The authorities that these options trust: the system's unless switched off, and those of `ca_file`.
pub(crate) fn trusted(settings: &NetSettings) -> Result<Arc<RootCertStore>, Error> {
    let (system, problems) = match settings.system_roots {
        true => (system().roots, system().problems),
        false => (Arc::new(RootCertStore::empty()), Arc::default()),
    };
    let Some(file) = &settings.ca_file else {
        return if system.is_empty() { Err(no_authority(settings, &problems)) } else { Ok(system) };
    };
    let mut roots = RootCertStore::clone(&system);
    add_file(&mut roots, file)?;
    Ok(Arc::new(roots))
}

/// The error if no authority is trusted.
fn no_authority(settings: &NetSettings, problems: &[Problem]) -> Error {
    let why = match (settings.system_roots, problems) {
        (false, _) => "system_roots: off needs the option ca_file",
        (true, []) => "ca_file: the system trusts no certificate authority, so this option is needed",
        (true, problems) => {
            let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
            let why = format!("{}; no other certificate authority is trusted in its place", problems.join("; "));
            return Error::new(Status::InvalidArgument, why).with_hint(VARIABLE_HINT);
        }
    };
    Error::new(Status::InvalidArgument, why)
}

/// All of the system's authorities, for a certificate that those of [`trusted`] do not verify; `None` if that has all.
pub(crate) fn whole_system() -> Option<Arc<RootCertStore>> {
    let load = || {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(native_roots::all());
        Ok::<_, Infallible>(Arc::new(roots))
    };
    if system().is_whole {
        return None;
    }
    let Ok(whole) = WHOLE_SYSTEM.get_or_make(load);
    Some(whole)
}

const CERT_FILE: &str = "SSL_CERT_FILE";
const CERT_DIR: &str = "SSL_CERT_DIR";

/// The authorities that the variables name, else those of the operating system, or Mozilla's if it has no list.
fn system() -> System {
    let load = || {
        let system = load(env::var_os(CERT_FILE), env::var_os(CERT_DIR));
        for problem in &*system.problems {
            log::warn!("{problem}");
        }
        system
    };
    let Ok(system) = SYSTEM.get_or_make(|| Ok::<_, Infallible>(load()));
    system
}

fn load(file: Option<OsString>, folders: Option<OsString>) -> System {
    let mut roots = RootCertStore::empty();
    if file.is_some() || folders.is_some() {
        // The variables replace the system's list, even if nothing they name can be used.
        let mut problems = Vec::new();
        if let Some(file) = file {
            problems.extend(add_named(&mut roots, CERT_FILE, &[PathBuf::from(file)]));
        }
        if let Some(folders) = folders {
            problems.extend(add_named(&mut roots, CERT_DIR, &env::split_paths(&folders).collect::<Vec<_>>()));
        }
        return System { roots: Arc::new(roots), is_whole: true, source: Source::Variables, problems: problems.into() };
    }
    roots.add_parsable_certificates(native_roots::of_file());
    let is_whole = roots.is_empty();
    if is_whole {
        roots.add_parsable_certificates(native_roots::all());
    }
    let is_built_in = roots.is_empty() && add_built_in(&mut roots);
    let source = if is_built_in { Source::Mozilla } else { Source::System };
    System { roots: Arc::new(roots), is_whole, source, problems: Arc::default() }
}

/// Adds the files or folders that a variable names; returns what cannot be used.
fn add_named(roots: &mut RootCertStore, variable: &'static str, paths: &[PathBuf]) -> Vec<Problem> {
    let paths: Vec<_> = paths.iter().filter(|path| !path.as_os_str().is_empty()).collect();
    if paths.is_empty() {
        return vec![Problem::new(variable, "is set, but names nothing")];
    }
    paths.into_iter().filter_map(|path| add_path(roots, variable, path)).collect()
}

/// Adds the certificates of a file or folder; returns why not all could be added.
fn add_path(roots: &mut RootCertStore, variable: &'static str, path: &Path) -> Option<Problem> {
    let name: String = path.to_string_lossy().chars().map(|c| if breaks_line(c) { '?' } else { c }).collect();
    let problem = |why: &str| Some(Problem::new(variable, format!("{name} {why}")));
    let about = match path.metadata() {
        Ok(about) => about,
        Err(error) => return problem(&format!("cannot be read: {}", describe(&error))),
    };
    let loaded = match variable {
        // Reading a pipe could block forever.
        CERT_FILE if !about.is_file() => return problem("is no regular file"),
        CERT_FILE => rustls_native_certs::load_certs_from_paths(Some(path), None),
        _ if !about.is_dir() => return problem("is no folder"),
        _ => rustls_native_certs::load_certs_from_paths(None, Some(path)),
    };
    let (added, _) = roots.add_parsable_certificates(loaded.certs);
    let why = loaded.errors.first().map(|error| match &error.kind {
        ErrorKind::Io { inner, .. } => format!("cannot be read: {}", describe(inner)),
        _ => "is not well-formed PEM".to_owned(),
    });
    match (added, why) {
        (0, Some(why)) => problem(&why),
        (0, None) => problem("holds no certificate in PEM form that can be used"),
        (_, Some(why)) => problem(&format!("can be used in part only: something in it {why}")),
        (_, None) => None,
    }
}

#[cfg(not(windows))]
fn add_built_in(roots: &mut RootCertStore) -> bool {
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    true
}

/// Windows always has a list, and the DLL is to stay small.
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    /// A folder that goes with its owner.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let folder = env::temp_dir().join(format!("zoomuser-roots-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(folder.join("none")).expect("made");
            fs::create_dir_all(folder.join("some")).expect("made");
            Self(folder)
        }

        fn file(&self, name: &str, content: &str) -> OsString {
            fs::write(self.0.join(name), content).expect("written");
            self.0.join(name).into()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// A certificate of an authority, made for this test; its key was thrown away.
    const AUTHORITY: &str = "-----BEGIN CERTIFICATE-----
MIIBejCCAR+gAwIBAgIUJXI1gsvPQD2/I6suzaZyH8EEaEUwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGQSB0ZXN0MCAXDTI2MTEyOTA0MDg1MVoYDzIxMjYxMTA1MDQw
ODUxWjARMQ8wDQYDVQQDDAZBIHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARwFdAsegMEManvl/rTdgXapSHUvInYtXuOKElSfZIPwbajM+8yd8fdZAfIfjxA
OEz+tfd9agyQS1HqR7rmQqgHo1MwUTAdBgNVHQ4EFgQUfmypkpedQPzRCFjkIsih
Zjml0JUwHwYDVR0jBBgwFoAUfmypkpedQPzRCFjkIsihZjml0JUwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAoIEQWLF23VpM0sAlAVM7j9vjK5um
t9M/r0g28TgKzfkCIQDBwW4V/aYpw8L3JDhrb6xvzgCOR5PhsgvXTPV/+R5gUQ==
-----END CERTIFICATE-----
";

    fn messages(system: &System) -> Vec<String> {
        system.problems.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn what_the_variables_name_is_trusted_and_nothing_else() {
        let folder = Folder::new();
        let path = |name: &str| Some(OsString::from(folder.0.join(name)));
        let good = Some(folder.file("good.pem", AUTHORITY));
        let empty = Some(folder.file("empty.pem", ""));
        let junk = Some(folder.file("junk.pem", "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"));
        let no_certificate = AUTHORITY.replace("MII", "AAA");
        let invalid = Some(folder.file("invalid.pem", &no_certificate));
        let half = format!("{AUTHORITY}-----BEGIN CERTIFICATE-----\n");
        let half = Some(folder.file("half.pem", &half));
        folder.file("some/one.pem", AUTHORITY);
        folder.file("some/README", "text\n");
        let both = env::join_paths([folder.0.join("none"), folder.0.join("some")]).expect("a list");
        for (file, folders, trusted, problems) in [
            (good.clone(), None, 1, &[][..]),
            (None, path("some"), 1, &[]),
            (good.clone(), path("some"), 2, &[]),
            (None, Some(both), 1, &["SSL_CERT_DIR: @/none holds no certificate in PEM form that can be used"]),
            (empty, None, 0, &["SSL_CERT_FILE: @/empty.pem holds no certificate in PEM form that can be used"]),
            (junk, None, 0, &["SSL_CERT_FILE: @/junk.pem is not well-formed PEM"]),
            (invalid, None, 0, &["SSL_CERT_FILE: @/invalid.pem holds no certificate in PEM form that can be used"]),
            (path("none"), None, 0, &["SSL_CERT_FILE: @/none is no regular file"]),
            (path("missing"), None, 0, &["SSL_CERT_FILE: @/missing cannot be read: No such file or directory"]),
            (path("a\nb"), None, 0, &["SSL_CERT_FILE: @/a?b cannot be read: No such file or directory"]),
            (Some(OsString::new()), None, 0, &["SSL_CERT_FILE: is set, but names nothing"]),
            (None, Some(OsString::new()), 0, &["SSL_CERT_DIR: is set, but names nothing"]),
            (None, path("good.pem"), 0, &["SSL_CERT_DIR: @/good.pem is no folder"]),
            (path("missing"), path("some"), 1, &["SSL_CERT_FILE: @/missing cannot be read: No such file or directory"]),
            (
                half,
                None,
                1,
                &["SSL_CERT_FILE: @/half.pem can be used in part only: something in it is not well-formed PEM"],
            ),
        ] {
            let what = format!("{file:?} {folders:?}");
            let system = load(file, folders);
            let expected: Vec<_> =
                problems.iter().map(|problem| problem.replace('@', &folder.0.to_string_lossy())).collect();
            assert_eq!((system.roots.len(), system.source), (trusted, Source::Variables), "{what}");
            assert_eq!(messages(&system), expected, "{what}");
        }
        let system = load(None, None);
        assert!(!system.roots.is_empty() && system.problems.is_empty() && system.source != Source::Variables);
    }
}

//! PEM files of certificates and keys.

use crate::response::error::Error;
use crate::response::status::Status;
use crate::text::breaks_line;
use crate::text::describe;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// The content of a PEM file, wiped when dropped, because it may hold a key.
pub(crate) struct PemFile<'a> {
    option: &'static str,
    path: &'a Path,
    text: Zeroizing<Vec<u8>>,
}

/// The longest file, in bytes. The lists of operating systems have about 200 KiB.
const MAX_FILE_LEN: u64 = 16 * 1024 * 1024;

impl<'a> PemFile<'a> {
    /// Reads the file that `option` names.
    pub(crate) fn read(option: &'static str, path: &'a Path) -> Result<Self, Error> {
        let mut file = Self { option, path, text: Zeroizing::default() };
        let unreadable = |error| file.unreadable(&error);
        // Reading a pipe could block forever.
        let about = path.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(file.wrong("is no regular file"));
        }
        if about.len() > MAX_FILE_LEN {
            return Err(file.wrong("is longer than 16 MiB"));
        }
        // With room for one more byte, reading does not reallocate, which would leave a copy of a key.
        let room = usize::try_from(about.len()).unwrap_or_default() + 1;
        let mut text = Zeroizing::new(Vec::with_capacity(room));
        let opened = File::open(path).map_err(unreadable)?;
        opened.take(about.len()).read_to_end(&mut text).map_err(unreadable)?;
        file.text = text;
        Ok(file)
    }

    /// The error of reading the file: an invalid argument if the path is wrong; anything else, such as too many open files, may
    /// be transient.
    fn unreadable(&self, error: &io::Error) -> Error {
        use io::ErrorKind as Kind;
        let wrong = self.wrong(&format!("cannot be read: {}", describe(error)));
        match error.kind() {
            Kind::NotFound | Kind::PermissionDenied | Kind::InvalidInput | Kind::NotADirectory | Kind::IsADirectory => {
                wrong
            }
            // ELOOP and ENAMETOOLONG, which have no stable kind in Rust 1.85.
            _ if cfg!(unix) && matches!(error.raw_os_error(), Some(36 | 40 | 62 | 63)) => wrong,
            _ => Error::new(Status::Io, wrong.message()),
        }
    }

    /// An error that names the file. A text too long for a path is not shown, because it may be a key or a token.
    pub(crate) fn wrong(&self, why: &str) -> Error {
        const MAX_SHOWN_LEN: usize = 255;
        let name: String = self.path.to_string_lossy().chars().map(|c| if breaks_line(c) { '?' } else { c }).collect();
        let name = if name.len() > MAX_SHOWN_LEN { "the file".to_owned() } else { name };
        Error::new(Status::InvalidArgument, format!("{}: {name} {why}", self.option))
    }

    /// The certificates in the file, at least one.
    pub(crate) fn certificates(&self) -> Result<Vec<CertificateDer<'static>>, Error> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(self.pem()?).collect();
        match found {
            Ok(certificates) if certificates.is_empty() => Err(self.wrong("holds no certificate in PEM form")),
            Ok(certificates) => Ok(certificates),
            Err(_) => Err(self.wrong("is not well-formed PEM")),
        }
    }

    /// The one private key in the file.
    pub(crate) fn key(&self) -> Result<Zeroizing<PrivateKeyDer<'static>>, Error> {
        let pem = self.pem()?;
        let has = |words: &[u8]| pem.windows(words.len()).any(|window| window == words);
        if has(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") || has(b"Proc-Type: 4,ENCRYPTED") {
            let why = "holds a key that is encrypted, which is not supported: decrypt it, e.g. with openssl pkey, and let \
                       nobody else read the file";
            return Err(self.wrong(why));
        }
        let mut keys = PrivateKeyDer::pem_slice_iter(pem);
        match (keys.next(), keys.next()) {
            (Some(Ok(key)), None) => Ok(Zeroizing::new(key)),
            (None, _) => Err(self.wrong("holds no private key in PEM form (PKCS#8, RSA or EC)")),
            (Some(Ok(key)), Some(_)) => {
                drop(Zeroizing::new(key));
                Err(self.wrong("holds more than one private key"))
            }
            (Some(Err(_)), _) => Err(self.wrong("is not well-formed PEM")),
        }
    }

    /// The PEM text, without a byte order mark.
    fn pem(&self) -> Result<&[u8], Error> {
        match self.text.as_slice() {
            // DER begins with these bytes, PEM text does not.
            [0x30, second, ..] if *second > 0x7f => {
                Err(self.wrong("is binary (DER or PKCS#12): convert it to PEM, e.g. with openssl"))
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(self.wrong("is UTF-16 text: save it as UTF-8 or ASCII")),
            // The byte order mark of UTF-8.
            [0xef, 0xbb, 0xbf, rest @ ..] => Ok(rest),
            text => Ok(text),
        }
    }
}

//! The files of certificates and keys that options name.

use super::dial::describe;
use crate::answer::error::Error;
use crate::answer::outcome::breaks_line;
use crate::answer::status::Status;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// A PEM file that was read. Its memory is overwritten when it goes, for there may be a key in it.
pub(super) struct PemFile<'a> {
    option: &'static str,
    path: &'a Path,
    text: Zeroizing<Vec<u8>>,
}

/// The longest file, in bytes. The lists of operating systems have some 200 KiB.
const LONGEST: u64 = 16 * 1024 * 1024;

impl<'a> PemFile<'a> {
    /// Reads the file that `option` names.
    pub(super) fn read(option: &'static str, path: &'a Path) -> Result<Self, Error> {
        let mut file = Self { option, path, text: Zeroizing::default() };
        let unreadable = |error| file.wrong(&format!("cannot be read: {}", describe(&error)));
        // A pipe could keep the call waiting for ever.
        let about = path.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(file.wrong("is no regular file"));
        }
        if about.len() > LONGEST {
            return Err(file.wrong("is longer than 16 MiB"));
        }
        // With room for one byte more than there are, nothing is copied to another place while reading.
        let room = usize::try_from(about.len()).unwrap_or_default() + 1;
        let mut text = Zeroizing::new(Vec::with_capacity(room));
        let opened = File::open(path).map_err(unreadable)?;
        opened.take(about.len()).read_to_end(&mut text).map_err(unreadable)?;
        file.text = text;
        Ok(file)
    }

    /// What is wrong with the file, with its name. A text too long for a name may be something else: a token, a key.
    pub(super) fn wrong(&self, why: &str) -> Error {
        const LONGEST_NAME: usize = 255;
        let name: String = self.path.to_string_lossy().chars().map(|c| if breaks_line(c) { '?' } else { c }).collect();
        let name = if name.len() > LONGEST_NAME { "the file".to_owned() } else { name };
        Error::new(Status::InvalidArgument, format!("{}: {name} {why}", self.option))
    }

    /// The certificates in the file, at least one.
    pub(super) fn certificates(&self) -> Result<Vec<CertificateDer<'static>>, Error> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(self.pem()?).collect();
        match found {
            Ok(certificates) if certificates.is_empty() => Err(self.wrong("holds no certificate in PEM form")),
            Ok(certificates) => Ok(certificates),
            Err(_) => Err(self.wrong("is not well-formed PEM")),
        }
    }

    /// The one private key in the file.
    pub(super) fn key(&self) -> Result<Zeroizing<PrivateKeyDer<'static>>, Error> {
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

    /// The text from which PEM is read.
    fn pem(&self) -> Result<&[u8], Error> {
        match self.text.as_slice() {
            // The first byte of every file in DER, which PEM text does not begin with.
            [0x30, second, ..] if *second > 0x7f => {
                Err(self.wrong("is binary (DER or PKCS#12): convert it to PEM, e.g. with openssl"))
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(self.wrong("is UTF-16 text: save it as UTF-8 or ASCII")),
            // What some editors write before UTF-8 text.
            [0xef, 0xbb, 0xbf, rest @ ..] => Ok(rest),
            text => Ok(text),
        }
    }
}

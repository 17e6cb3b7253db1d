//! The C API as one model: read once from the Rust source of `crates/ffi` and from the tables of core, and used for the
//! header, for the variants of functions and for the bindings of other languages.

pub(crate) mod constants;
pub(crate) mod function;
pub(crate) mod properties;
mod source;
mod variants;

use crate::files::read;
use constants::{Group, Value};
use function::Function;
use source::Source;
use zoomuser::Status;

/// The sections of the header: the title of each, and the files of `crates/ffi/src` with its functions.
const SECTIONS: &[(&str, &[&str])] = &[
    ("Update in one call", &["one_call"]),
    ("Client", &["client", "callback/token"]),
    ("Patch", &["patch"]),
    ("Form", &["form"]),
    ("Custom requests, and requests rendered as text", &["request"]),
    ("Many users", &["bulk", "callback/row", "bulk/run"]),
    ("Result", &["result"]),
    ("Text", &["boundary/text"]),
    ("Log", &["callback/log"]),
    ("Versions and status numbers", &["status"]),
    ("The schema at run time", &["tables"]),
];

/// All that a C program sees, in the order of the header.
#[derive(Default)]
pub(crate) struct Api {
    pub(crate) abi_version: u32,
    pub(crate) constants: Vec<Group>,
    /// Opaque types: name and comment.
    pub(crate) objects: Vec<(String, String)>,
    /// The types of callbacks.
    pub(crate) callbacks: Vec<Function>,
    pub(crate) functions: Vec<Function>,
    /// The source of the variants of functions.
    pub(crate) variants: String,
}

impl Api {
    /// Reads the source.
    pub(crate) fn read() -> Result<Self, String> {
        let mut api = Self { constants: constants::all(), ..Self::default() };
        for (section, files) in SECTIONS {
            for file in *files {
                let text = read(format!("crates/ffi/src/{file}.rs"))?;
                let source = Source::read(&text, section).map_err(|why| format!("crates/ffi/src/{file}.rs: {why}"))?;
                api.abi_version = source.abi_version.unwrap_or(api.abi_version);
                api.objects.extend(source.objects);
                api.callbacks.extend(source.callbacks);
                api.functions.extend(source.functions);
            }
        }
        api.variants = variants::rust(&api.functions)?;
        api.functions.extend(Source::read(&api.variants, variants::SECTION)?.functions);
        Ok(api)
    }

    /// The function of this name.
    pub(crate) fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// The functions for languages whose strings are UTF-16: UTF-16 variants, and what has no such variant. Texts beside
    /// their length are bytes there, so that no `_n` is needed.
    pub(crate) fn utf16_functions(&self) -> impl Iterator<Item = &Function> {
        let has_variant = |function: &Function| self.function(&format!("{}_utf16", function.name)).is_some();
        self.functions.iter().filter(move |function| !has_variant(function) && !function.name.ends_with("_n"))
    }

    /// The functions with text in UTF-8.
    pub(crate) fn utf8_functions(&self) -> impl Iterator<Item = &Function> {
        self.functions.iter().filter(|function| !function.name.ends_with("_utf16"))
    }

    /// The same without those that take the length of a value.
    pub(crate) fn plain_functions(&self) -> impl Iterator<Item = &Function> {
        self.utf8_functions().filter(|function| !function.name.ends_with("_n"))
    }

    /// The constants that are text: name and value.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.constants.iter().flat_map(|group| &group.constants).filter_map(|constant| match constant.value {
            Value::Text(value) => Some((constant.name.as_str(), value)),
            Value::Number(_) => None,
        })
    }

    /// The texts whose names begin with `prefix`, `ZOOM_OPT_` or `ZOOM_FIELD_`, without it, and their values.
    pub(crate) fn texts_of(&self, prefix: &str) -> impl Iterator<Item = (&str, &'static str)> {
        self.texts().filter_map(move |(name, value)| name.strip_prefix(prefix).map(|name| (name, value)))
    }
}

/// The statuses: the name in C, the name without `ZOOM_` or `ZOOM_E_`, and the number.
pub(crate) fn statuses() -> impl Iterator<Item = (String, &'static str, i32)> {
    Status::ALL.iter().map(|status| (constants::c_name(*status), status.name(), status.code()))
}

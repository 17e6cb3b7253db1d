//! A language, as `tests/bindings/<folder>/language.toml` describes it.

use crate::command::root;
use crate::files::entries;
use serde::Deserialize;
use std::fs;

/// A language, and how its programs are run. In commands `{root}` is the project's folder, `{out}` a folder for what is
/// built and `{library}` that of the shared library; they run in the folder of the description.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Language {
    pub(crate) name: String,
    /// Its folder below `bindings`, `examples` and `tests/bindings`.
    #[serde(skip)]
    pub(crate) folder: String,
    /// How it loads the library, for the table.
    pub(super) loaded: String,
    /// Commands that must succeed, each with a command that installs the program.
    pub(super) needs: Vec<(String, String)>,
    /// Commands that build it and run the tests of its layer.
    pub(super) prepare: Vec<Vec<String>>,
    /// The script.
    pub(super) script: Vec<String>,
    /// The example, without its two arguments: user id and department.
    pub(super) example: Vec<String>,
    /// The example that changes the users of a file, without its two arguments: the file, and a folder for the run.
    #[serde(default)]
    pub(super) file_example: Vec<String>,
    /// Cases that its script may leave out.
    #[serde(default)]
    pub(super) left_out: Vec<String>,
    /// The prefix of a C function where the layer calls it, instead of `zoom_`.
    #[serde(default = "zoom")]
    pub(crate) calls: String,
    /// Functions of the C API that the layer does without.
    pub(crate) unused: Vec<String>,
}

fn zoom() -> String {
    "zoom_".to_owned()
}

/// Every language, in the order of their names.
pub(crate) fn all() -> Result<Vec<Language>, String> {
    let mut languages = Vec::new();
    for path in entries(&root().join("tests/bindings"))? {
        let Ok(text) = fs::read_to_string(path.join("language.toml")) else { continue };
        let folder = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        languages.push(read(folder, &text)?);
    }
    languages.sort_by_key(|language| language.name.to_lowercase());
    Ok(languages)
}

fn read(folder: String, text: &str) -> Result<Language, String> {
    let language = toml::from_str(text).map_err(|error| format!("tests/bindings/{folder}/language.toml: {error}"))?;
    Ok(Language { folder, ..language })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binding_with_a_script_is_described() {
        let languages = all().expect("descriptions");
        for path in entries(&root().join("tests/bindings")).expect("a folder") {
            let is_described = languages.iter().any(|language| path.ends_with(&language.folder));
            assert_eq!(path.is_dir(), is_described, "{}: expected a language.toml", path.display());
        }
    }

    #[test]
    fn a_word_that_is_not_known_and_a_missing_one_are_refused() {
        let text = "name = 'A'\nloaded = 'x'\nneeds = []\nprepare = []\nscript = []\nexample = []\nunused = []\n";
        let language = read("a".to_owned(), text).expect("a language");
        assert_eq!((language.folder.as_str(), language.calls.as_str()), ("a", "zoom_"));
        for wrong in [text.replace("unused", "unusd"), text.replace("loaded = 'x'\n", "")] {
            assert!(read("a".to_owned(), &wrong).is_err_and(|why| why.starts_with("tests/bindings/a/language.toml: ")));
        }
    }
}

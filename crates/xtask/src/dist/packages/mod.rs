//! Packages of other package managers, made from what is in the archives.

mod assembly;
mod deb;
mod gem;
mod jar;
pub(crate) mod natives;
mod npm;
mod nuget;

use natives::Built;
use std::path::Path;

pub(crate) use deb::DEBIANS;

/// Makes all packages in a folder from what was built, and returns what could not be made.
pub(crate) fn build(built: &[Built], to: &Path) -> Result<Vec<String>, String> {
    if built.is_empty() {
        return Ok(vec!["no archive was built".to_owned()]);
    }
    let mut left_out: Vec<String> = natives::NATIVES
        .iter()
        .filter(|native| built.iter().all(|one| one.native.system != native.system))
        .map(|native| format!("without the library for {}, which was not built", native.system))
        .collect();
    left_out.extend(build_for_languages(built, to)?);
    left_out.extend(deb::build(built, to)?);
    Ok(left_out)
}

/// The packages of languages.
pub(crate) fn build_for_languages(built: &[Built], to: &Path) -> Result<Vec<String>, String> {
    let made = [npm::build(built, to)?, gem::build(built, to)?, jar::build(built, to)?, nuget::build(built, to)?];
    Ok(made.into_iter().flatten().collect())
}

//! `cargo xtask dist --check`: a second build, elsewhere and from nothing, gives the same bytes as the first one.

use super::sums::artifacts;
use crate::command::{command, run, target_dir};
use crate::dist::artifacts::{AGAIN, folder};
use crate::dist::pack::time;
use crate::files::{about, fresh};
use std::env;
use std::fs;
use std::path::Path;

/// Builds the parts of these names in another folder, and compares what comes out with what is there.
pub(crate) fn check(names: &[&str]) -> Result<(), String> {
    let place = target_dir().join("dist-again");
    fresh(&place)?;
    // A commit in between would change it.
    let time = time().to_string();
    let this = env::current_exe().map_err(|error| error.to_string())?;
    run(command(this).arg("dist").args(names).env(AGAIN, "dist-again").env("SOURCE_DATE_EPOCH", &time))?;
    let second = artifacts(&place.join("dist"))?;
    let differing = second.iter().map(|file| differs(file)).collect::<Result<Vec<_>, _>>()?;
    let differing: Vec<String> = differing.into_iter().flatten().collect();
    match differing.as_slice() {
        _ if second.is_empty() => Err("nothing was built".to_owned()),
        [] => {
            println!("{} files were built twice and are the same", second.len());
            Ok(())
        }
        _ => Err(format!("built twice, and not the same: {}", differing.join(", "))),
    }
}

/// The name of a file that is not the same in the first build.
fn differs(second: &Path) -> Result<Option<String>, String> {
    let name = second.file_name().unwrap_or_default();
    let first = folder().join(name);
    let bytes = |file: &Path| fs::read(file).map_err(about(file));
    Ok((bytes(&first)? != bytes(second)?).then(|| name.to_string_lossy().into_owned()))
}

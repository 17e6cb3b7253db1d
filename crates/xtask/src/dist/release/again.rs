//! `cargo xtask dist --check`: a second build, elsewhere and from nothing, gives the same bytes as the first one.

use super::sums::artifacts;
use crate::command::{command, run, target_dir};
use crate::dist::artifacts::{AGAIN, folder};
use crate::dist::pack::time;
use crate::files::{about, fresh};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

/// Builds the parts of these names in another folder, and compares what comes out with what was built before, which stays as
/// it is. Both may have other files, which are not `wanted`.
pub(crate) fn check(names: &[&str], wanted: &dyn Fn(&str) -> bool) -> Result<(), String> {
    let first = folder();
    if !first.exists() || built(&first, wanted)?.is_empty() {
        let words = names.iter().map(|name| format!(" {name}")).collect::<String>();
        return Err(format!(
            "{}: there is nothing to compare with: run cargo xtask dist{words} first",
            first.display()
        ));
    }
    let place = target_dir().join("dist-again");
    fresh(&place)?;
    // A commit in between would change it.
    let time = time().to_string();
    let this = env::current_exe().map_err(|error| error.to_string())?;
    run(command(this).arg("dist").args(names).env(AGAIN, "dist-again").env("SOURCE_DATE_EPOCH", &time))?;
    let second = place.join("dist");
    let differing = differences(&first, &second, wanted)?;
    if !differing.is_empty() {
        return Err(format!("built twice, and not the same: {}", differing.join(", ")));
    }
    println!("{} files were built twice and are the same", built(&second, wanted)?.len());
    Ok(())
}

/// The names of the wanted files in a folder.
fn built(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, String> {
    let all = artifacts(folder)?;
    let all = all.iter().map(|file| file.file_name().unwrap_or_default().to_string_lossy().into_owned());
    Ok(all.filter(|file| wanted(file)).collect())
}

/// The files that are not the same in both folders, or in one of them only.
fn differences(first: &Path, second: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<String>, String> {
    let (ours, others) = (built(first, wanted)?, built(second, wanted)?);
    let bytes = |file: &Path| fs::read(file).map_err(about(file));
    let mut differing = Vec::new();
    for name in ours.union(&others) {
        if !others.contains(name) {
            differing.push(format!("{name} (only in the first build)"));
        } else if !ours.contains(name) {
            differing.push(format!("{name} (only in the second build)"));
        } else if bytes(&first.join(name))? != bytes(&second.join(name))? {
            differing.push(name.clone());
        }
    }
    Ok(differing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write;

    #[test]
    fn a_file_in_one_build_only_is_a_difference() {
        let place = target_dir().join("again-test");
        fresh(&place).expect("made");
        let (first, second) = (place.join("first"), place.join("second"));
        let name = |rest: &str| format!("zoomuser-{}{rest}", zoomuser::VERSION);
        let (archive, gem, jar) = (name("-linux-x86_64.tar.gz"), name(".gem"), name(".jar"));
        for (folder, file, text) in
            [(&first, &archive, "a"), (&second, &archive, "a"), (&first, &gem, "a"), (&second, &jar, "a")]
        {
            write(&folder.join(file), text).expect("written");
        }
        let both = [format!("{gem} (only in the first build)"), format!("{jar} (only in the second build)")];
        assert_eq!(differences(&first, &second, &|_| true), Ok(both.to_vec()));
        assert_eq!(differences(&first, &second, &|file| file == archive), Ok(Vec::new()));
        write(&second.join(&archive), "b").expect("written");
        assert_eq!(differences(&first, &second, &|file| file == archive), Ok(vec![archive]));
    }
}

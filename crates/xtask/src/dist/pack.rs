//! Archives with fixed order, times, modes and owners: the same files give the same bytes.

use crate::command::{command, output, run};
use crate::files::{about, files, folder as make_folder};
use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

/// Programs that read a jar as a stream find its manifest only as the first file.
pub(super) const MANIFEST: &str = "META-INF/MANIFEST.MF";

/// Makes a zip of what is in a folder. `prefix` is the folder's name in the archive, or empty.
pub(super) fn zip(folder: &Path, prefix: &str, archive: &Path) -> Result<(), String> {
    let names = first(normalize(folder)?, MANIFEST).into_iter().map(|file| Path::new(prefix).join(file)).collect();
    let parent = if prefix.is_empty() { folder } else { folder.parent().unwrap_or(folder) };
    pack(parent, names, archive, command("zip").args(["-q", "-X", "-9"]).env("TZ", "UTC"))
}

/// Makes a tar.gz of a folder, whose name is the last part of its path.
pub(super) fn tar_gz(folder: &Path, name: &str, archive: &Path) -> Result<(), String> {
    normalize(folder)?;
    let mut tar = command("tar");
    tar.args(["--format=ustar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg(format!("--mtime=@{}", time())).args(["--use-compress-program=gzip --no-name -9", "--create", "--file"]);
    // With its folders, which have a mode too.
    pack(folder.parent().unwrap_or(folder), vec![name.into()], archive, &mut tar)
}

/// Runs a command, whose last words become the archive and its files.
fn pack(parent: &Path, names: Vec<PathBuf>, archive: &Path, packer: &mut Command) -> Result<(), String> {
    archive.parent().map_or(Ok(()), make_folder)?;
    // zip would add to one that is there.
    let _ = fs::remove_file(archive);
    run(packer.arg(archive).args(names).current_dir(parent))?;
    println!("{}", archive.display());
    Ok(())
}

/// The same files with this one in front, if it is among them.
fn first(mut files: Vec<PathBuf>, file: &str) -> Vec<PathBuf> {
    files.sort_by_key(|path| path != Path::new(file));
    files
}

/// Gives all files and folders in a folder their mode, whatever the umask is, and the files their time; lists the files,
/// sorted, as paths below it.
pub(super) fn normalize(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(time());
    let all = files(folder)?;
    let above = |file: &'_ PathBuf| {
        file.ancestors().skip(1).take_while(|path| path.starts_with(folder)).map(Path::to_owned).collect::<Vec<_>>()
    };
    for path in all.iter().flat_map(above).collect::<BTreeSet<_>>() {
        fs::set_permissions(&path, Permissions::from_mode(0o755)).map_err(about(&path))?;
    }
    for path in all.iter().filter(|path| !path.is_symlink()) {
        let file = File::open(path).map_err(about(path))?;
        let is_program = file.metadata().is_ok_and(|facts| facts.permissions().mode() & 0o100 != 0);
        let mode = Permissions::from_mode(if is_program { 0o755 } else { 0o644 });
        file.set_permissions(mode).and_then(|()| file.set_modified(time)).map_err(about(path))?;
    }
    Ok(all.iter().map(|path| below(folder, path).to_owned()).collect())
}

/// The path of a file as seen from a folder above it.
pub(super) fn below<'a>(folder: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(folder).unwrap_or(path)
}

/// The time of all files, in seconds since 1970: `SOURCE_DATE_EPOCH`, or that of the last commit.
pub(super) fn time() -> u64 {
    // Zip knows no time before 1980.
    const FIRST: u64 = 315_532_800;
    let asked = || output(command("git").args(["log", "-1", "--format=%ct"]).stderr(Stdio::null()));
    let time = std::env::var("SOURCE_DATE_EPOCH").or_else(|_| asked());
    time.ok().and_then(|time| time.trim().parse().ok()).unwrap_or(FIRST).max(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::target_dir;
    use crate::files::{fresh, write};

    #[test]
    fn modes_do_not_depend_on_the_umask() {
        let folder = target_dir().join("pack-test/modes");
        fresh(&folder).expect("made");
        let (data, program) = (folder.join("a/b/data"), folder.join("a/program"));
        for (file, mode) in [(&data, 0o600), (&program, 0o700)] {
            write(file, "").expect("written");
            fs::set_permissions(file, Permissions::from_mode(mode)).expect("changed");
        }
        for inner in ["", "a", "a/b"] {
            fs::set_permissions(folder.join(inner), Permissions::from_mode(0o700)).expect("changed");
        }
        let all = normalize(&folder).expect("normalized");
        assert_eq!(all, ["a/b/data", "a/program"].map(PathBuf::from));
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!([mode(&data), mode(&program)], [0o644, 0o755]);
        assert_eq!(["", "a", "a/b"].map(|inner| mode(&folder.join(inner))), [0o755; 3]);

        let archive = folder.with_extension("tar.gz");
        tar_gz(&folder, "modes", &archive).expect("packed");
        let listed = output(command("tar").arg("--list").arg("--verbose").arg("--file").arg(&archive)).expect("a list");
        let modes = listed.lines().map(|line| (&line[..10], line.rsplit(' ').next().unwrap_or_default()));
        let expected = [
            ("drwxr-xr-x", "modes/"),
            ("drwxr-xr-x", "modes/a/"),
            ("drwxr-xr-x", "modes/a/b/"),
            ("-rw-r--r--", "modes/a/b/data"),
            ("-rwxr-xr-x", "modes/a/program"),
        ];
        assert_eq!(modes.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_first_file_of_an_archive_can_be_chosen() {
        let folder = target_dir().join("pack-test/first");
        fresh(&folder).expect("made");
        for file in ["LICENSE", "META-INF/MANIFEST.MF", "a/A.class"] {
            write(&folder.join(file), "").expect("written");
        }
        let all = first(normalize(&folder).expect("normalized"), "META-INF/MANIFEST.MF");
        assert_eq!(all, ["META-INF/MANIFEST.MF", "LICENSE", "a/A.class"].map(PathBuf::from));
    }
}

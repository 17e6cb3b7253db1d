//! The Debian packages, installed in a clean system, used there and removed.

use crate::command::{command, is_there, output, root, run, target_dir};
use crate::dist::packages::DEBIANS;
use crate::files::{about, copy, entries, folder as make_folder, fresh, write};
use crate::sandboxed::Sandboxed;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Tries the packages of a folder in each release.
pub(super) fn check(packages: &Path, releases: &[&str], sandboxed: &Sandboxed<'_>) -> Result<Vec<String>, String> {
    let mut skipped = Vec::new();
    for release in releases {
        match system(release)? {
            Ok(clean) => check_in(&clean, packages, sandboxed).map_err(|why| format!("in {release}: {why}"))?,
            Err(missing) => skipped.push(format!("the Debian packages in {release}: {missing}")),
        }
    }
    Ok(skipped)
}

fn check_in(clean: &Path, packages: &Path, sandboxed: &Sandboxed<'_>) -> Result<(), String> {
    let tried = target_dir().join("packages-tried/debian");
    fresh(&tried)?;
    run(command("cp").args(["-a", "--reflink=auto"]).arg(clean.join(".")).arg(&tried))?;
    // Which the installation of a machine writes.
    write(&tried.join("etc/hosts"), "127.0.0.1 localhost\n")?;
    let debs = tried.join("debs");
    make_folder(&debs)?;
    let ending = format!("_{}.deb", DEBIANS[0].architecture);
    let is_ours = |file: &PathBuf| file.to_string_lossy().ends_with(&ending);
    for deb in entries(packages)?.into_iter().filter(is_ours) {
        copy(&deb, &debs.join(deb.file_name().unwrap_or_default()))?;
    }
    run(inside(&tried, "dpkg --install /debs/*.deb").stdout(Stdio::null()))?;

    run(inside(&tried, "zoomuser update jane@example.com dept=Research --sandbox").stdout(Stdio::null()))?;
    let installed = "gunzip -t /usr/share/man/man1/zoomuser.1.gz && test -e /usr/share/doc/zoomuser/copyright";
    run(&mut inside(&tried, installed))?;
    copy(&root().join("tests/install/program.c"), &tried.join("program.c"))?;
    copy(sandboxed.sandbox.ca_file(), &tried.join("ca.pem"))?;
    let forms = [
        ("shared", "gcc program.c -o shared $(pkg-config --cflags --libs zoomuser)"),
        (
            "static",
            "gcc program.c -o static $(pkg-config --cflags --libs --static zoomuser | sed s/-lzoomuser/-l:libzoomuser.a/)",
        ),
    ];
    for (form, build) in forms {
        run(&mut inside(&tried, build))?;
        sandboxed.sandbox.reset();
        let mut program = inside(&tried, &format!("./{form} {form}"));
        sandboxed.show(&mut program).env("ZOOM_CA_FILE", "/ca.pem");
        run(&mut program)?;
        sandboxed.expect_dept(&format!("the {form} program in Debian"), form)?;
    }
    // The shared one does not run without the library's package, and nothing of the packages stays.
    let names = output(&mut inside(&tried, "for deb in /debs/*.deb; do dpkg-deb --field $deb Package; done"))?;
    let names = names.split_whitespace().collect::<Vec<_>>().join(" ");
    run(inside(&tried, &format!("dpkg --purge {names}")).stdout(Stdio::null()))?;
    let left = output(&mut inside(&tried, "ldconfig; find /usr /etc -name '*zoomuser*'"))?;
    if left.trim().is_empty() { Ok(()) } else { Err(format!("the packages left behind {left}")) }
}

/// A shell command in the system below a folder.
fn inside(system: &Path, words: &str) -> Command {
    let mut chroot = command("chroot");
    chroot.arg(system).args(["sh", "-ec", words]);
    chroot
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LC_ALL", "C.UTF-8")
        .env("DEBIAN_FRONTEND", "noninteractive");
    chroot
}

/// A clean system with a C compiler, which is kept, or why there can be none.
fn system(release: &str) -> Result<Result<PathBuf, String>, String> {
    let kept = target_dir().join("systems").join(release);
    let user = output(command("id").arg("-u"))?;
    if user.trim() != "0" {
        return Ok(Err("changing the root folder needs root".to_owned()));
    }
    if kept.exists() {
        return Ok(Ok(kept));
    }
    if std::env::var_os("CI").is_none() {
        return Ok(Err("it is fetched from Debian's archive (set CI=1 to allow that)".to_owned()));
    }
    if !is_there("debootstrap") {
        return Ok(Err("debootstrap is missing (apt-get install debootstrap)".to_owned()));
    }
    let unfinished = kept.with_extension("unfinished");
    fresh(&unfinished)?;
    let mut debootstrap = command("debootstrap");
    debootstrap.args(["--variant=minbase", "--include=gcc,libc6-dev,pkg-config", release]);
    run(debootstrap.arg(&unfinished).stdout(Stdio::null()))?;
    fs::rename(&unfinished, &kept).map_err(about(&kept))?;
    Ok(Ok(kept))
}

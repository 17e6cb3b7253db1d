//! The packages: each installed from its file in an empty place, without a network, and used against the sandbox.

mod debian;

use crate::command::{command, is_there, output, root, run, start_sandbox, target_dir};
use crate::dist::artifacts::Kind;
use crate::dist::linux::X86_64;
use crate::dist::packages::{build, natives};
use crate::files::{copy, fresh};
use crate::sandboxed::Sandboxed;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The step of the suite that does nothing else.
pub(super) fn check_archive() -> Result<Vec<String>, String> {
    if let Some(missing) = X86_64.missing() {
        return Ok(vec![missing]);
    }
    X86_64.archive(&X86_64.library(Kind::Release)?)?;
    check(&["bookworm", "trixie"])
}

/// Tries the packages with what was built for this machine, those of Debian in these releases of it.
pub(super) fn check(releases: &[&str]) -> Result<Vec<String>, String> {
    let Some(built) = natives::built_for("linux-x86_64") else {
        return Err("the archive for x86-64 was not built".to_owned());
    };
    // Not among the release artifacts, since these packages have the library of one system only.
    let folder = target_dir().join("packages");
    fresh(&folder)?;
    let left_out = build(&[built], &folder)?;
    // That it has one library only is meant so.
    let mut skipped: Vec<String> = left_out.into_iter().filter(|why| !why.starts_with("without the library")).collect();
    let sandbox = start_sandbox()?;
    let sandboxed = Sandboxed::here(&sandbox);
    let languages: [(&str, &str, Install); 4] =
        [("npm", "tgz", npm), ("gem", "gem", gem), ("jar", "jar", jar), ("nuget", "nupkg", nuget)];
    for (name, ending, install) in languages {
        let Some(package) = package(&folder, ending)? else { continue };
        let place = target_dir().join("packages-tried").join(name);
        fresh(&place)?;
        sandbox.reset();
        match install(&Try { package, place, sandboxed: &sandboxed })? {
            Some(missing) => skipped.push(missing),
            None => sandboxed.expect_dept(&format!("the program with the {name} package"), name)?,
        }
    }
    skipped.extend(debian::check(&folder, releases, &sandboxed)?);
    Ok(skipped)
}

/// The one file with this ending.
fn package(folder: &Path, ending: &str) -> Result<Option<PathBuf>, String> {
    let files = crate::files::entries(folder)?;
    Ok(files.into_iter().find(|file| file.extension().is_some_and(|end| end == ending)))
}

/// Installs a package and runs a program with it, or says what is missing for that.
type Install = fn(&Try<'_>) -> Result<Option<String>, String>;

/// A package, and the empty place where it is installed.
struct Try<'a> {
    package: PathBuf,
    place: PathBuf,
    sandboxed: &'a Sandboxed<'a>,
}

impl Try<'_> {
    /// A command in that place, where the library is found in no other way than through the package.
    fn command(&self, program: &str) -> Command {
        let mut started = command(program);
        started.current_dir(&self.place).env_remove("ZOOM_LIBRARY");
        started
    }

    /// Runs a program of the tests and checks that it used the library of this version.
    fn run(&self, program: &mut Command) -> Result<(), String> {
        let said = output(self.sandboxed.show(program))?;
        let expected = format!("{} ", zoomuser::VERSION);
        if said.starts_with(&expected) { Ok(()) } else { Err(format!("expected {expected}, got {said}")) }
    }

    /// Puts a file of the tests into the place.
    fn take(&self, file: &str) -> Result<(), String> {
        copy(&root().join("tests/packages").join(file), &self.place.join(file))
    }
}

fn npm(tried: &Try<'_>) -> Result<Option<String>, String> {
    if !is_there("npm") {
        return Ok(Some("the npm package: npm is missing (apt-get install npm)".to_owned()));
    }
    let mut install = tried.command("npm");
    install.args(["install", "--offline", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(&tried.place);
    // Not even what an earlier installation left.
    install.env("npm_config_cache", tried.place.join("cache"));
    run(install.arg(&tried.package).stdout(Stdio::null()))?;
    tried.take("program.mjs")?;
    tried.run(tried.command("node").arg("program.mjs"))?;
    Ok(None)
}

fn gem(tried: &Try<'_>) -> Result<Option<String>, String> {
    let mut install = tried.command("gem");
    install.args(["install", "--local", "--silent", "--no-document", "--install-dir"]).arg(&tried.place);
    run(install.arg(&tried.package).stdout(Stdio::null()))?;
    tried.take("program.rb")?;
    let mut program = tried.command("ruby");
    tried.run(program.args(["-w", "program.rb"]).env("GEM_HOME", &tried.place).env("GEM_PATH", &tried.place))?;
    Ok(None)
}

fn jar(tried: &Try<'_>) -> Result<Option<String>, String> {
    tried.take("Program.java")?;
    let path = format!("{}:/usr/share/java/jna.jar:.", tried.package.display());
    run(tried.command("javac").args(["-encoding", "UTF-8", "-cp", &path, "Program.java"]))?;
    tried.run(tried.command("java").args(["-cp", &path, "Program"]))?;
    Ok(None)
}

/// Unpacks it and puts assembly and library beside the program, as a build with .NET does.
fn nuget(tried: &Try<'_>) -> Result<Option<String>, String> {
    if !is_there("mono") {
        return Ok(Some("the NuGet package: mono is missing (apt-get install mono-runtime)".to_owned()));
    }
    let unpacked = tried.place.join("unpacked");
    run(command("python3").args(["-m", "zipfile", "-e"]).arg(&tried.package).arg(&unpacked))?;
    for file in ["lib/net45/Zoomuser.dll", "runtimes/linux-x64/native/libzoomuser.so"] {
        let from = unpacked.join(file);
        copy(&from, &tried.place.join(from.file_name().unwrap_or_default()))?;
    }
    tried.take("program.cs")?;
    run(tried.command("mcs").args(["-warnaserror", "-r:Zoomuser.dll", "program.cs"]))?;
    tried.run(tried.command("mono").arg("program.exe"))?;
    Ok(None)
}

//! Debian packages of the library, of what programs are built with, and of the program.

use super::assembly::place;
use super::natives::Built;
use crate::command::{command, is_there, output, root, run};
use crate::dist::pack;
use crate::files::{copy, files, folder as make_folder, fresh, link, read, write};
use crate::native::soname;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// A processor as Debian names it.
pub(crate) struct Debian {
    pub(crate) system: &'static str,
    pub(crate) architecture: &'static str,
    /// Names the folder of its libraries.
    pub(crate) triplet: &'static str,
}

pub(crate) const DEBIANS: [Debian; 4] = [
    Debian { system: "linux-x86_64", architecture: "amd64", triplet: "x86_64-linux-gnu" },
    Debian { system: "linux-aarch64", architecture: "arm64", triplet: "aarch64-linux-gnu" },
    Debian { system: "linux-i686", architecture: "i386", triplet: "i386-linux-gnu" },
    Debian { system: "linux-armv7", architecture: "armhf", triplet: "arm-linux-gnueabihf" },
];

/// Makes the packages for each processor whose archive was built, or says what is missing for that.
pub(super) fn build(built: &[Built], to: &Path) -> Result<Option<String>, String> {
    if !is_there("dpkg-deb") {
        return Ok(Some("the Debian packages: dpkg-deb is missing (apt-get install dpkg)".to_owned()));
    }
    for debian in &DEBIANS {
        if let Some(one) = built.iter().find(|one| one.native.system == debian.system) {
            debian.library(to, &one.folder)?.build(to)?;
            debian.development(to, &one.folder)?.build(to)?;
            debian.program(to, &one.folder)?.build(to)?;
        }
    }
    Ok(None)
}

/// The package of the library. As Debian asks, its name has the version of the soname, so that the next one is installed
/// beside it.
fn library_package() -> String {
    soname().replace(".so.", "")
}

/// A package that is put together.
struct Package {
    name: String,
    architecture: &'static str,
    /// What it contains, as it is installed below `/`.
    folder: PathBuf,
    /// Its fields but for name, version, architecture and size.
    fields: String,
}

impl Debian {
    fn library(&self, to: &Path, from: &Path) -> Result<Package, String> {
        let name = library_package();
        let fields = "Section: libs\nMulti-Arch: same\nDepends: libc6 (>= 2.17)\n\
                      Description: changes a Zoom user (shared library)\n \
                      Sends PATCH /v2/users/{userId} and reports exactly how it ended.\n";
        let package = self.package(to, &name, fields, from)?;
        let (real, lib) = (format!("libzoomuser.so.{}", zoomuser::VERSION), format!("usr/lib/{}", self.triplet));
        package.add(&from.join("lib").join(&real), &format!("{lib}/{real}"))?;
        link(real.as_ref(), &package.folder.join(&lib).join(soname()))?;
        let abi = soname().replace("libzoomuser.so.", "");
        write(
            &package.folder.join("DEBIAN/shlibs"),
            &format!("libzoomuser {abi} {name} (>= {})\n", zoomuser::VERSION),
        )?;
        write(&package.folder.join("DEBIAN/triggers"), "activate-noawait ldconfig\n")?;
        Ok(package)
    }

    fn development(&self, to: &Path, from: &Path) -> Result<Package, String> {
        let depends = format!("{} (= {})", library_package(), zoomuser::VERSION);
        let fields = format!(
            "Section: libdevel\nMulti-Arch: same\nDepends: {depends}\n\
             Description: changes a Zoom user (development files)\n \
             Headers for C and C++, the static library, and files for pkg-config and CMake.\n"
        );
        let package = self.package(to, "libzoomuser-dev", &fields, from)?;
        let lib = format!("usr/lib/{}", self.triplet);
        for header in ["zoomuser.h", "zoomuser.hpp"] {
            package.add(&from.join("include").join(header), &format!("usr/include/{header}"))?;
        }
        link(soname().as_ref(), &package.folder.join(&lib).join("libzoomuser.so"))?;
        package.add(&from.join("lib/libzoomuser.a"), &format!("{lib}/libzoomuser.a"))?;
        // The folder of libraries is one level deeper than in an archive.
        package.edit(
            from,
            &lib,
            "pkgconfig/zoomuser.pc",
            &[
                ("prefix=${pcfiledir}/../..", "prefix=${pcfiledir}/../../.."),
                ("libdir=${prefix}/lib", &format!("libdir=${{prefix}}/lib/{}", self.triplet)),
            ],
        )?;
        package.edit(
            from,
            &lib,
            "cmake/zoomuser/zoomuserConfig.cmake",
            &[
                ("RANGE 1 3", "RANGE 1 4"),
                (
                    "${_zoomuser_prefix}/lib/libzoomuser",
                    &format!("${{_zoomuser_prefix}}/lib/{}/libzoomuser", self.triplet),
                ),
            ],
        )?;
        package.edit(from, &lib, "cmake/zoomuser/zoomuserConfigVersion.cmake", &[])?;
        Ok(package)
    }

    fn program(&self, to: &Path, from: &Path) -> Result<Package, String> {
        let fields = "Section: admin\nDepends: libc6 (>= 2.17)\nRecommends: ca-certificates\n\
                      Description: changes Zoom users (command line)\n \
                      Changes one user, or many from a file, and reports exactly how it ended.\n";
        let package = self.package(to, "zoomuser", fields, from)?;
        package.add(&from.join("bin/zoomuser"), "usr/bin/zoomuser")?;
        for completions in [
            "bash-completion/completions/zoomuser",
            "zsh/site-functions/_zoomuser",
            "fish/vendor_completions.d/zoomuser.fish",
        ] {
            let to = completions.replace("zsh/site-functions", "zsh/vendor-completions");
            package.add(&from.join("share").join(completions), &format!("usr/share/{to}"))?;
        }
        let page = package.folder.join("usr/share/man/man1/zoomuser.1");
        copy(&from.join("share/man/man1/zoomuser.1"), &page)?;
        run(command("gzip").args(["--no-name", "-9"]).arg(&page))?;
        Ok(package)
    }

    /// A package with its licenses.
    fn package(&self, to: &Path, name: &str, fields: &str, from: &Path) -> Result<Package, String> {
        let folder = place(to, "deb").join(format!("{name}_{}", self.architecture));
        fresh(&folder)?;
        let texts = [from.join("LICENSE-MIT"), from.join("LICENSES-OF-DEPENDENCIES.txt")];
        let [mit, others] = texts.map(read);
        let copyright = format!(
            "zoomuser, by the zoomuser developers, is under the MIT license or the Apache license 2.0, at your option.\n\
             The Apache license is in /usr/share/common-licenses/Apache-2.0.\n\n{}\n\n{}",
            mit?, others?
        );
        write(&folder.join(format!("usr/share/doc/{name}/copyright")), &copyright)?;
        let changes = folder.join(format!("usr/share/doc/{name}/changelog"));
        copy(&root().join("CHANGELOG.md"), &changes)?;
        run(command("gzip").args(["--no-name", "-9"]).arg(&changes))?;
        Ok(Package { name: name.to_owned(), architecture: self.architecture, folder, fields: fields.to_owned() })
    }
}

impl Package {
    fn add(&self, from: &Path, to: &str) -> Result<(), String> {
        copy(from, &self.folder.join(to))
    }

    /// Puts in a file of the archive's folder `lib` with these replacements, each of which it must need.
    fn edit(&self, from: &Path, lib: &str, file: &str, changes: &[(&str, &str)]) -> Result<(), String> {
        let mut text = read(from.join("lib").join(file))?;
        for (old, new) in changes {
            if !text.contains(old) {
                return Err(format!("{file}: expected {old}"));
            }
            text = text.replace(old, new);
        }
        write(&self.folder.join(lib).join(file), &text)
    }

    fn build(&self, to: &Path) -> Result<(), String> {
        let Self { name, architecture, folder, fields } = self;
        let contents: Vec<PathBuf> =
            files(folder)?.into_iter().filter(|file| !file.starts_with(folder.join("DEBIAN"))).collect();
        let size: u64 =
            contents.iter().filter_map(|file| fs::symlink_metadata(file).ok()).map(|facts| facts.len()).sum();
        let version = zoomuser::VERSION;
        let control = format!(
            "Package: {name}\nSource: zoomuser\nVersion: {version}\nArchitecture: {architecture}\n\
             Maintainer: The zoomuser developers\nInstalled-Size: {}\nPriority: optional\n{fields}",
            size.div_ceil(1024)
        );
        write(&folder.join("DEBIAN/control"), &control)?;
        let regular = contents.iter().filter(|file| !file.is_symlink()).map(|file| pack::below(folder, file));
        let sums = output(command("md5sum").arg("--").args(regular).current_dir(folder))?;
        write(&folder.join("DEBIAN/md5sums"), &sums)?;
        pack::normalize(folder)?;
        make_folder(to)?;
        let deb = to.join(format!("{name}_{version}_{architecture}.deb"));
        let mut dpkg = command("dpkg-deb");
        // With more threads xz gives other bytes.
        dpkg.args(["--root-owner-group", "--threads-max=1", "-Zxz", "--build"]).arg(folder).arg(&deb);
        run(dpkg.env("SOURCE_DATE_EPOCH", pack::time().to_string()).stdout(Stdio::null()))?;
        println!("{}", deb.display());
        Ok(())
    }
}

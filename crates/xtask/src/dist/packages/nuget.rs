//! The package of NuGet's form: the compiled binding of C# with the library for each system.

use super::assembly::begin;
use super::natives::Built;
use crate::command::{command, is_there, root, run};
use crate::dist::pack;
use crate::files::{about, copy, folder as make_folder, write};
use std::fs;
use std::path::Path;

/// Makes `Zoomuser.VERSION.nupkg`, or says what is missing for that.
pub(super) fn build(built: &[Built], to: &Path) -> Result<Option<String>, String> {
    if !is_there("mcs") {
        return Ok(Some("the NuGet package: mcs is missing (apt-get install mono-mcs)".to_owned()));
    }
    let folder = begin(to, "nuget", built)?;
    let library = folder.join("lib/net45");
    make_folder(&library)?;
    let mut mcs = command("mcs");
    mcs.args(["-langversion:5", "-target:library", "-optimize+"]);
    mcs.arg(format!("-out:{}", library.join("Zoomuser.dll").display()));
    run(mcs.arg(format!("-recurse:{}", root().join("bindings/csharp/*.cs").display())))?;
    make_reproducible(&library.join("Zoomuser.dll"))?;
    for file in ["README.md", "Zoomuser.dll.config"] {
        copy(&root().join("bindings/csharp").join(file), &folder.join(file))?;
    }
    // Newer frameworks compile the sources: what they do to find the library is chosen by the compiler.
    for file in crate::files::entries(&root().join("bindings/csharp"))? {
        if file.extension().is_some_and(|ending| ending == "cs") {
            copy(
                &file,
                &folder.join("contentFiles/cs/netcoreapp3.1/Zoomuser").join(file.file_name().unwrap_or_default()),
            )?;
        }
    }
    // Their build wants an assembly or nothing: this says that there is none.
    write(&folder.join("lib/netcoreapp3.1/_._"), "")?;
    for one in built {
        copy(&one.library(), &folder.join("runtimes").join(one.native.dotnet).join("native").join(one.file()))?;
    }
    write(&folder.join("Zoomuser.nuspec"), &specification())?;
    write(&folder.join("[Content_Types].xml"), CONTENT_TYPES)?;
    write(&folder.join("_rels/.rels"), RELATIONS)?;
    pack::zip(&folder, "", &to.join(format!("Zoomuser.{}.nupkg", zoomuser::VERSION)))?;
    Ok(None)
}

fn specification() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\">\n  <metadata>\n    \
         <id>Zoomuser</id>\n    <version>{}</version>\n    <authors>The zoomuser developers</authors>\n    \
         <license type=\"expression\">MIT OR Apache-2.0</license>\n    \
         <description>Changes a Zoom user (PATCH /v2/users/{{userId}})</description>\n    \
         <readme>README.md</readme>\n    <contentFiles>\n      \
         <files include=\"cs/netcoreapp3.1/Zoomuser/*.cs\" buildAction=\"Compile\" />\n    </contentFiles>\n    \
         <dependencies>\n      <group targetFramework=\".NETFramework4.5\" />\n      \
         <group targetFramework=\".NETCoreApp3.1\" />\n    </dependencies>\n  </metadata>\n</package>\n",
        zoomuser::VERSION
    )
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n  \
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\" />\n  \
    <Default Extension=\"nuspec\" ContentType=\"application/octet\" />\n  \
    <Default Extension=\"dll\" ContentType=\"application/octet\" />\n  \
    <Default Extension=\"so\" ContentType=\"application/octet\" />\n  \
    <Default Extension=\"cs\" ContentType=\"application/octet\" />\n  \
    <Default Extension=\"md\" ContentType=\"application/octet\" />\n  \
    <Default Extension=\"txt\" ContentType=\"application/octet\" />\n  \
    <Default Extension=\"config\" ContentType=\"application/octet\" />\n  \
    <Override PartName=\"/LICENSE-MIT\" ContentType=\"application/octet\" />\n  \
    <Override PartName=\"/LICENSE-APACHE\" ContentType=\"application/octet\" />\n  \
    <Override PartName=\"/lib/netcoreapp3.1/_._\" ContentType=\"application/octet\" />\n</Types>\n";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n  \
    <Relationship Type=\"http://schemas.microsoft.com/packaging/2010/07/manifest\" Target=\"/Zoomuser.nuspec\" \
    Id=\"R1\" />\n</Relationships>\n";

/// mcs puts the time and a random number into what it compiles, and cannot be asked not to.
fn make_reproducible(assembly: &Path) -> Result<(), String> {
    let mut bytes = fs::read(assembly).map_err(about(assembly))?;
    let wrong = || format!("{}: not an assembly", assembly.display());
    let header = number(&bytes, 0x3c).ok_or_else(wrong)?;
    let id = module_id(&bytes).ok_or_else(wrong)?;
    // The time of the link, behind the signature, the machine and the number of sections.
    bytes.get_mut(header + 8..header + 12).ok_or_else(wrong)?.fill(0);
    bytes.get_mut(id..id + 16).ok_or_else(wrong)?.fill(0);
    // An id that is the same for the same code, and no other.
    let id_bytes = fingerprint(&bytes).to_le_bytes();
    bytes[id..id + 16].copy_from_slice(&id_bytes);
    fs::write(assembly, bytes).map_err(about(assembly))
}

/// Where the id of the module is: the first of the heap `#GUID`.
fn module_id(bytes: &[u8]) -> Option<usize> {
    let root = bytes.windows(4).position(|four| four == b"BSJB")?;
    // The heaps are listed behind the version, each with its offset, size and name.
    let first = root + 16 + number(bytes, root + 12)? + 4;
    let name = bytes.get(first..first + 256)?.windows(6).position(|six| six == b"#GUID\0")?;
    Some(root + number(bytes, first + name - 8)?)
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four) as usize)
}

/// FNV-1a of 128 bits.
fn fingerprint(bytes: &[u8]) -> u128 {
    let begin = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    bytes.iter().fold(begin, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_found_behind_the_list_of_heaps() {
        let mut bytes = vec![0; 7];
        bytes.extend(b"BSJB\0\0\0\0\0\0\0\0\x04\0\0\0v1\0\0");
        bytes.extend([0, 0, 1, 0, 64, 0, 0, 0, 16, 0, 0, 0]);
        bytes.extend(b"#GUID\0\0\0");
        bytes.resize(400, 0);
        assert_eq!(module_id(&bytes), Some(7 + 64));
        assert_eq!(module_id(b"MZ"), None);
    }
}

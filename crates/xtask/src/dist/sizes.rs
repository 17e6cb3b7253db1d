//! The sizes of release artifacts: what they may be, and what docs/benchmarks.md says they are.

use super::artifacts::{folder, work_folder};
use crate::files::{about, read};
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = "docs/benchmarks.md";

/// How far the size of what was built may be from the size in the page, in percent: compilers differ a little.
const TOLERANCE: f64 = 2.0;

/// An artifact whose size is checked whenever it is built.
pub(crate) struct Artifact {
    /// The first cell of its row in the page.
    row: &'static str,
    /// Where it is built; `VERSION` in it stands for the version.
    path: &'static str,
    /// The most bytes that it may have.
    most: u64,
}

pub(crate) const LINUX: Artifact =
    Artifact { row: "`libzoomuser.so`, x86-64", path: "linux/x86_64/library/libzoomuser.so", most: 3_500_000 };
pub(crate) const WINDOWS_X64: Artifact =
    Artifact { row: "`zoomuser.dll`, x64", path: "windows/x64/library/zoomuser.dll", most: 2_200_000 };
pub(crate) const WINDOWS_X86: Artifact =
    Artifact { row: "`zoomuser.dll`, x86", path: "windows/x86/library/zoomuser.dll", most: 1_980_000 };

pub(crate) const WHEEL: Artifact = Artifact {
    row: "the wheel for manylinux2014, x86-64",
    path: "zoomuser-VERSION-cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    most: 2_920_000,
};

const ALL: [Artifact; 4] = [LINUX, WINDOWS_X64, WINDOWS_X86, WHEEL];

impl Artifact {
    fn built(&self) -> PathBuf {
        let path = self.path.replace("VERSION", zoomuser::VERSION);
        if path.ends_with(".whl") { folder().join(path) } else { work_folder().join(path) }
    }

    /// Fails if a file is larger than it may be, or the page has another size.
    pub(crate) fn check(&self, file: &Path) -> Result<(), String> {
        let size = fs::metadata(file).map_err(about(file))?.len();
        if size > self.most {
            return Err(format!(
                "{}: {size} bytes, expected at most {}; `cargo bloat` shows what grew",
                file.display(),
                self.most
            ));
        }
        compare(self.row, size, &read(PAGE)?)
    }
}

/// `cargo xtask bench --check-docs`: compares the page with what was built last.
pub(crate) fn check_docs() -> Result<(), String> {
    let found: Vec<Artifact> = ALL.into_iter().filter(|artifact| artifact.built().exists()).collect();
    if found.is_empty() {
        return Err("no release artifact was built: cargo xtask dist".to_owned());
    }
    for artifact in found {
        artifact.check(&artifact.built())?;
        println!("{}: as {PAGE} says", artifact.row);
    }
    Ok(())
}

/// Compares a size with the second cell of its row, `2.32 MB`.
fn compare(row: &str, size: u64, page: &str) -> Result<(), String> {
    let cells = page.lines().find_map(|line| line.strip_prefix(&format!("| {row} | ")));
    let said = cells.and_then(|cells| cells.split_once(" MB |")?.0.parse::<f64>().ok());
    let said = said.ok_or_else(|| format!("{PAGE}: expected a row `| {row} | 0.00 MB |`"))?;
    let megabytes = size as f64 / 1e6;
    if (megabytes - said).abs() * 100.0 > TOLERANCE * said {
        return Err(format!("{PAGE}: {row} is {megabytes:.2} MB, and the page says {said:.2} MB"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_compared_with_its_row() {
        let page = "| artifact | size |\n| `a`, x86 | 2.00 MB | 3 MB |\n";
        assert_eq!(compare("`a`, x86", 2_030_000, page), Ok(()));
        let other = compare("`a`, x86", 2_050_000, page).expect_err("2.5 percent");
        assert_eq!(other, "docs/benchmarks.md: `a`, x86 is 2.05 MB, and the page says 2.00 MB");
        assert!(compare("`b`", 1, page).expect_err("no row").contains("expected a row"));
    }

    #[test]
    fn the_page_has_every_size_and_limit() {
        let page = read(PAGE).expect("the page");
        for artifact in ALL {
            let line = page.lines().find(|line| line.starts_with(&format!("| {} | ", artifact.row))).expect("a row");
            let limit = format!(" | {:.2} MB | ", artifact.most as f64 / 1e6);
            assert!(line.contains(&limit), "{line}: expected {limit}");
            let told = compare(artifact.row, 0, &page).expect_err("no artifact is empty");
            assert!(told.contains("the page says"), "{told}");
        }
    }
}

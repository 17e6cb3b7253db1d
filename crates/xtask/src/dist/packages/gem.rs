//! The gem: the binding of Ruby with the library for each system.

use super::assembly::{begin, copy_binding};
use super::natives::Built;
use crate::command::{command, is_there, root, run};
use crate::dist::pack;
use crate::files::{copy, folder as make_folder};
use std::path::Path;
use std::process::Stdio;

/// Makes `zoomuser-VERSION.gem`, or says what is missing for that.
pub(super) fn build(built: &[Built], to: &Path) -> Result<Option<String>, String> {
    if !is_there("gem") {
        return Ok(Some("the gem: gem is missing (apt-get install ruby)".to_owned()));
    }
    let folder = begin(to, "gem", built)?;
    copy_binding(&root().join("bindings/ruby"), &folder, &["rb", "gemspec", "md"])?;
    for one in built {
        copy(&one.library(), &folder.join("lib/zoomuser/native").join(one.native.system).join(one.file()))?;
    }
    pack::normalize(&folder)?;
    make_folder(to)?;
    let gem = to.join(format!("zoomuser-{}.gem", zoomuser::VERSION));
    let mut build = command("gem");
    build.args(["build", "--silent", "zoomuser.gemspec", "--output"]).arg(&gem).current_dir(&folder);
    run(build.env("SOURCE_DATE_EPOCH", pack::time().to_string()).stdout(Stdio::null()))?;
    println!("{}", gem.display());
    Ok(None)
}

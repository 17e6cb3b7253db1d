//! Relative paths are resolved when an option is set.

use std::process::{Command, Stdio};
use support::folder::Folder;

#[test]
fn files_stay_where_they_were_when_the_process_goes_elsewhere() {
    let (sandbox, here, there) = (support::sandbox(), Folder::new(), Folder::new());
    let mut command = Command::new(env!("CARGO_BIN_EXE_client-process"));
    command.arg("other-folder").env("TEST_ACCOUNT", "sandbox-account");
    command.env("TEST_URL", sandbox.http_url()).env("TEST_HERE", here.path()).env("TEST_THERE", there.path());
    let mut child = command.stdout(Stdio::null()).spawn().expect("it runs");
    assert!(child.wait().expect("it ends").success());
    let names = |folder: &Folder| {
        let entries =
            std::fs::read_dir(folder.path()).expect("there").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = entries.collect();
        names.sort();
        names
    };
    assert_eq!(names(&here), ["rate", "token", "token.lock"]);
    assert!(names(&there).is_empty(), "{:?}", names(&there));
    assert_eq!(sandbox.requests().iter().filter(|request| request.method == "PATCH").count(), 3);
}

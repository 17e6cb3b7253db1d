//! The rate file that the command line has by default.

use crate::program::{Ran, TOKEN, Zoom};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn waited_ms(ran: &Ran) -> u64 {
    assert_eq!(ran.code, 0, "{}", ran.both());
    ran.json()["waited_ms"].as_u64().expect("a number")
}

fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.expect("an entry").path()).collect())
        .unwrap_or_default()
}

#[test]
fn runs_share_the_rate_unless_it_is_switched_off() {
    let zoom = Zoom::start();
    let session = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("session-{}", std::process::id()));
    fs::create_dir(&session).expect("made");
    fs::set_permissions(&session, fs::Permissions::from_mode(0o700)).expect("set");
    let run = |more: &[&str]| -> Ran {
        let mut command =
            zoom.update(&["jane@example.com", "dept=d", "--plan", "free", "--rate-share", "10", "--json"]);
        command.args(more).env("XDG_RUNTIME_DIR", &session).env("ZOOM_TOKEN", TOKEN);
        command.output().expect("the program runs").into()
    };
    assert!(waited_ms(&run(&["--rate-file", "off"])) < 1_000);
    assert_eq!(names(&session), [] as [PathBuf; 0]);
    assert!(waited_ms(&run(&[])) < 1_000, "the first is sent at once");
    let files = names(&session.join("zoomuser"));
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(fs::read_to_string(&files[0]).expect("there").starts_with("zoomuser-rate 2 "));
    assert!(waited_ms(&run(&[])) > 1_000, "two and a half seconds later");
    assert!(waited_ms(&run(&["--rate-file", "off"])) < 1_000);
    fs::remove_dir_all(session).expect("removed");
}

//! The example in Rust against the sandbox.

use std::process::{Command, Output};
use support::sandbox;
use zoomuser_sandbox::Sandbox;

fn run(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rust-example"))
        .args(arguments)
        .env("ZOOM_TOKEN", sandbox.token())
        .env("ZOOM_BASE_URL", sandbox.http_base_url())
        .output()
        .expect("the example starts")
}

#[test]
fn the_example_changes_a_user_and_reports_errors() {
    let sandbox = sandbox();
    let output = run(&sandbox, &["jane@example.com", "Research"]);
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{error}");
    assert!(out.starts_with("dept: applied\n") && out.ends_with(": Some(\"Research\")\n"), "{out}");

    let output = run(&sandbox, &["nobody@example.com", "Research"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.ends_with("check the user id\n"), "{error}");
    assert_eq!(run(&sandbox, &[]).status.code(), Some(2));
}

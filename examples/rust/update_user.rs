//! Changes a Zoom user: `cargo run -p zoomuser-tests --bin rust-example USER_ID DEPARTMENT`, with the token in `ZOOM_TOKEN`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

use std::process::ExitCode;
use std::time::Duration;
use zoomuser::{Client, Error, Status, UserPatch, UserType};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [user_id, dept] = arguments.as_slice() else {
        eprintln!("usage: update_user USER_ID DEPARTMENT");
        return ExitCode::from(2);
    };
    match update(user_id, dept) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            for problem in error.problems() {
                eprintln!("  {problem}");
            }
            match error.status() {
                Status::NotFound => eprintln!("check the user id"),
                _ if error.is_retryable() => eprintln!("try again later; suggested wait: {:?}", error.retry_after()),
                _ => eprintln!("{}", error.hint()),
            }
            ExitCode::FAILURE
        }
    }
}

fn update(user_id: &str, dept: &str) -> Result<(), Error> {
    let mut builder = Client::builder()
        .token(std::env::var("ZOOM_TOKEN").unwrap_or_default())
        .timeout(Duration::from_secs(10))
        .confirm(true);
    if let Ok(url) = std::env::var("ZOOM_BASE_URL") {
        builder = builder.base_url(&url);
    }
    let client = builder.build()?;
    let patch = UserPatch::new().dept(dept).user_type(UserType::Licensed);
    let updated = client.update_user(user_id, &patch)?;
    for field in updated.fields() {
        println!("{}: {}", field.field, field.outcome.name());
    }
    let user = client.get_user(user_id)?;
    println!("{} {}: {:?}", user.first_name().unwrap_or(""), user.last_name().unwrap_or(""), user.dept());
    Ok(())
}
